"""Any ballot under any rules: what one side makes, the other reads the same."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ballotbox.canonical import canonical_json
from ballotbox.cells import NO_OPINION, encode_cells
from ballotbox.manifest import Manifest, Rule, RuleName
from ballotbox.validity import rule_failure
from tests.ballotbox.samples import UNITS
from tests.ballotbox.sealed_samples import WEAK_KEYS, Poll, make_poll
from tests.interop.pages import Module
from tests.interop.voting import Voter

pytestmark = pytest.mark.journey
SHAPES = [(1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (2, 5), (3, 5)]
PATIENT = settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@st.composite
def polls(draw: st.DrawFn) -> Poll:
    """Rules of any small shape."""
    threshold, scrutineers = draw(st.sampled_from(SHAPES))
    names = st.lists(st.sampled_from(RuleName), unique=True)
    rules = tuple(Rule(name, draw(st.integers(0, 3))) for name in draw(names))
    return make_poll(
        WEAK_KEYS[: draw(st.integers(1, 2))],
        threshold=threshold,
        scrutineers=scrutineers,
        units=UNITS[: draw(st.integers(1, 3))],
        rules=rules,
        title=draw(st.text(max_size=20)),
        title_en=draw(st.text(max_size=20)),
    )


def cells_of(draw: st.DrawFn, manifest: Manifest) -> list[int]:
    some = st.sampled_from([*range(len(manifest.grades)), NO_OPINION])
    few = st.sampled_from([[0], [NO_OPINION], [0, 1], [0, NO_OPINION]])
    number = manifest.cell_count
    either = st.one_of(some, some, draw(few.map(st.sampled_from)))
    return draw(st.lists(either, min_size=number, max_size=number))


@PATIENT
@given(st.data())
def test_any_ballot_is_taken_opened_and_acknowledged(
    voter: Module, data: st.DataObject
) -> None:
    poll = data.draw(polls())
    at = Voter(voter, poll, group=data.draw(st.sampled_from([1, 2])))
    cells = cells_of(data.draw, poll.manifest)  # type: ignore[arg-type]
    state = at.sealed(cells)
    assert at.opened(state) == encode_cells(cells)
    receipt = voter("takeReceipt", at.rules, state, at.receipt_reply(state))
    assert receipt["leaf"] == at.take(state).leaf(poll.manifest.digest).hex()


@PATIENT
@given(st.data())
def test_the_same_rule_is_broken_first(voter: Module, data: st.DataObject) -> None:
    poll = data.draw(polls())
    ballots = [
        cells_of(data.draw, poll.manifest)  # type: ignore[arg-type]
        for _ in range(20)
    ]
    rules = Voter(voter, poll).rules
    found = voter.many("brokenRule", [[rules, cells] for cells in ballots])
    names = [one and one["name"] for one in found]
    assert names == [
        rule_failure(poll.manifest, encode_cells(cells)) for cells in ballots
    ]


@PATIENT
@given(st.lists(VALUES, max_size=30))
def test_any_value_has_the_same_canonical_text(
    voter: Module, values: list[Any]
) -> None:
    canonical = Module(voter.page, "/client/gp1/canonical.js")
    texts = [canonical_json(value) for value in values]
    assert canonical.many("canonicalJson", [[value] for value in values]) == texts
    read = canonical.many("parseCanonical", [[text] for text in texts])
    assert [canonical_json(value) for value in read] == texts


def test_a_full_ballot_of_forty_seven_units_goes_through(voter: Module) -> None:
    units = tuple(replace(UNITS[0], key=n, name=f"第{n}司") for n in range(1, 48))
    poll = make_poll(WEAK_KEYS[:1], units=units)
    at = Voter(voter, poll)
    cells = [n % len(poll.manifest.grades) for n in range(poll.manifest.cell_count)]
    assert at.opened(at.sealed(cells)) == encode_cells(cells)
