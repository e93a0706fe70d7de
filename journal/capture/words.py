"""The words of dates, as tables: months, weekdays, numbers, ordinals, units, and what tells a date from prose."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text, for looking them up."""
    return frozenset(words.split())


_MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}

_WEEKDAYS = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue"),
    ("wednesday", "weds", "wed"),
    ("thursday", "thurs", "thur", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
AMBIGUOUS_WEEKDAYS = frozenset({"sun", "sat", "mon", "wed"})
"""Short weekdays that are words of their own: "by sun microsystems", "where she sat"."""

NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "couple": 2,
    "few": 3,
}
_SPELLED = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {word: number for number, word in enumerate(_SPELLED.split(), 1)} | {"thirtieth": 30}
TENS = {"twenty": 20, "thirty": 30}
SUFFIXES = frozenset({"st", "nd", "rd", "th"})

DAY, WEEK, MONTH, YEAR = ("days", 1), ("days", 7), ("months", 1), ("months", 12)
QUARTER, HOUR, MINUTE, SECOND = ("months", 3), ("minutes", 60), ("minutes", 1), ("seconds", 1)
_UNITS = (
    (DAY, "d day days"),
    (WEEK, "w wk wks week weeks"),
    (("days", 14), "fortnight fortnights"),
    (MONTH, "m mo mos mth mths mon month months"),
    (QUARTER, "quarter quarters"),
    (YEAR, "y yr yrs year years"),
    (HOUR, "h hr hrs hour hours"),
    (MINUTE, "min mins minute minutes"),
    (SECOND, "sec secs second seconds"),
)
UNITS = {name: unit for unit, names in _UNITS for name in names.split()}
"""Name of a unit → (what it counts, how many of that)."""

RELATIVE_DAYS = {
    "yesterday": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "tomorow": 1,
    "tommorow": 1,
    "tommorrow": 1,
    "tmrw": 1,
    "tmr": 1,
}
PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
HOURS = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
PERIODS = frozenset({"week", "month", "year", "quarter", "weekend"})
SHORT_ENDS = {"eod": "day", "cob": "day", "eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}

BEFORE_WEAK = frozenset({"on", "by", "due", "until"})
"""Prepositions that turn a bare weekday or "the 25th" into a date."""
BEFORE_DATE = BEFORE_WEAK | {"till", "before", "for"}
"""Prepositions that belong to the date after them and leave the text with it."""

AFTER_DATE = word_set(
    "about after and around as at because before but but for from her him if in into me my near of on or over "
    "re regarding she so that the them then they to until we when where which while who with without you he i "
    "it his our their us"
)
"""Words after which it is safe to say that the date before them was one, and not the beginning of a name."""
DETERMINERS = word_set("the a an every each any some of my your his her its our their no per")
PRONOUNS = word_set("i he she it we you they who that and")
COUNTED = word_set(
    "time times percent people person guests companies teams kids children years months weeks days hours "
    "minutes miles km kilometres kilometers points pages seats street st road rd avenue ave lane ln court "
    "house floors rooms users candidates interviews questions talks calls engineers developers students "
    "members copies euros dollars pounds"
)
"""What is counted: "Jan 5 times" and "12 March Street" are no dates."""
MODAL_BEFORE = word_set("of all about some other those these the any only another that than which")
MODAL_AFTER = word_set(
    "be have not also come join need want well help go get take make still never want leave stay apply attend "
    "seem look find give offer know see think become work start return even just only or soon ask say move"
)
"""What stands around the verb "may" after a number: "the team of 12 may join us"."""
