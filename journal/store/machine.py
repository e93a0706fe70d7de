"""The name under which this machine writes. Standard library only."""

from __future__ import annotations

import os
import sys

from journal.store import disk

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_LONGEST_HOST = 20


def machine_name(state: str) -> str:
    """The name of this machine, such as laptop-k3f9, kept in the file `machine` of the state folder.

    The file also remembers host name and hardware: in a home copied to another machine they differ, and a new name is
    made, because two machines must never write to one file. If nothing can be kept, the name follows from the hardware.
    """
    path = os.path.join(state, "machine")
    here = (_host(), _hardware())
    name = _known(path, here)
    if name:
        return name
    name = f"{here[0]}-{''.join(_LETTERS[byte & 31] for byte in os.urandom(4))}"
    try:
        return _keep(path, name, here)
    except OSError:
        return f"{here[0]}-{_short(here[1])}"


def _known(path: str, here: tuple[str, str]) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            name, *there = file.read().split("\n")[:3]
    except OSError:
        return ""
    return name if tuple(there) == here and _is_plain(name) else ""


def _keep(path: str, name: str, here: tuple[str, str]) -> str:
    """Put the name in its file in one step, unless another process was faster: then that name holds."""
    disk.make_folders(os.path.dirname(path))
    spare = f"{path}.{name}"
    disk.create(spare, "\n".join((name, *here, "")).encode())
    try:
        os.link(spare, path)
    except FileExistsError:
        other = _known(path, here)
        if other:
            return other
        os.replace(spare, path)  # it is from another machine, or damaged
    finally:
        if os.path.exists(spare):
            os.unlink(spare)
    return name


def _host() -> str:
    host = os.uname().nodename.split(".")[0].lower()
    plain = "".join(letter if _is_plain(letter) else "-" for letter in host).strip("-")
    return plain[:_LONGEST_HOST] or "machine"


def _hardware() -> str:
    if sys.platform == "darwin":
        return _host_uuid()
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            with open(path, encoding="ascii", errors="replace") as file:
                return file.read().strip()
        except OSError:
            continue
    return ""


def _host_uuid() -> str:
    import ctypes  # only here: macOS tells its hardware id by a C call

    wait, uuid = (ctypes.c_long * 2)(1, 0), (ctypes.c_ubyte * 16)()
    try:
        failed = ctypes.CDLL(None).gethostuuid(uuid, wait)
    except (OSError, AttributeError):
        return ""
    return "" if failed else bytes(uuid).hex()


def _short(text: str) -> str:
    number = 0
    for letter in text:
        number = (number * 131 + ord(letter)) & 0xFFFFF
    return "".join(_LETTERS[number >> shift & 31] for shift in (15, 10, 5, 0))


def _is_plain(text: str) -> bool:
    return text.isascii() and text.replace("-", "x").isalnum()
