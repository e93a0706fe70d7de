"""AskDialog: one line, asked for in a dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from journal.dialogs.form import Form
from journal.domain.record import Invalid
from journal.domain.text import clean
from journal.widgets.completion import Completer
from journal.widgets.form_fields import FormField


class AskDialog(Form[str]):
    """Returns the line, cleaned, or None. `check` says what is wrong with it, or nothing.

    `about` are the ids of what it is asked about: a text not saved yet is offered again for the same only.
    """

    WIDTH = 64
    TAKES_UNCHANGED = True

    def __init__(
        self,
        title: str,
        label: str,
        value: str = "",
        *,
        hint: str = "",
        check: Callable[[str], str] | None = None,
        completer: Completer | None = None,
        button: str = "Save",
        about: str = "",
    ) -> None:
        super().__init__(title, f"ask {label} {about}" if about else f"ask {title}", button=button)
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
