"""AskDialog: one line, asked for in a dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from journal.dialogs.form import Form, FormField
from journal.domain.record import Invalid
from journal.domain.text import clean
from journal.widgets.completion import Completer
from journal.widgets.line_input import LineInput


class AskDialog(Form[str]):
    """Returns the line, cleaned, or None. `check` says what is wrong with it, or nothing."""

    WIDTH = 64

    def __init__(
        self,
        title: str,
        label: str,
        value: str = "",
        *,
        hint: str = "",
        check: Callable[[str], str] | None = None,
        completer: Completer | None = None,
    ) -> None:
        super().__init__(title, f"ask {title}")
        self.label, self.value, self.hint = label, value, hint
        self.check, self.completer = check, completer

    def groups(self) -> Sequence[Sequence[FormField]]:
        return ((FormField("answer", self.label, completer=self.completer, live=True),),)

    def start(self) -> Mapping[str, str]:
        return {"answer": self.value}

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        return {"answer": self.hint}

    def result(self, texts: Mapping[str, str], changed: set[str]) -> str:
        answer = clean(texts["answer"])
        if self.check and (why := self.check(answer)):
            raise Invalid({"answer": why})
        return answer

    def unchanged(self) -> str | None:
        """The value that was offered is an answer too."""
        return clean(self.value)

    def on_line_input_entered(self, event: LineInput.Entered) -> None:
        """There is one field only: enter saves."""
        event.stop()
        event.prevent_default()
        self.action_save()
