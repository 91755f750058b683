"""What Python takes for rules, the browser takes; what one refuses, the other does."""

import json
from collections.abc import Iterator
from copy import deepcopy
from hashlib import sha256
from typing import Any

import pytest

from ballotbox.canonical import canonical_json
from ballotbox.errors import BallotBoxError
from ballotbox.manifest import Rule as ManifestRule
from ballotbox.manifest import RuleName, parse_manifest
from tests.ballotbox.sealed_samples import POLL, WEAK_KEYS, make_poll
from tests.interop.pages import Module, Refused

pytestmark = pytest.mark.journey
WEAK = {"allowWeak": True}
TEXT = make_poll(
    WEAK_KEYS,
    rules=(
        ManifestRule(RuleName.ALL_IDENTICAL, 0),
        ManifestRule(RuleName.EXCELLENT_QUOTA, 2),
    ),
).manifest.text
ODD_VALUES: list[Any] = [
    None, True, "", "x", "gp1", "auditors", "public", "excellent_quota", "00", "0g",
    "AB", "1.0", "01", "1e3", "-0", ".5", "0.5", "-1.25", "1" * 29, "1" + "0" * 29,
    "NaN", "Infinity", "١", -1, 0, 1, 2, 5, 6, 50, 100, 101, 0xFFFE, 0xFFFF,
    [], {}, [1], {"a": 1}, "00" * 32, "04" + "00" * 64, "😀é中\u2028",
]  # fmt: skip
Path = tuple[Any, ...]


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the place of every value within."""
    yield path
    entries: dict[Any, Any] = value if isinstance(value, dict) else {}
    if isinstance(value, list):
        entries = dict(enumerate(value))
    for key, entry in entries.items():
        yield from paths(entry, (*path, key))


def parent_of(value: Any, path: Path) -> Any:
    for key in path[:-1]:
        value = value[key]
    return value


def mutated() -> Iterator[Any]:
    """Yield the rules with one thing changed, dropped, added, doubled or swapped."""
    whole = json.loads(TEXT)
    for path in list(paths(whole))[1:]:
        for odd in ODD_VALUES:
            other = deepcopy(whole)
            parent_of(other, path)[path[-1]] = odd
            yield other
        other = deepcopy(whole)
        parent = parent_of(other, path)
        del parent[path[-1]]
        yield other
        other = deepcopy(whole)
        parent = parent_of(other, path)
        if isinstance(parent, list):
            parent.append(parent[path[-1]])
        else:
            parent["__proto__"] = parent[path[-1]]
        yield other
        if isinstance(parent, list) and len(parent) > 2:
            other = deepcopy(whole)
            parent_of(other, path).reverse()
            yield other


def is_manifest(text: str) -> bool:
    try:
        parse_manifest(text, allow_weak=True)
    except BallotBoxError:
        return False
    return True


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def verdicts(voter: Module, texts: list[str]) -> list[bool]:
    """Return whether the browser takes each text under its own hash."""
    rows = [[text, digest(text), WEAK] for text in texts]
    answers = voter.many("readRules", rows)
    codes = {answer.code for answer in answers if isinstance(answer, Refused)}
    assert codes <= {"malformed", "unknown_suite"}
    return [not isinstance(answer, Refused) for answer in answers]


def test_every_change_of_the_rules_meets_the_same_verdict(voter: Module) -> None:
    texts = sorted({canonical_json(value) for value in mutated()})
    expected = [is_manifest(text) for text in texts]
    found = verdicts(voter, texts)
    differing = [
        text
        for text, one, other in zip(texts, expected, found, strict=True)
        if one is not other
    ]
    assert differing == []
    assert len(texts) > 4000
    assert 100 < sum(expected) < len(texts) // 2


FORMS = [
    TEXT, TEXT + " ", " " + TEXT, TEXT + "\n", "\ufeff" + TEXT, "", "null", "[]", "{}",
    TEXT.replace(":", ": ", 1),
    TEXT.replace('"threshold":2', '"threshold":2.0'),
    TEXT.replace('"threshold":2', '"threshold":2e0'),
    TEXT.replace('"threshold":2', '"threshold":2,"threshold":2'),
    TEXT.replace('"threshold":2', '"threshold":-0'),
    TEXT.replace('"quorum_percent":50', '"quorum_percent":50.5'),
    TEXT.replace('"title":"测评"', '"title":"\\u6d4b\\u8bc4"'),
    TEXT.replace('"title":"测评"', '"title":"\\ud83d"'),
    TEXT.replace('"title":"测评"', '"title":"\\ud83d\\ude00"'),
    TEXT.replace('"title":"测评"', '"title":"😀"'),
    TEXT.replace('"title":"测评"', '"title":"\\u007f"'),
    TEXT.replace('"title":"测评"', '"title":"\x7f\u2028/"'),
    TEXT.replace('"title":"测评"', '"title":"\\b\\f\\n\\r\\t\\u001f\\"\\\\"'),
    TEXT.replace('"title":"测评"', '"title":"\\/"'),
    TEXT.replace('"title":"测评"', '"title":NaN'),
    "[" * 100_000,
]  # fmt: skip


def test_only_the_canonical_form_is_read(voter: Module) -> None:
    assert verdicts(voter, FORMS) == [is_manifest(text) for text in FORMS]


def test_rules_that_the_link_does_not_name_are_wrong(voter: Module) -> None:
    for named in (digest(TEXT + " "), digest(TEXT).upper(), "", "00" * 31, None):
        assert voter.refusal("readRules", TEXT, named, WEAK) == "wrong_rules"


def test_the_weak_suite_is_refused_unless_it_is_asked_for(voter: Module) -> None:
    options: list[Any]
    for options in ([], [{}], [{"allowWeak": "yes"}], [{"allow_weak": True}]):
        found = voter.refusal("readRules", TEXT, digest(TEXT), *options)
        assert found == "unknown_suite"


def test_other_suites_are_unknown(voter: Module) -> None:
    for suite in ("gp1/open", "gp2", "constructor", ""):
        text = TEXT.replace('"gp1/weak"', f'"{suite}"')
        assert voter.refusal("readRules", text, digest(text)) == "unknown_suite"


def test_both_name_the_rules_alike(voter: Module) -> None:
    manifest = POLL.manifest
    rules = voter("readRules", manifest.text, manifest.digest.hex(), WEAK)
    assert rules["digest"] == manifest.digest.hex()
    assert rules["manifest"] == json.loads(manifest.text)
    assert rules["text"] == manifest.text
