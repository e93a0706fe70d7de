"""TagsDialog: topics, of one record or of several at once, completed from those in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from journal.dialogs.form import Form
from journal.dialogs.reading import read_topics, say_topics
from journal.domain.record import Invalid, distinct
from journal.widgets.completion import words_completer
from journal.widgets.form_fields import FormField

LONGEST = 60


class TagsDialog(Form[tuple[str, ...]]):
    """Returns the topics, or None. `known` are those in use, `about` the ids of what they are given to."""

    WIDTH = 64

    def __init__(self, title: str, topics: Sequence[str], known: Sequence[str] = (), *, about: str = "") -> None:
        super().__init__(title, f"topics {about or title}")
        self.veiled_heading = "Topics"
        self.topics, self.known = topics, known

    def groups(self) -> Sequence[Sequence[FormField]]:
        complete = words_completer(self.known, many=True, closed=False, mark="#")
        return ((FormField("topics", "topics", completer=complete, live=True),),)

    def start(self) -> Mapping[str, str]:
        return {"topics": say_topics(self.topics)}

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        return {"topics": "#rust #public-speaking; empty takes all away"}

    def result(self, texts: Mapping[str, str], changed: set[str]) -> tuple[str, ...]:
        topics = distinct(tuple(read_topics(texts["topics"])))
        if long := next((topic for topic in topics if len(topic) > LONGEST), ""):
            raise Invalid({"topics": f"{long[:20]}… is longer than {LONGEST} characters"})
        return topics
