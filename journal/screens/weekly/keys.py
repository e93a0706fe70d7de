"""The keys of the weekly review: what goes on, what is done on a row, and what works everywhere."""

from __future__ import annotations

from textual.binding import Binding, BindingType


def _verb(key: str, name: str, description: str, tooltip: str) -> Binding:
    """The binding of something that can be done on the row under the cursor."""
    return Binding(key, f"act('{name}')", description, tooltip=tooltip, id=f"review.{name}")


def _figure(value: int) -> Binding:
    """The binding of a figure that says how sure one feels."""
    words, first = f"{value} of 10", value == 1
    return Binding(
        str(value % 10),
        f"act('rate', {value})",
        "how sure" if first else words,
        key_display="1-9 0" if first else None,
        tooltip=words,
        id=f"review.rate_{value}",
        show=first,
    )


def keys() -> list[BindingType]:
    """All of them; those of the buttons are not shown at the foot."""
    return [
        Binding("enter", "finish", "done", tooltip="Keep it and go on", id="review.finish", show=False),
        Binding("s", "skip", "skip", tooltip="Go on without; nothing is counted", id="review.skip", show=False),
        Binding("b", "before", "back", tooltip="The step before", id="review.before", show=False),
        Binding("w", "why", "why", tooltip="What is known about this step", id="review.why", show=False),
        Binding("space", "act('take')", "take", tooltip="Take them for next week, or not", id="review.take"),
        _verb("o", "ease", "fewer", "Move people one circle out: the rhythms ask for more than you planned"),
        _verb("d", "done", "done", "It is done"),
        _verb("z", "let_go", "let go", "Let it go on purpose"),
        _verb("e", "edit", "change", "Another date, next step, or text"),
        _verb("y", "yes", "yes", "Yes; the same key takes it back"),
        _verb("n", "no", "no", "No; the same key takes it back"),
        _verb("p", "pass_by", "pass", "Pass on them, without a reason"),
        _verb("m", "message", "message", "Write to them from a template"),
        _verb("f", "follow_up", "follow-up", "Promise something"),
        _verb("l", "log", "log", "Log a talk with them"),
        _verb("a", "add", "win", "Note something that went well"),
        Binding("left", "act('rate_by', -1)", "less sure", tooltip="Less sure", id="review.less_sure", show=False),
        Binding("right", "act('rate_by', 1)", "surer", tooltip="Surer", id="review.surer", show=False),
        _verb("plus", "more", "one more", "One more on the number of the goal"),
        _verb("minus", "less", "one less", "One less on the number of the goal"),
        *(_figure(value) for value in range(1, 11)),
        Binding("c", "app.capture", "capture", tooltip="Note a line of what happened", id="review.capture", show=False),
        Binding("u", "app('undo')", "undo", tooltip="Take back the last change", id="review.undo", show=False),
        Binding("U", "app('redo')", "redo", tooltip="Do again what was taken back", id="review.redo", show=False),
        Binding("question_mark,f1", "app.help", "help", tooltip="The keys of this step", id="review.help", show=False),
        Binding("f8", "app('blur')", "blur", tooltip="Blur names: somebody is looking", id="review.blur", show=False),
        Binding("escape", "leave", "leave", tooltip="Leave; everything is kept", id="review.leave"),
    ]
