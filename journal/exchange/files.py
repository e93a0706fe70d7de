"""A file the user named: read with a limit, taken out of a zip, and told how its bytes are text."""

from __future__ import annotations

import codecs
import lzma
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from journal.exchange.source import Source

MEGABYTE = 1_000_000
LONGEST_FILE = 400 * MEGABYTE
"""Bytes of an archive that is read at most."""
LONGEST_TABLE = 50 * MEGABYTE
"""Bytes of a CSV file; LinkedIn's own limit of 30,000 connections needs about five."""
MOST_MEMBERS = 100_000
PIECE = 1_000_000
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class ExchangeError(Exception):
    """A file that cannot be read or written; the text is a sentence for the user."""


def load(path: Path, wanted: Callable[[str], bool]) -> Source:
    """Read a file, or the one file of a zip whose plain name is `wanted`. Raises `ExchangeError`."""
    data = _bytes(path)
    if data.startswith((ZIP, EMPTY_ZIP)):
        member, data = _from_zip(path, wanted)
        return source_from(f"{path.name}: {member}", data)
    return source_from(path.name, data)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(len(ZIP))
            file.seek(0)
            data = start if start in (ZIP, EMPTY_ZIP) else file.read(LONGEST_FILE + 1)
    except FileNotFoundError:
        raise ExchangeError(f"There is no file {path}; check the name.") from None
    except IsADirectoryError:
        raise ExchangeError(f"{path} is a folder; name the file in it.") from None
    except OSError as error:
        raise ExchangeError(f"{path} cannot be read: {error.strerror or error}.") from None
    if len(data) > LONGEST_FILE:
        raise ExchangeError(f"{path} is larger than {LONGEST_FILE // MEGABYTE} MB; nothing was read.")
    return data


def _from_zip(path: Path, wanted: Callable[[str], bool]) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            found = [] if len(members) > MOST_MEMBERS else [one for one in members if _is(one, wanted)]
            if not found:
                raise ExchangeError(
                    f"{path.name} holds no Connections.csv. Ask LinkedIn for an export that includes Connections, "
                    "or unpack the zip and name the file."
                )
            member = min(found, key=lambda one: (one.filename.count("/"), one.filename))
            return PurePosixPath(member.filename).name, _unpacked(archive, member, path)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
        raise ExchangeError(f"{path.name} is a damaged zip ({error}); download it again.") from None
    except (NotImplementedError, RuntimeError) as error:
        raise ExchangeError(f"{path.name} cannot be unpacked ({error}); unpack it and name the file.") from None


def _is(member: zipfile.ZipInfo, wanted: Callable[[str], bool]) -> bool:
    place = PurePosixPath(member.filename)
    return not member.is_dir() and "__MACOSX" not in place.parts and wanted(place.name)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> bytes:
    # The size a zip states may be a lie, so what really comes out is counted too.
    with archive.open(member) as file:
        data = file.read(LONGEST_TABLE + 1) if member.file_size <= LONGEST_TABLE else b""
    if len(data) > LONGEST_TABLE or member.file_size > LONGEST_TABLE:
        raise ExchangeError(
            f"{member.filename} in {path.name} unpacks to more than {LONGEST_TABLE // MEGABYTE} MB; nothing was read."
        )
    return data


def source_from(name: str, data: bytes) -> Source:
    """The text of these bytes: UTF-8, UTF-16 with or without BOM, else Windows-1252 with a note."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _decoded(name, data[len(bom) :], encoding)
    guess = _utf16_without_bom(data[:4000])
    if guess:
        return _decoded(name, data, guess)
    wrong = _not_utf8(data)
    if wrong is None:
        return Source(name, data)
    line = data.count(b"\n", 0, wrong) + 1
    note = f"{name}, line {line}: not UTF-8; the file was read as Windows-1252. Check names with accents."
    return Source(name, data, (note,), "cp1252")


def _decoded(name: str, data: bytes, encoding: str) -> Source:
    if encoding == "utf-8" and _not_utf8(data) is None:
        return Source(name, data)
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    notes = (f"{name}: {broken} characters could not be read and stand as \ufffd.",) if broken else ()
    return Source(name, text, notes)


def _not_utf8(data: bytes) -> int | None:
    """Where the first byte stands that is no UTF-8; looked at piece by piece, because decoded text may be large."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for at in range(0, len(data), PIECE):
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(data[at : at + PIECE], final=at + PIECE >= len(data))
        except UnicodeDecodeError as error:
            return at - waiting + error.start
    return None


def _utf16_without_bom(start: bytes) -> str:
    """Text in Latin letters has a zero in every second byte of UTF-16."""
    pairs = len(start) // 2
    if pairs < 2:
        return ""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * pairs and odd < 0.1 * pairs else ""
