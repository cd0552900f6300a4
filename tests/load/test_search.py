"""Searching 200 000 texts with rights, beside the bare index and beside reading every text."""

from __future__ import annotations

MOST_TIMES_THE_INDEX, LEAST_TIMES_FASTER = 5, 5


def test_a_search_costs_little_more_than_the_index_and_far_less_than_reading(
    request, installation, manage
):
    manage(installation, "migrate", "-v0")
    told = manage(
        installation, "shell", "-v0", "-c", "from tests.load.searching import main; main()"
    )

    for line in told.splitlines():
        name, hits, seen, *took = line.split()
        ours, index, reading = map(float, took)
        print(
            f"{request.node.callspec.id}, {name} sees {seen} of {hits} hits: {ours:.1f} ms, "
            f"index alone {index:.1f} ms ({ours / index:.1f} times), "
            f"LIKE {reading:.0f} ms ({reading / ours:.0f} times ours)"
        )
        assert ours <= MOST_TIMES_THE_INDEX * index
        assert reading >= LEAST_TIMES_FASTER * ours
