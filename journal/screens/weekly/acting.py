"""ActingScreen: a screen over all places in which the acts of a place are done, and which follows the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.screen import ModalScreen

from journal.derived.index import Touched
from journal.dialogs.form import Form
from journal.dialogs.message import MessageDialog
from journal.screens.desk import Desk
from journal.screens.place import Place

if TYPE_CHECKING:
    from journal.app import JournalApp


class ActingScreen(ModalScreen[None]):
    """What acts ask of a place, for a screen that has none below it in sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stale = False

    def draw(self, *, keep: bool = True) -> None:
        """Paint the journal as it is now; `keep` leaves the cursor where it is."""
        raise NotImplementedError

    @property
    def shows_page(self) -> bool:
        """The row itself shows what was done."""
        return True

    async def ask(self, dialog: ModalScreen[Any]) -> Any:
        """Show a dialog and wait for its answer."""
        if isinstance(dialog, Form | MessageDialog):
            dialog.veiled = self.desk.blurred
        if isinstance(dialog, Form):
            dialog.keep_in(self.desk.drafts)
        return await self.app.push_screen_wait(dialog)

    def written(self, said: str = "") -> None:
        """Something was written: the app looks at the files, and says what there is to say."""
        low = self.has_class("-low")  # there a toast would cover the buttons, and the row tells it anyway
        self.post_message(Place.Written("" if low else said))
        self.look_again()

    def take_in(self) -> None:
        """Follow at once what was written, for an act that goes on from there."""
        cast("JournalApp", self.app).pulse()

    async def all_read(self) -> None:
        """The review begins when everything is read."""

    def fail(self, error: Exception) -> None:
        """Say what went wrong; it stays until it has been read."""
        self.app.notify(self.desk.why(error), severity="error", markup=False)

    async def on_mount(self) -> None:
        self.desk.index.listeners.append(self._follow)
        self.desk.outlook.listeners.append(self.look_again)

    def on_unmount(self) -> None:
        self.desk.index.listeners.remove(self._follow)
        self.desk.outlook.listeners.remove(self.look_again)

    def on_screen_resume(self) -> None:
        self.look_again()

    def _follow(self, touched: Touched | None) -> None:
        self.look_again()

    def look_again(self) -> None:
        """Paint anew once what is going on now is through."""
        if not self._stale and self.is_attached:
            self._stale = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        self._stale = False
        self.draw()
