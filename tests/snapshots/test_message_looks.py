"""How writing a message looks: the list of drafts, a draft with its open places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from journal.dialogs.correspondence import Correspondence
from journal.dialogs.message import MessageDialog
from journal.domain.fitting import fitting, offered, resting, went_out
from journal.domain.situation import Occasion, Sent, Situation, care, known
from journal.texts import load_templates

SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
THEMES = ["lamplight", "daybook"]
TODAY = date(2026, 11, 24)
ANA = Situation(
    TODAY,
    "Ana",
    org="Northwind",
    topic="rust",
    state="due",
    kinds=("mentor",),
    last=Occasion("meeting", date(2026, 10, 13)),
    favour=Occasion("opportunity", date(2026, 11, 20)),
    sent=(Sent("praise", date(2026, 11, 2)),),
)
SAKURA = Situation(TODAY, "小林さくら", care_until=date(2026, 12, 20), discreet=True)
FACTS = [
    ("!", "no calls before ten"),
    ("last contact", "42 days ago · meeting · rust jobs in health: she knows two teams that hire without a recruiter"),
    ("promised", "you, due 2 days ago: send the salary survey"),
]


def dialog(now: Situation, name: str, facts: Sequence[tuple[str, str]] = ()) -> MessageDialog:
    texts, _ = load_templates(Path("no-folder-of-the-user"))
    everything = list(texts.templates.values())
    templates = offered(everything, now)
    notices = [care(now), "Discreet: no drafts that tell of a search." if now.discreet else ""]
    return MessageDialog(
        Correspondence(
            name,
            lambda text: text,
            templates,
            texts.placeholders,
            lambda template: known(now, template, {"my_name": "Jo", "about_me": "an engineer"}),
            texts.evidence,
            fits=fitting(templates, now),
            went_out=lambda template: went_out(template, now),
            facts=facts,
            notices=[notice for notice in (*notices, resting(everything, now)) if notice],
            address="ana@northwind.example",
        )
    )


def chosen() -> tuple[MessageDialog, Sequence[str]]:
    return dialog(ANA, "Ana Gómez", FACTS), []


def hard_time() -> tuple[MessageDialog, Sequence[str]]:
    return dialog(SAKURA, "小林さくら Sakura Kobayashi"), ["down"]


def draft() -> tuple[MessageDialog, Sequence[str]]:
    return dialog(ANA, "Ana Gómez", FACTS), [*"former", "enter", "tab", "tab"]


def condolence() -> tuple[MessageDialog, Sequence[str]]:
    return dialog(SAKURA, "小林さくら Sakura Kobayashi", FACTS[:1]), [*"condolence", "enter"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("make", [chosen, hard_time, draft, condolence])
def test_message(
    snap_compare: Callable[..., bool],
    dialog_host: Callable[..., Any],
    make: Callable[[], tuple[MessageDialog, Sequence[str]]],
    size: tuple[int, int],
    theme: str,
) -> None:
    """The dialog over a place, its keys pressed as the test says."""
    shown, keys = make()
    app = dialog_host(shown, theme)
    assert snap_compare(app, press=keys, terminal_size=size)
    assert app.return_code in (None, 0), "the dialog stopped the program"
