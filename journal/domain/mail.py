"""Links that open a new message in the user's mail program (RFC 6068)."""

from __future__ import annotations

from urllib.parse import quote

LONGEST_LINK = 2000
"""Characters that mail programs and desktops pass on without cutting."""


def mail_link(address: str, subject: str, body: str) -> str:
    """A mailto link with subject and text in it; everything but the @ of the address is quoted."""
    fields = [("subject", subject), ("body", body.replace("\n", "\r\n"))]
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in fields if text)
    return f"mailto:{quote(address, safe='@')}" + (f"?{query}" if query else "")


def fits(link: str) -> bool:
    return len(link) <= LONGEST_LINK
