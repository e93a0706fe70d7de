"""The keys of a preparation: what goes on, what is done in a step, and what works everywhere."""

from __future__ import annotations

from textual.binding import Binding, BindingType


def _verb(key: str, name: str, description: str, tooltip: str, *, show: bool = True) -> Binding:
    return Binding(key, f"act('{name}')", description, tooltip=tooltip, id=f"walk.{name}", show=show)


def _figure(value: int) -> Binding:
    """The binding of a figure that says how ready one feels."""
    first = value == 1
    return Binding(
        str(value % 10),
        f"act('rate', {value})",
        "rate" if first else f"{value} of 10",
        key_display="1-9 0 ← →" if first else None,
        tooltip=f"{value} of 10",
        id=f"walk.rate_{value}",
        show=first,
    )


def keys() -> list[BindingType]:
    """All of them; those of the buttons are not shown at the foot."""
    return [
        Binding("enter", "finish", "done", tooltip="Keep it and go on", id="walk.finish", show=False),
        Binding("s", "skip", "skip", tooltip="Go on without; nothing is counted", id="walk.skip", show=False),
        Binding("l", "later", "later", tooltip="Go on; it stays to be done", id="walk.later", show=False),
        Binding("b", "before", "back", tooltip="The step before", id="walk.before", show=False),
        Binding("w", "why", "why", tooltip="What is known about this step", id="walk.why", show=False),
        _verb("space", "turn", "start, stop", "Start or pause the clock; take a row, or show a name"),
        Binding("left", "act('by', -1)", "less", tooltip="One less, or the one before", id="walk.less", show=False),
        Binding("right", "act('by', 1)", "more", tooltip="One more, or the next one", id="walk.more", show=False),
        *(_figure(value) for value in range(1, 11)),
        _verb("e", "edit", "change", "Change the plan"),
        _verb("y", "yes", "yes", "The name was known; the plan came up, and was done"),
        _verb("n", "no", "no", "The name was not known yet; the plan came up, and was not done"),
        _verb("m", "message", "message", "Write it from a template"),
        _verb("p", "build", "build it", "Build an introduction from a few questions"),
        _verb("x", "remove", "remove", "Not them after all"),
        Binding("t", "onward", "steps", tooltip="The steps that wait, one by one", id="walk.onward"),
        Binding("i", "who", "who", tooltip="Whom you will meet: what is known about them", id="walk.who"),
        Binding(
            "enter",
            "line",
            "new line; twice goes on",
            tooltip="A new line; on an empty one to the next question",
            id="walk.line",
            priority=True,
        ),
        Binding("enter", "over", "next", tooltip="To the next field, or step", id="walk.over", priority=True),
        Binding(
            "c", "app('capture')", "capture", tooltip="Note a line of what happened", id="walk.capture", show=False
        ),
        Binding("u", "app('undo')", "undo", tooltip="Take back the last change", id="walk.undo", show=False),
        Binding("U", "app('redo')", "redo", tooltip="Do again what was taken back", id="walk.redo", show=False),
        Binding("question_mark,f1", "app.help", "help", tooltip="The keys of this step", id="walk.help", show=False),
        Binding("f8", "app('blur')", "blur", tooltip="Blur names: somebody is looking", id="walk.blur", show=False),
        Binding("escape", "leave", "leave", tooltip="Leave; everything is kept", id="walk.leave"),
    ]
