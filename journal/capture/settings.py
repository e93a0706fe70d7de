"""The two settings that capture needs, read from a small cache, because reading TOML takes as long as all the rest."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.paths import Paths

ORDERS = ("DMY", "MDY", "YMD")
MIDNIGHT = "00:00"


class Settings:
    """Order of figures in dates, when the day turns, and a sentence if config.toml could not be read."""

    __slots__ = ("date_order", "day_starts", "problem")

    def __init__(self, date_order: str = "DMY", day_starts: str = MIDNIGHT, problem: str = "") -> None:
        self.date_order = date_order if date_order in ORDERS else "DMY"
        self.day_starts = day_starts
        self.problem = problem

    def wall_clock(self, now: datetime) -> datetime:
        """The clock as dates are told from it: before the day turns it is still late on the day before."""
        if now.strftime("%H:%M") >= self.day_starts:
            return now
        return (now - timedelta(days=1)).replace(hour=23, minute=59, second=0, microsecond=0)


def read(paths: Paths) -> Settings:
    """The settings; the usual ones if there is no config.toml or if it cannot be understood."""
    file = os.path.join(paths.config, "config.toml")
    try:
        status = os.stat(file)
    except OSError:
        return Settings()
    stamp = f"config {status.st_mtime_ns} {status.st_size}"
    known = _cached(paths, stamp)
    if known:
        return known
    settings = _from_toml(file)
    if not settings.problem:
        _keep(paths, stamp, settings)
    return settings


def _cache_file(paths: Paths) -> str:
    return os.path.join(paths.cache, "prompt.txt")


def _cached(paths: Paths, stamp: str) -> Settings | None:
    """What the cache says, if it was made from the config.toml that is there now."""
    try:
        with open(_cache_file(paths), encoding="utf-8", errors="replace") as file:
            lines = file.read().split("\n")
    except OSError:
        return None
    values = dict(line.split(" ", 1) for line in lines if " " in line)
    if lines[0] != stamp or not {"date_order", "day_starts"} <= values.keys():
        return None
    return Settings(values["date_order"], values["day_starts"])


def _from_toml(path: str) -> Settings:
    import tomllib  # only here: it takes longer to load than a whole capture

    try:
        with open(path, "rb") as file:
            config = tomllib.load(file)
    except (OSError, ValueError) as error:
        return Settings(problem=f"{path} cannot be used ({error}); dates are read day first.")
    starts = config.get("day_starts", MIDNIGHT)
    if hasattr(starts, "strftime"):
        starts = starts.strftime("%H:%M")
    order = str(config.get("date_order", "DMY")).upper()
    return Settings(order, starts if _is_time(starts) else MIDNIGHT)


def _is_time(value: object) -> bool:
    return isinstance(value, str) and len(value) == len(MIDNIGHT) and value.replace(":", "", 1).isdigit()


def _keep(paths: Paths, stamp: str, settings: Settings) -> None:
    text = f"{stamp}\ndate_order {settings.date_order}\nday_starts {settings.day_starts}\n"
    path = _cache_file(paths)
    try:
        os.makedirs(paths.cache, mode=0o700, exist_ok=True)
        with open(f"{path}.{os.getpid()}", "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(f"{path}.{os.getpid()}", path)
    except OSError:
        return  # the cache only saves time; a full or read-only disk must not stop a capture
