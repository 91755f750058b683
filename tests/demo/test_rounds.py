"""What today's session leaves for its visitor to do."""

from types import SimpleNamespace
from typing import Any

import pytest

from gongping.demo import rounds
from gongping.demo.cast import STARS


def test_whoever_a_visitor_may_become_has_a_ballot_to_collect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    numbers = [f"X{n:03}" for n in range(80)]
    numbers += [number for star in STARS.values() for number in (star, f"{star}-")]
    people = [
        SimpleNamespace(staff_no=number, user_id=n, name=number, pk=n)
        for n, number in enumerate(numbers)
    ]
    taken: list[str] = []

    def collect(_poll: Any, person: Any) -> None:
        taken.append(person.staff_no)

    monkeypatch.setattr(rounds, "list_eligible_voters", lambda: people)
    monkeypatch.setattr(rounds, "collect", collect)
    rounds._collect_some(SimpleNamespace())  # type: ignore[arg-type]

    assert taken
    assert not set(taken) & set(STARS.values())
