"""One calendar entry (RFC 5545): lines of at most 75 octets, text escaped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_LONGEST = 75
# Where the end was never noted.
USUAL_LENGTH = timedelta(hours=2)


def entry(
    *,
    uid: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime | None,
    place: str,
    stamp: datetime,
) -> bytes:
    """The whole file. ``uid`` stays the same for the same thing, so that it replaces the old."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sanju//zh-CN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(ends_at or starts_at + USUAL_LENGTH)}",
        f"SUMMARY:{_escaped(title)}",
        f"LOCATION:{_escaped(place)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """The line cut where the octets run out, never inside a character; more lines begin blank."""
    rows = [b""]
    for character in line:
        octets = character.encode()
        if len(rows[-1]) + len(octets) > _LONGEST:
            rows.append(b" ")
        rows[-1] += octets
    return b"\r\n".join(rows) + b"\r\n"
