"""The list of 20 000 measures, beside the same rows by SQL written by hand."""

from __future__ import annotations

# Narrowed to a light every row is judged; else few are, and putting the statements together takes
# as long as the database does.
MOST_TIMES_BY_HAND = {"yellow": 2, "all": 4}
QUERIES = 4


def test_the_list_costs_little_more_than_sql_written_by_hand(request, installation, manage):
    manage(installation, "migrate", "-v0")
    told = manage(
        installation, "shell", "-v0", "-c", "from tests.load.promising import main; main()"
    )

    for line in told.splitlines():
        name, light, seen, queries, ours, by_hand = line.split()
        times = float(ours) / float(by_hand)
        print(
            f"{request.node.callspec.id}, {name} sees {seen} ({light}): {ours} ms in {queries} "
            f"queries, by hand {by_hand} ms ({times:.1f} times)"
        )
        assert int(queries) == QUERIES
        # Of a few hundred rows the database's share is nothing.
        assert times <= MOST_TIMES_BY_HAND[light] or int(seen) < 1000
