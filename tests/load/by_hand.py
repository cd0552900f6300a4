"""The list of measures as SQL written by hand, for the days and rules of `promising` alone.

Nothing a unit could have laid down or a page could ask for besides is in it: the tolerance is 5
points, near is 7 days, and every rhythm but that of milestones asks for one and the same day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.people.models import User

_VISIBLE = """
    m.session_id IN (SELECT s.id FROM agendas_studysession s
        JOIN studygroups_membership w ON w.group_id = s.group_id
        WHERE w.person_id = %(person)s AND w.from_on <= %(now)s
            AND (w.until IS NULL OR w.until >= %(now)s))
    OR m.owner_id = %(person)s OR m.handler_id = %(person)s
    OR m.session_id IN (SELECT s.id FROM agendas_studysession s
        JOIN studygroups_supervision v ON v.group_id = s.group_id
        JOIN accounts_rolegrant r ON r.unit_id = v.unit_id
        WHERE r.person_id = %(person)s AND r.role = 'supervisor'
            AND s.announced_at IS NOT NULL AND s.shares_measures)"""
_DAYS = {
    "sqlite": "CAST(julianday({}) - julianday({}) AS INTEGER)",
    "postgresql": "({} - {})",
}
_NEAREST = """LEAST_OF(m.due_on, COALESCE((SELECT MIN(k.due_on) FROM agendas_milestone k
    WHERE k.measure_id = m.id AND k.done_on IS NULL), m.due_on))"""
# In hundredths: SQLite keeps decimals as floats.
_VALUE, _TARGET = "CENTS(i.value)", "CENTS(i.target)"
_MET = f"""CASE i.comparator WHEN 'ge' THEN {_VALUE} >= {_TARGET}
    WHEN 'gt' THEN {_VALUE} > {_TARGET} WHEN 'le' THEN {_VALUE} <= {_TARGET}
    WHEN 'lt' THEN {_VALUE} < {_TARGET} ELSE {_VALUE} = {_TARGET} END"""
_ASKED = """CASE i.rhythm WHEN 'milestones' THEN (SELECT MAX(k.due_on) FROM agendas_milestone k
        WHERE k.measure_id = i.measure_id AND k.due_on <= %(on)s) ELSE %(asked)s END"""
_BEHIND = f"""CASE WHEN i.kind = 'sum' AND i.comparator IN ('ge', 'gt') THEN
        COALESCE({_VALUE}, 0) < {_TARGET} AND m.starts_on <= {_ASKED}
        AND (ELAPSED + 1) * {_TARGET} * 100 - COALESCE({_VALUE}, 0) * 100 * (WHOLE + 1)
            > (WHOLE + 1) * 5 * {_TARGET}
    WHEN i.last_read_on IS NULL THEN FALSE
    WHEN i.kind = 'sum' AND i.comparator = 'eq' THEN {_VALUE} > {_TARGET} ELSE NOT {_MET} END"""
_LIGHT = f"""CASE WHEN m.status IN ('closed', 'stopped') THEN 'none'
    WHEN {_NEAREST} < %(on)s THEN 'red'
    WHEN EXISTS (SELECT 1 FROM agendas_indicator i
        WHERE i.measure_id = m.id AND {_BEHIND}) THEN 'yellow'
    WHEN {_NEAREST} <= %(near)s THEN 'blue' ELSE 'green' END"""
_ORDER = "CASE WHEN m.status IN ('open', 'applied') THEN 0 ELSE 1 END, m.due_on, m.id"
_ROWS = """SELECT m.*, s.title, s.year, g.name, u.name, o.full_name, h.full_name, p.light, p.found
    FROM picked p JOIN agendas_measure m ON m.id = p.id
    JOIN agendas_studysession s ON s.id = m.session_id
    JOIN studygroups_studygroup g ON g.id = s.group_id JOIN accounts_unit u ON u.id = g.unit_id
    JOIN accounts_user o ON o.id = m.owner_id LEFT JOIN accounts_user h ON h.id = m.handler_id"""
# Without narrowing only the lights of the rows shown are made; with it all are, once.
_ALL = f"""WITH few AS (SELECT m.id, COUNT(*) OVER () AS found FROM agendas_measure m
        WHERE {_VISIBLE} ORDER BY {_ORDER} LIMIT %(shown)s),
    picked AS (SELECT m.id, few.found, {_LIGHT} AS light
        FROM few JOIN agendas_measure m ON m.id = few.id) {_ROWS} ORDER BY {_ORDER}"""
_NARROWED = f"""WITH picked AS (SELECT m.id, COUNT(*) OVER () AS found, %(light)s AS light
        FROM agendas_measure m WHERE ({_VISIBLE}) AND {_LIGHT} = %(light)s
        ORDER BY {_ORDER} LIMIT %(shown)s) {_ROWS} ORDER BY {_ORDER}"""
_INDICATORS = f"""SELECT i.*, {_MET}, CASE WHEN BEHIND THEN 'yellow' ELSE 'green' END
    FROM agendas_indicator i JOIN agendas_measure m ON m.id = i.measure_id WHERE m.id IN (KEYS)"""


def _dialect(sql: str) -> str:
    days = _DAYS[connection.vendor]
    is_sqlite = connection.vendor == "sqlite"
    cents = r"CAST(ROUND(\1 * 100) AS INTEGER)" if is_sqlite else r"ROUND(\1 * 100)"
    sql = sql.replace("LEAST_OF", "MIN" if is_sqlite else "LEAST").replace("BEHIND", _BEHIND)
    sql = re.sub(r"CENTS\(([a-z.]+)\)", cents, sql)
    elapsed = sql.replace("ELAPSED", days.format(_ASKED, "m.starts_on"))
    return elapsed.replace("WHOLE", days.format("m.due_on", "m.starts_on"))


def listing(
    person: User, light: str, *, on: date, shown: int
) -> Callable[[], tuple[int, list[tuple[int, str]]]]:
    """Asks for the first page: how many rows there are, and the keys and lights of those shown."""
    near = on + timedelta(days=7)
    facts: dict[str, Any] = {
        "person": person.pk,
        "on": on,
        "near": near,
        "asked": on,
        "shown": shown,
    }
    facts |= {"light": light, "now": timezone.localdate()}
    rows_sql = _dialect(_NARROWED if light else _ALL)

    def ask() -> tuple[int, list[tuple[int, str]]]:
        with connection.cursor() as cursor:
            cursor.execute(rows_sql, facts)
            rows = cursor.fetchall()
            keys = ", ".join(str(row[0]) for row in rows)
            cursor.execute(_dialect(_INDICATORS.replace("KEYS", keys)), facts)
            cursor.fetchall()
        return rows[0][-1], [(row[0], row[-2]) for row in rows]

    return ask
