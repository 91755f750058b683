import json
from dataclasses import replace
from typing import Any

import pytest

from ballotbox.canonical import canonical_json
from ballotbox.errors import ManifestMalformed
from ballotbox.manifest import Rule, RuleName, parse_manifest
from ballotbox.words import code_of
from tests.ballotbox.samples import MANIFEST, manifest_with


def _changed(**changes: Any) -> str:
    return canonical_json(json.loads(MANIFEST.text) | changes)


def test_a_manifest_comes_back_from_its_text() -> None:
    manifest = manifest_with(
        rules=(Rule(RuleName.ALL_IDENTICAL, 0), Rule(RuleName.EXCELLENT_QUOTA, 3))
    )
    assert parse_manifest(manifest.text, allow_weak=True) == manifest


def test_the_digest_changes_with_any_rule() -> None:
    others = [
        manifest_with(poll="other"),
        manifest_with(quorum_percent=51),
        manifest_with(units=MANIFEST.units[:2]),
        manifest_with(groups=MANIFEST.groups[:1]),
    ]
    assert len({MANIFEST.digest, *(other.digest for other in others)}) == 5


def test_numbers_are_written_in_one_way() -> None:
    units = json.loads(MANIFEST.text)["criteria"]
    assert [row["weight"] for row in units] == ["1.5", "1"]
    assert '"points":"100"' in MANIFEST.text


def test_the_rule_code_is_six_words() -> None:
    assert MANIFEST.rule_code == code_of(MANIFEST.digest, "zh")
    assert MANIFEST.rule_code_in("en") == code_of(MANIFEST.digest, "en")


def test_a_ballot_has_a_cell_for_each_unit_and_criterion() -> None:
    assert (MANIFEST.cell_count, MANIFEST.cell_bytes) == (6, 12)
    assert MANIFEST.group_numbers == {1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "no text of a manifest",
        "[]",
        "{}",
        _changed(more=1),
        _changed(poll=7),
        _changed(poll=""),
        _changed(suite="gp1/open"),
        _changed(threshold=0),
        _changed(threshold=4),
        _changed(is_rehearsal=0),
        _changed(quorum_percent=True),
        _changed(units={}),
        _changed(units=[]),
        _changed(units=[{"key": 1}]),
        _changed(units=json.loads(MANIFEST.text)["units"] * 2),
        _changed(criteria=[]),
        _changed(grades=json.loads(MANIFEST.text)["grades"][:1]),
        _changed(groups=[]),
        _changed(groups=json.loads(MANIFEST.text)["groups"] * 2),
        _changed(rules=[{"name": "unheard_of", "limit": 1}]),
        _changed(criteria=[{"name": "", "name_en": "", "weight": "x"}]),
        _changed(criteria=[{"name": "", "name_en": "", "weight": "NaN"}]),
        _changed(criteria=[{"name": "", "name_en": "", "weight": 1}]),
        _changed(criteria=[{"name": "", "name_en": "", "weight": None}]),
        _changed(criteria=[{"name": "", "name_en": "", "weight": "1.50"}]),
    ],
)
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ManifestMalformed):
        parse_manifest(text, allow_weak=True)


@pytest.mark.parametrize("number", [0, 0xFFFF])
def test_a_group_has_a_number_that_a_ballot_can_carry(number: int) -> None:
    groups = json.loads(MANIFEST.text)["groups"]
    groups[0]["number"] = number
    with pytest.raises(ManifestMalformed, match="number"):
        parse_manifest(_changed(groups=groups), allow_weak=True)


@pytest.mark.parametrize("odd", ["9E+999999999", "1E+2", "1e2", "1E-999999999"])
def test_a_number_with_an_exponent_is_refused_before_it_is_written_out(
    odd: str,
) -> None:
    """A verifier given such rules would write out a thousand million digits."""
    value = json.loads(MANIFEST.text)
    value["grades"][0]["points"] = odd
    with pytest.raises(ManifestMalformed, match="points"):
        parse_manifest(canonical_json(value), allow_weak=True)


def test_an_english_title_lies_under_m_and_none_is_no_field() -> None:
    assert "title_en" not in json.loads(MANIFEST.text)
    titled = replace(MANIFEST, title_en="Poll")
    assert titled.digest != MANIFEST.digest
    assert parse_manifest(titled.text, allow_weak=True) == titled


def test_an_empty_english_title_is_no_second_way_to_write_the_rules() -> None:
    text = canonical_json({**json.loads(MANIFEST.text), "title_en": ""})
    with pytest.raises(ManifestMalformed):
        parse_manifest(text, allow_weak=True)
