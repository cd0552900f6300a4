"""One calendar entry: escaped, folded, in UTC."""

from __future__ import annotations

from agendas.guests.ics import entry
from tests.factories import at

TITLE = "破解土地要素瓶颈制约专题学习会；含现场会, 第一场; 地点\\见通知\nBEGIN:VEVENT\r\n" * 2


def test_an_entry_is_escaped_and_folded_and_holds_one_event():
    content = entry(
        uid="seat-1@example.org",
        title=TITLE,
        starts_at=at("2017-03-31 14:30"),
        ends_at=None,
        place="三楼, 会议室",
        stamp=at("2017-03-20 09:00"),
    )

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"".join(lines).count(b"\n") == 0
    assert lines.count(b"BEGIN:VEVENT") == 1
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert "DTSTART:20170331T063000Z\r\nDTEND:20170331T083000Z" in unfolded
    assert "\\, 第一场\\; 地点\\\\见通知\\nBEGIN:VEVENT" in unfolded
    assert "LOCATION:三楼\\, 会议室" in unfolded
