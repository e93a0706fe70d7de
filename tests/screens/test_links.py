"""A link is opened only if it is one of the web or of mail."""

from __future__ import annotations

import pytest

from journal.domain.contacts import Channel
from journal.screens.acts.people import link_of


@pytest.mark.parametrize(
    ("kind", "value", "opened"),
    [
        ("web", "https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("web", "example.org", "https://example.org"),
        ("linkedin", "www.linkedin.com/in/ana", "https://www.linkedin.com/in/ana"),
        ("email", "ana@example.org", "mailto:ana@example.org"),
        ("phone", "+441130000000", ""),
        ("web", "javascript://example.org/%0aalert(1)", ""),
        ("web", "file:///etc/passwd", ""),
        ("web", "ssh://-oProxyCommand=x", ""),
        ("web", "https://example.org/ -P evil", ""),
        ("other", "data:text/html,x", ""),
        ("other", "--help", ""),
    ],
)
def test_only_links_that_can_do_no_harm_are_opened(kind: str, value: str, opened: str) -> None:
    assert link_of(Channel.model_construct(kind=kind, value=value)) == opened
