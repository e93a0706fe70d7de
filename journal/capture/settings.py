"""The two settings that capture needs, read from a small cache, because reading TOML takes as long as all the rest."""

from __future__ import annotations

from datetime import datetime, timedelta

from journal.capture import prompt_cache

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

    def lines(self) -> list[str]:
        """The settings as the cache keeps them."""
        return [f"date_order {self.date_order}", f"day_starts {self.day_starts}"]

    def wall_clock(self, now: datetime) -> datetime:
        """The clock as dates are told from it: before the day turns it is still late on the day before."""
        if now.strftime("%H:%M") >= self.day_starts:
            return now
        return (now - timedelta(days=1)).replace(hour=23, minute=59, second=0, microsecond=0)


def read(paths: Paths) -> Settings:
    """The settings; the usual ones if there is no config.toml or if it cannot be understood."""
    stamp = prompt_cache.config_stamp(paths)
    if stamp.endswith(prompt_cache.NOT_THERE):
        return Settings()
    lines = prompt_cache.read(paths)
    known = _cached(lines, stamp)
    if known:
        return known
    settings, theme = _from_toml(prompt_cache.config_file(paths))
    if not settings.problem:
        prompt_cache.write(paths, [stamp, *settings.lines(), *prompt_cache.colours_of(lines, theme)])
    return settings


def _cached(lines: list[str], stamp: str) -> Settings | None:
    """What the cache says, if it was made from the config.toml that is there now."""
    values = dict(line.split(" ", 1) for line in lines if " " in line)
    if lines[:1] != [stamp] or not {"date_order", "day_starts"} <= values.keys():
        return None
    return Settings(values["date_order"], values["day_starts"])


def _from_toml(path: str) -> tuple[Settings, str]:
    """The settings, and the theme that is named with them; "" for none."""
    import tomllib  # only here: it takes longer to load than a whole capture

    try:
        with open(path, "rb") as file:
            config = tomllib.load(file)
    except (OSError, ValueError) as error:
        return Settings(problem=f"{path} cannot be used ({error}); dates are read day first."), ""
    starts = config.get("day_starts", MIDNIGHT)
    if hasattr(starts, "strftime"):
        starts = starts.strftime("%H:%M")
    order = str(config.get("date_order", "DMY")).upper()
    theme = config.get("theme", "")
    return Settings(order, starts if _is_time(starts) else MIDNIGHT), theme if isinstance(theme, str) else ""


def _is_time(value: object) -> bool:
    return isinstance(value, str) and len(value) == len(MIDNIGHT) and value.replace(":", "", 1).isdigit()
