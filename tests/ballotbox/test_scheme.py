"""Further rules in the manifest: their form, validity of ballots, the quorum."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ballotbox.canonical import canonical_json
from ballotbox.cells import NO_OPINION, encode_cells
from ballotbox.counts import needed_for_quorum
from ballotbox.errors import ManifestMalformed
from ballotbox.manifest import Manifest, Rule, RuleName, parse_manifest
from ballotbox.scheme import (
    FORMULA,
    Band,
    Mark,
    Member,
    Method,
    Override,
    Pool,
    Quota,
    Scale,
    Scheme,
)
from ballotbox.tally import tally_cells
from ballotbox.validity import Reason, first_failure
from tests.ballotbox.sealed_samples import POLL

TWO_MARKS = 0xFFFE
PLAIN = Scheme(
    version=1,
    scale=Scale.GRADES,
    method=Method.MEAN,
    best=1,
    trim_each=0,
    trim_above=0,
    worth=Decimal(0),
    quorum_parts=1,
    quorum_of=2,
    is_by_row=False,
    marks=(Mark("好", "Good", 2), Mark("差", "Poor", 2)),
    bands=(),
    overrides=(),
    quotas=(),
    pools=(),
    members=(Member(1, 0), Member(2, 0)),
)


def _with(**changes: Any) -> Manifest:
    return replace(POLL.manifest, formula=FORMULA, scheme=replace(PLAIN, **changes))


FULL = _with(
    method=Method.BANDS,
    worth=Decimal(40),
    is_by_row=True,
    bands=(Band(9, 10, Decimal(200)), Band(0, 1, Decimal(160))),
    overrides=(Override(2, 1, 3, Decimal(130)),),
    quotas=(Quota(0, 0, 0, 2),),
    pools=(Pool(1, "内部", "Inside", Decimal(60), 0), Pool(2, "处", "", Decimal(1), 1)),
    members=(Member(1, 2), Member(2, 0)),
)
Change = Callable[[dict[str, Any]], object]


def _text(change: Change, manifest: Manifest = FULL) -> str:
    value = json.loads(manifest.text)
    change(value)
    return canonical_json(value)


def _scheme(**changes: Any) -> Change:
    return lambda value: value["scheme"].update(changes)


def _row(place: str, **changes: Any) -> Change:
    return lambda value: value["scheme"][place][0].update(changes)


def test_a_manifest_with_a_scheme_comes_back_from_its_text() -> None:
    trimmed = _with(method=Method.TRIMMED, trim_each=1, trim_above=5)
    numbers = _with(scale=Scale.NUMBERS, marks=())
    for manifest in (FULL, trimmed, numbers):
        assert parse_manifest(manifest.text, allow_weak=True) == manifest


def test_rules_without_a_scheme_say_nothing_of_it() -> None:
    """Those that were frozen before there were schemes keep their hash."""
    assert "scheme" not in json.loads(POLL.manifest.text)
    assert POLL.manifest.quotas == ()
    assert POLL.manifest.quorum == Fraction(1, 2)


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(scheme=None),
        lambda value: value.update(scheme=[]),
        lambda value: value.update(formula="weighted-mean/1"),
        lambda value: value.pop("scheme"),
        _scheme(more=1),
        _scheme(version=2),
        _scheme(scale="words"),
        _scheme(scale="numbers"),
        _scheme(method="median"),
        _scheme(method="mean"),
        _scheme(method="trimmed"),
        _scheme(method="mean", bands=[]),
        _scheme(method="trimmed", bands=[], overrides=[], trim_each=3, trim_above=5),
        _scheme(method="mean", bands=[], overrides=[], trim_above=5),
        _scheme(trim_above=10_001),
        _scheme(best=0),
        _scheme(best=4),
        _scheme(worth="-1"),
        _scheme(worth="-0"),
        _scheme(worth="40.0"),
        _scheme(quorum_parts=0),
        _scheme(quorum_parts=2, quorum_of=1),
        _scheme(quorum_parts=2, quorum_of=3),
        _scheme(quorum_parts=10_000, quorum_of=20_000),
        _scheme(quorum_of=0),
        _scheme(marks=[]),
        _row("marks", steps=1),
        _row("marks", steps=4),
        _scheme(marks=[{"name": "", "name_en": "", "steps": n} for n in (4, 0)]),
        _scheme(bands=[]),
        _row("bands", parts=0),
        _row("bands", parts=11),
        _row("bands", parts=-1),
        lambda value: value["scheme"]["bands"].pop(),
        _row("overrides", steps=0),
        _row("overrides", steps=4),
        _row("overrides", parts=0),
        _row("overrides", parts=4),
        _row("quotas", first=-1),
        _row("quotas", first=1),
        _row("quotas", last=4),
        _row("quotas", least=3),
        _row("quotas", least=-1),
        _row("quotas", least=4, most=9),
        _row("quotas", most=10_001),
        _row("pools", number=2),
        _row("pools", parent=1),
        _row("pools", parent=-1),
        _row("pools", weight="0"),
        _row("pools", weight="-1"),
        _row("members", group=2),
        _row("members", pool=3),
        _row("members", pool=-1),
        _scheme(members=[]),
    ],
)
def test_a_scheme_that_is_none_is_refused(change: Change) -> None:
    with pytest.raises(ManifestMalformed):
        parse_manifest(_text(change), allow_weak=True)


@pytest.mark.parametrize(
    ("roll", "needed"), [(600, 400), (601, 401), (3, 2), (1, 1), (0, 0)]
)
def test_two_thirds_are_two_thirds(roll: int, needed: int) -> None:
    rules = replace(_with(quorum_parts=2, quorum_of=3), quorum_percent=67)
    assert parse_manifest(rules.text, allow_weak=True).quorum == Fraction(2, 3)
    assert needed_for_quorum(roll, rules.quorum) == needed


# --- When a ballot counts: three units, two criteria -----------------------------


def _failure(manifest: Manifest, *cells: int) -> Reason | None:
    return first_failure(manifest, encode_cells(cells))


def test_a_quota_holds_for_each_criterion() -> None:
    most = _with(quotas=(Quota(0, 1, 0, 2),))
    assert _failure(most, 0, 0, 1, 3, 2, 0) is None
    assert _failure(most, 0, 0, 1, 3, 1, 0) is Reason.QUOTA


def test_a_quota_may_ask_for_low_grades() -> None:
    least = _with(quotas=(Quota(2, 3, 1, 3),))
    assert _failure(least, 0, 0, 2, 0, 0, 3) is None
    assert _failure(least, 0, 0, 2, 0, 0, 1) is Reason.QUOTA
    assert _failure(least, 0, 0, 0, NO_OPINION, 3, NO_OPINION) is Reason.QUOTA


def test_rules_come_before_quotas() -> None:
    rules = replace(
        _with(quotas=(Quota(0, 0, 0, 0),)),
        rules=(Rule(RuleName.EXCELLENT_QUOTA, 1),),
    )
    assert _failure(rules, 0, 0, 0, 0, 0, 0) is Reason.EXCELLENT_QUOTA
    assert _failure(rules, 0, 1, 1, 1, 1, 1) is Reason.QUOTA


def test_full_marks_for_all_may_be_invalid_and_other_equal_ones_not() -> None:
    rules = replace(POLL.manifest, rules=(Rule(RuleName.ALL_BEST, 0),))
    assert _failure(rules, 0, 0, 0, 0, 0, 0) is Reason.ALL_BEST
    assert _failure(rules, 1, 1, 1, 1, 1, 1) is None
    assert _failure(rules, 0, 0, 0, 0, 0, NO_OPINION) is None


def test_so_many_cells_may_be_left_without_a_grade() -> None:
    rules = replace(POLL.manifest, rules=(Rule(RuleName.UNFINISHED, 1),))
    assert _failure(rules, 0, 1, 2, 3, 0, NO_OPINION) is None
    assert _failure(rules, 0, 1, 2, 3, *[NO_OPINION] * 2) is Reason.UNFINISHED


def _tally(manifest: Manifest, *ballots: bytes | None) -> Any:
    return tally_cells(manifest, {1: 9}, {1: ballots}).of_group(1)


def test_a_row_with_a_fault_may_be_void_alone() -> None:
    spoiled = encode_cells([0, 1, TWO_MARKS, 1, 2, 3])
    count = _tally(_with(is_by_row=True), spoiled)
    assert (count.valid, count.invalid) == (1, ())
    assert count.histogram == (
        ((1, 0, 0, 0, 0), (0, 1, 0, 0, 0)),
        ((0, 0, 0, 0, 1), (0, 0, 0, 0, 1)),
        ((0, 0, 1, 0, 0), (0, 0, 0, 1, 0)),
    )
    assert dict(_tally(_with(), spoiled).invalid) == {Reason.RANGE: 1}


def test_a_ballot_without_a_sound_row_is_void_as_a_whole() -> None:
    rules = _with(is_by_row=True, quotas=(Quota(0, 0, 0, 2),))
    ballots = [
        encode_cells([TWO_MARKS] * 6),
        encode_cells([0, 1]),
        None,
        encode_cells([0, 1, 0, 1, 0, 1]),
        encode_cells([0, 1, 0, 1, 0, TWO_MARKS]),
    ]
    count = _tally(rules, *ballots)
    assert Counter(dict(count.invalid)) == Counter(
        {Reason.UNOPENABLE: 1, Reason.LENGTH: 1, Reason.RANGE: 1, Reason.QUOTA: 1}
    )
    assert count.valid == 1
