"""When something was handed in, as a file timestamp.txt says it.

The file comes with a hand-in, so it can hold anything. What is not understood is told,
and a person decides: it is neither on time nor late.
"""

import codecs
import email.utils
import re
import zoneinfo
from datetime import UTC, datetime, timedelta, timezone

NAME = "timestamp.txt"
LONGEST = 200  # bytes
YEARS = range(1990, 2100)
BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
DATE = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d)?)"
    r"(?:[.,](?P<part>\d{1,9}))? ?(?P<zone>.*)"
)
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?(?::?(\d\d))?")
SECONDS = re.compile(r"(\d{9,10})(?:\.\d{1,9})?|(\d{12,13})")  # the latter in 1/1000


def read(data: bytes) -> datetime | None:
    """The time in UTC, without a zone, as nbgrader keeps it; None if it is no time.

    Understood are a date and a time, also as a mail has them, with a zone by its name,
    its offset or not at all, which means UTC, and seconds since 1970.
    """
    if len(data) > LONGEST:
        return None
    try:
        found = _parsed(_text(data).strip())
        if found is None or found.year not in YEARS:
            return None
        return found.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None


def written(when: datetime) -> str:
    """A time in UTC, as nbgrader writes it."""
    return f"{when} UTC"


def said(data: bytes) -> str:
    """The text of such a file, on one line and short, for a sentence."""
    try:
        text = _text(data[:LONGEST])
    except ValueError:
        text = data[:LONGEST].decode("latin-1")
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= 40 else plain[:40] + "…"


def _text(data: bytes) -> str:
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding)
    return data.decode("utf-8")


def _parsed(text: str) -> datetime | None:
    if not text.isascii():
        return None
    if seconds := SECONDS.fullmatch(text):
        since = int(seconds[2]) / 1000 if seconds[2] else float(text)
        return datetime.fromtimestamp(since, UTC)
    if found := DATE.fullmatch(text):
        zone = _zone(found["zone"])
        if zone is None:
            return None
        when = datetime.fromisoformat(f"{found['date']} {found['time']}")
        part = timedelta(seconds=float(f"0.{found['part'] or 0}"))
        return (when + part).replace(tzinfo=zone)
    if text[:1].isalpha():  # Mon, 02 Feb 2015 15:58:23 +0100
        when = email.utils.parsedate_to_datetime(text)
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    return None


def _zone(text: str):
    """A zone by its name or offset; None if there is no such zone."""
    if text in ("", "Z", "UTC", "GMT"):
        return UTC
    if found := OFFSET.fullmatch(text):
        sign, *parts = found.groups()
        hours, minutes, seconds = (int(part or 0) for part in parts)
        size = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return timezone(size if sign == "+" else -size)
    try:
        return zoneinfo.ZoneInfo(text)
    except (ValueError, KeyError, OSError):  # no such zone, or no name of one
        return None
