"""Durable bytes on disk, and what went wrong as a sentence. Standard library only."""

from __future__ import annotations

import errno
import fcntl
import os
import sys
from stat import S_ISREG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM})
_NO_FILE = frozenset({None, errno.EISDIR, errno.ELOOP})
_NO_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST})
_NO_LOCKS = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS})
_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600


class StoreError(Exception):
    """Whatever keeps the store from doing what was asked; the text is a sentence for the user."""


class LogError(StoreError):
    """The log could not be read or written."""


class Busy(LogError):
    """Another process holds the lock and does not let go."""


class NotSaved(LogError):
    """Writing failed; the files are as they were."""


class Unreadable(LogError):
    """A file or folder is there but cannot be read."""


def append(path: str, pieces: Iterable[bytes], folder: str) -> tuple[int, int] | None:
    """Append the `pieces` durably and return (inode, size), or None if `path` was swapped for another file meanwhile.

    A last line without its end is sealed with a line break, never cut. `folder` is synced too unless it is "".
    On an error exactly the bytes written here are taken back; for that the pieces are gone through again.
    """
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _PRIVATE_FILE)
    try:
        status = os.fstat(handle)
        if not S_ISREG(status.st_mode):
            raise OSError("it is no ordinary file")
        size = status.st_size
        sealed = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        _write_all(handle, pieces, status, folder, b"\n" if sealed else b"")
        status = os.fstat(handle)
        return (status.st_ino, status.st_size) if names(path, handle) else None
    finally:
        close(handle)


def _write_all(handle: int, pieces: Iterable[bytes], before: os.stat_result, folder: str, seal: bytes) -> None:
    try:
        if not before.st_size:
            os.fchmod(handle, _PRIVATE_FILE)
        for data in _sealed(seal, pieces):
            _write(handle, data)
        sync(handle)
        if folder:
            sync_folder(folder)
    except BaseException:
        _take_back(handle, _sealed(seal, pieces), before)
        raise


def _sealed(seal: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    yield seal
    yield from pieces


def _write(handle: int, data: bytes) -> None:
    """Write all of it: a disk that gets full may take a part."""
    done = 0
    while done < len(data):
        done += os.write(handle, data[done:] if done else data)


def _take_back(handle: int, pieces: Iterator[bytes], before: os.stat_result) -> None:
    """Cut off what was written of the pieces, unless anything else stands there; the time is as it was too."""
    at, end = before.st_size, os.fstat(handle).st_size
    while at < end:
        data = next(pieces, None)
        length = min(len(data), end - at) if data is not None else 0
        if data is None or os.pread(handle, length, at) != data[:length]:
            return
        at += length
    if end > before.st_size:
        os.ftruncate(handle, before.st_size)
        os.utime(handle, ns=(before.st_atime_ns, before.st_mtime_ns))  # else programs take it for edited by hand


def close(handle: int) -> None:
    """Let go of a file, and of a lock on it."""
    try:  # noqa: SIM105  # a capture has no time to load contextlib
        os.close(handle)
    except OSError:
        pass  # what was written is synced by then, and the system has let go all the same: there is nothing to say


def names(path: str, handle: int) -> bool:
    """Whether `path` still is the open file, and not another one put in its place."""
    try:
        now = os.stat(path)
    except FileNotFoundError:
        return False
    status = os.fstat(handle)
    return (now.st_dev, now.st_ino) == (status.st_dev, status.st_ino)


def sync(handle: int) -> None:
    """Wait until the disk has it. macOS needs a stronger call for that than fsync."""
    if sys.platform == "darwin":
        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
        except OSError as error:
            if error.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):
                raise
    os.fsync(handle)


def sync_folder(path: str) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        sync(handle)
    finally:
        close(handle)


def make_folders(path: str) -> bool:
    """Create a folder and the missing ones above it, readable by the user only; False if it was there."""
    if os.path.isdir(path):
        return False
    parent = os.path.dirname(os.path.abspath(path))
    if parent != path:  # else not even the root can be looked at
        make_folders(parent)
    try:
        os.mkdir(path, _PRIVATE_FOLDER)
    except FileExistsError:
        if os.path.isdir(path):
            return False  # another process was faster
        raise
    sync_folder(parent)
    return True


def is_folder(path: str) -> bool:
    return os.path.isdir(path)


def create(path: str, data: bytes) -> bool:
    """Write a small new file; False, and nothing written, if there is one of that name."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _PRIVATE_FILE)
    except FileExistsError:
        return False
    try:
        _write(handle, data)
        sync(handle)
    except BaseException:
        os.unlink(path)
        raise
    finally:
        close(handle)
    return True


def obstacle(root: str) -> str:
    """Why nothing can be written to a journal folder, as a sentence; "" if nothing stands in the way."""
    folder = os.path.abspath(root)
    while not os.path.lexists(folder):
        folder = os.path.dirname(folder)
    if not os.path.isdir(folder):
        return not_a_folder(folder)
    log = os.path.join(root, "log")
    for path in (folder, log) if folder == os.path.abspath(root) and os.path.isdir(log) else (folder,):
        if not os.access(path, os.W_OK | os.X_OK):
            return f"{path} can only be read, so nothing is saved. {_advice(OSError(errno.EACCES, ''))}"
    return ""


def not_a_folder(path: str) -> str:
    return f"{path} is not a folder. Move it away, or choose another folder with --dir."


def cannot_read(path: str, error: OSError) -> str:
    advice = f"Give yourself the right to read it: chmod u+rwX {path}" if error.errno in _FORBIDDEN else _advice(error)
    return f"{path} cannot be read ({_reason(error)}). {advice}"


def not_saved(path: str, error: OSError) -> str:
    return f"Not saved: {path} cannot be written ({_reason(error)}). {_advice(error)}"


def busy(root: str, seconds: float) -> str:
    return (
        f"Not saved: another journal program has been writing to {root} for more than {seconds:g} s. "
        "Try again; if it goes on, look for a stopped one with `jobs` or `ps`."
    )


def _reason(error: OSError) -> str:
    return os.strerror(error.errno).lower() if error.errno else str(error)


def _advice(error: OSError) -> str:
    number = error.errno
    if number in _FULL:
        return "Free some space and try again."
    if number in _FORBIDDEN:
        return "Give yourself the right to write there, or choose another folder with --dir."
    if number == errno.EROFS:
        return "This file system can only be read; choose another folder with --dir."
    if number in _NO_FOLDER:
        return "A file stands where a folder should be; move it away, or choose another folder with --dir."
    if number in _NO_FILE:
        return "Move it away, and try again."
    if number in _NO_LOCKS:
        return "This file system has no locks; keep the journal on a local disk."
    if number == errno.EIO:
        return "The disk reports a fault: make a backup now, then check it."
    return "Try again."
