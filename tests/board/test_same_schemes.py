"""Both verifiers read further rules alike, and count alike under them."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ballotbox.canonical import canonical_json
from ballotbox.cells import NO_OPINION, encode_cells
from ballotbox.errors import BallotBoxError
from ballotbox.manifest import Manifest, Rule, RuleName, parse_manifest
from ballotbox.scheme import Quota
from ballotbox.tally import tally_cells
from tests.ballotbox.test_scheme import FULL, TWO_MARKS
from tests.board.harness import Verifier, open_verifier
from tests.board.test_same_readings import READ

ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 1, 2, 3, 4, 5, 10_000, 10_001, 1 << 60, 10**30),
    *("", "0", "-0", "-1", "1.5", "1.50", "mean", "trimmed", "numbers", "grades", []),
    *([{}], {}),
)
COUNT = """async ([text, ballots]) => {
  const manifest = await window.board.readManifest(text, true);
  const counting = new window.board.Counting(manifest);
  ballots.forEach((ballot) => counting.addHex(ballot));
  return [counting.counts, Object.fromEntries(counting.failures), counting.valid];
}"""
CELLS = st.lists(
    st.sampled_from([0, 0, 1, 2, 3, NO_OPINION, TWO_MARKS]), min_size=6, max_size=6
)


@pytest.fixture(scope="module")
def verifier(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    """The verifier in script, off line."""
    return open_verifier(browser, tmp_path_factory.mktemp("schemes"))


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    entries: dict[Any, Any] = value if isinstance(value, dict) else {}
    if isinstance(value, list):
        entries = dict(enumerate(value))
    for name, entry in entries.items():
        yield from _places(entry, (*path, name))


def _changed() -> Iterator[str]:
    rules = json.loads(replace(FULL, title_en="Poll").text)
    places: list[tuple[Any, ...]] = [("formula",), ("quorum_percent",), ("title_en",)]
    places += [("scheme", *path) for path in _places(rules["scheme"])]
    for path in places:
        for odd in (*ODD, _changed):
            whole = copy.deepcopy(rules)
            holder = whole
            for step in path[:-1]:
                holder = holder[step]
            if odd is _changed:
                del holder[path[-1]]
            else:
                holder[path[-1]] = odd
            yield canonical_json(whole)


def _in_python(text: str) -> str:
    try:
        return parse_manifest(text, allow_weak=True).digest.hex()
    except BallotBoxError as error:
        return type(error).__name__


def test_schemes_changed_in_any_place_are_read_alike(verifier: Verifier) -> None:
    texts = list(_changed())
    found = verifier.page.evaluate(READ, texts)
    wanted = [_in_python(text) for text in texts]
    wrong = [row for row in zip(wanted, found, texts, strict=True) if row[0] != row[1]]
    assert wrong == []
    assert len(set(wanted)) > 20


def _rules(*, is_by_row: bool) -> Manifest:
    assert FULL.scheme is not None
    quotas = (Quota(0, 0, 0, 2), Quota(2, 3, 1, 3))
    return replace(
        FULL,
        rules=(Rule(RuleName.ALL_BEST, 0), Rule(RuleName.UNFINISHED, 3)),
        scheme=replace(FULL.scheme, is_by_row=is_by_row, quotas=quotas),
    )


@pytest.mark.parametrize("is_by_row", [False, True])
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(CELLS, min_size=1, max_size=12))
def test_ballots_are_counted_alike(
    verifier: Verifier, is_by_row: bool, ballots: list[list[int]]
) -> None:
    manifest = _rules(is_by_row=is_by_row)
    raw = [encode_cells(cells) for cells in ballots]
    counts, failures, valid = verifier.page.evaluate(
        COUNT, [manifest.text, [cells.hex() for cells in raw]]
    )
    tally = tally_cells(manifest, {1: 99}, {1: raw}).of_group(1)
    assert [list(row) for unit in tally.histogram for row in unit] == counts
    assert {str(reason): n for reason, n in tally.invalid} == failures
    assert tally.valid == valid
