"""Collection: the records of one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from journal.domain.record import Invalid, Record
from journal.store.live import Live

R = TypeVar("R", bound=Record)


def read(kind: type[R], document: Mapping[str, Any], key: str) -> R | None:
    """The record, without fields that are not valid (they stay in the document); None if it means nothing without."""
    try:
        return kind.parse(document, key)
    except Invalid as error:
        good = {name: value for name, value in document.items() if name not in error.fields}
    try:
        return kind.parse(good, key)
    except Invalid:
        return None


class Collection(Generic[R]):
    """The records of one table as they are now; a table without a record class has only `docs`."""

    def __init__(self, live: Live, table: str, kind: type[R] | None) -> None:
        self.table = table
        self._live = live
        self._kind = kind

    @property
    def docs(self) -> Mapping[str, Mapping[str, Any]]:
        """The stored documents by id, always current; read only, and another object after everything was read again."""
        return self._live.documents(self.table)

    def get(self, key: str) -> R | None:
        """The record with this id; None if there is none or it cannot be read."""
        document = self.docs.get(key)
        return None if document is None or self._kind is None else read(self._kind, document, key)

    def __len__(self) -> int:
        return len(self.docs)

    def __contains__(self, key: object) -> bool:
        return key in self.docs

    def __iter__(self) -> Iterator[R]:
        for key in list(self.docs):
            record = self.get(key)
            if record is not None:
                yield record
