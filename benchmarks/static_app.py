"""The smallest Textual program that shows something: what any full screen costs at least."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Smallest(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static("smallest")


if __name__ == "__main__":
    Smallest().run()
