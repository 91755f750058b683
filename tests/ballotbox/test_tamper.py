"""Every field of every line changed, dropped, doubled, moved: each has its named error.

Whoever changes one line alone is in the first tables. Whoever holds the keys of the box
as well and signs everything anew is in `test_tamper_with_keys.py`.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ballotbox import errors, findings
from ballotbox.canonical import canonical_json
from ballotbox.counts import Turnout
from ballotbox.lines import KINDS
from tests.ballotbox.closed_samples import check, sample

Rows = list[dict[str, Any]]
Error = type[errors.BallotBoxError]

MUTATED: dict[tuple[str, str], Error] = {
    ("board", "manifest"): errors.ManifestDiffers,
    ("board", "poll"): errors.ManifestDiffers,
    ("board", "version"): findings.VersionUnknown,
    ("manifest", "text"): errors.ManifestDiffers,
    ("manifest", "signatures"): errors.NotApproved,
    ("ballot", "body"): errors.SignatureInvalid,
    ("ballot", "signature"): errors.SignatureInvalid,
    ("counts", "groups"): findings.CountsDiffer,
    ("slips", "printed"): errors.SlipsDiffer,
    ("slips", "redeemed"): errors.SlipUnknown,
    ("slips", "undrawn"): errors.SlipsDiffer,
    ("paper", "digests"): findings.SignerWrong,
    ("paper", "signatures"): findings.SignerWrong,
    ("head", "size"): findings.HeadDiffers,
    ("head", "root"): findings.HeadDiffers,
    ("head", "counts"): findings.HeadDiffers,
    ("head", "paper"): findings.HeadDiffers,
    ("head", "signature"): findings.HeadNotSigned,
    ("cosignatures", "signatures"): findings.SignerWrong,
    ("uncast", "group"): errors.TokenInvalid,
    ("uncast", "key"): errors.TokenInvalid,
    ("uncast", "tokens"): errors.TokenInvalid,
    ("uncast", "signature"): errors.UncastInvalid,
    ("contents", "head"): findings.HeadRewritten,
    ("contents", "locks"): errors.LockDiffers,
    ("sealed", "leaf"): findings.ContentsMisplaced,
    ("sealed", "contents"): errors.ContentsDiffer,
    ("paper-cells", "group"): findings.PaperDiffers,
    ("paper-cells", "salt"): findings.PaperDiffers,
    ("paper-cells", "ballots"): findings.PaperDiffers,
}

BODY: dict[str, tuple[int, Error]] = {
    "label": (0, errors.BallotMalformed),
    "manifest": (11, errors.BallotMalformed),
    "group": (11 + 32, errors.WrongGroup),
    "key": (11 + 34 + 40, errors.TokenInvalid),
    "prefix of the first token": (11 + 99, errors.TokenInvalid),
    "first token": (11 + 99 + 32 + 5, errors.TokenInvalid),
    "second token": (11 + 99 + 160 + 32 + 5, errors.TokenInvalid),
    "digest of the contents": (-1, errors.SignatureInvalid),
}

TURNOUT: dict[str, Error] = {
    "group": findings.CountsDiffer,
    "roll": findings.CountsDiffer,
    "late": findings.CountsDiffer,
    "collected": findings.HeadDiffers,
    "paper": findings.HeadDiffers,
    "paper_received": findings.PaperDiffers,
    "printed": errors.SlipsDiffer,
    "drawn": errors.SlipsDiffer,
    "undrawn": errors.SlipsDiffer,
    "received": findings.CountsDiffer,
}

DROPPED: dict[str, Error | None] = {
    "board": findings.LineMissing,
    "manifest": findings.LineMissing,
    "ballot": findings.CountsDiffer,
    "counts": findings.LineMissing,
    "slips": findings.LineMissing,
    "paper": findings.LineMissing,
    "head": findings.LineMissing,
    "cosignatures": findings.LineMissing,
    "uncast": None,  # shown after the head was made, by whoever wishes
    "contents": findings.LineMissing,
    "sealed": findings.ContentsMissing,
    "paper-cells": findings.ContentsMissing,
}

DOUBLED: dict[str, Error] = {
    **dict.fromkeys(DROPPED, findings.LineDoubled),
    "ballot": findings.BallotDoubled,
    "uncast": errors.UncastInvalid,
    "sealed": findings.ContentsMisplaced,
    "paper-cells": findings.PaperDiffers,
}

MOVED_TO_THE_END: dict[str, Error] = {
    **dict.fromkeys(DROPPED, findings.LineMissing),
    "ballot": findings.CountsDiffer,  # it is missed before it comes too late
    "uncast": findings.LineMisplaced,
    "sealed": findings.LineMisplaced,
}

MOVED_TO_THE_FRONT: dict[str, Error] = dict.fromkeys(
    [*DROPPED][1:], findings.LineMissing
)

REVERSED: dict[str, Error] = {
    "ballot": findings.BallotsUnsorted,
    "sealed": findings.ContentsMisplaced,
}


def rows() -> Rows:
    return [json.loads(raw) for raw in sample().raw]


def written(changed: Rows) -> list[bytes]:
    return [canonical_json(row).encode() + b"\n" for row in changed]


def place_of(kind: str, among: Rows) -> int:
    return next(place for place, row in enumerate(among) if row["kind"] == kind)


def flipped(value: Any) -> Any:
    """Return the value with its last part changed as little as possible."""
    match value:
        case int():
            return value + 1
        case str() if value.startswith("{"):
            return value.replace('"quorum_percent":1,', '"quorum_percent":2,')
        case str():
            return value[:-1] + ("1" if value.endswith("0") else "0")
        case _:
            return [*value[:-1], flipped(value[-1])]


def refused(changed: Rows, error: Error) -> None:
    with pytest.raises(errors.BallotBoxError) as found:
        check(written(changed))
    assert type(found.value) is error, found.value


def test_the_board_holds_before_it_is_touched() -> None:
    check(written(rows()))


def test_the_tables_leave_nothing_out() -> None:
    assert MUTATED.keys() == {(kind.kind, name) for kind in KINDS for name in kind.form}
    assert TURNOUT.keys() == Turnout.__dataclass_fields__.keys()
    assert [*DROPPED] == [kind.kind for kind in KINDS]


@pytest.mark.parametrize(("kind", "name"), MUTATED)
def test_a_changed_field_is_found(kind: str, name: str) -> None:
    changed = rows()
    row = changed[place_of(kind, changed)]
    row[name] = flipped(row[name])
    refused(changed, MUTATED[kind, name])


@pytest.mark.parametrize("part", BODY)
def test_a_changed_part_of_a_ballot_is_found(part: str) -> None:
    changed = rows()
    row = changed[place_of("ballot", changed)]
    body = bytearray.fromhex(row["body"])
    at, error = BODY[part]
    body[at] ^= 1
    row["body"] = body.hex()
    with pytest.raises(errors.BallotBoxError, match=r"^line 3: ") as found:
        check(written(changed))
    assert type(found.value) is error


@pytest.mark.parametrize("name", TURNOUT)
def test_a_changed_count_is_found(name: str) -> None:
    changed = rows()
    groups = changed[place_of("counts", changed)]["groups"]
    place = [*TURNOUT].index(name)
    groups[0][place] = flipped(groups[0][place])
    refused(changed, TURNOUT[name])


@pytest.mark.parametrize("kind", DROPPED)
def test_a_dropped_line_is_found(kind: str) -> None:
    changed = rows()
    del changed[place_of(kind, changed)]
    if error := DROPPED[kind]:
        refused(changed, error)
    else:
        check(written(changed))


@pytest.mark.parametrize("kind", DOUBLED)
def test_a_doubled_line_is_found(kind: str) -> None:
    changed = rows()
    place = place_of(kind, changed)
    changed.insert(place, changed[place])
    refused(changed, DOUBLED[kind])


@pytest.mark.parametrize("kind", [*DROPPED][:-1])
def test_a_line_moved_to_the_end_is_found(kind: str) -> None:
    changed = rows()
    changed.append(changed.pop(place_of(kind, changed)))
    refused(changed, MOVED_TO_THE_END[kind])


@pytest.mark.parametrize("kind", MOVED_TO_THE_FRONT)
def test_a_line_moved_to_the_front_is_found(kind: str) -> None:
    changed = rows()
    changed.insert(0, changed.pop(place_of(kind, changed)))
    refused(changed, MOVED_TO_THE_FRONT[kind])


@pytest.mark.parametrize("kind", REVERSED)
def test_lines_out_of_order_are_found(kind: str) -> None:
    changed = rows()
    places = [place for place, row in enumerate(changed) if row["kind"] == kind]
    first, last = places[0], places[-1]
    changed[first], changed[last] = changed[last], changed[first]
    refused(changed, REVERSED[kind])


FORMS: dict[str, tuple[Callable[[dict[str, Any]], Any], Error]] = {
    "an unknown field": (
        lambda row: row.update(z="1"),
        findings.FieldUnknown,
    ),
    "an unknown kind": (
        lambda row: row.update(kind="z"),
        findings.LineUnknown,
    ),
    "no kind": (
        lambda row: row.pop("kind"),
        findings.LineMalformed,
    ),
}


@pytest.mark.parametrize("fault", FORMS)
@pytest.mark.parametrize("kind", DROPPED)
def test_a_line_of_another_form_is_found(kind: str, fault: str) -> None:
    changed = rows()
    place = place_of(kind, changed)
    spoil, error = FORMS[fault]
    spoil(changed[place])
    with pytest.raises(error, match=f"^line {place + 1}: "):
        check(written(changed))


@pytest.mark.parametrize(("kind", "name"), MUTATED)
def test_a_field_that_is_gone_or_of_another_kind_is_found(kind: str, name: str) -> None:
    changed = rows()
    place = place_of(kind, changed)
    del changed[place][name]
    with pytest.raises(findings.FieldMissing, match=f"^line {place + 1}: .*{name}"):
        check(written(changed))
    changed[place][name] = None
    with pytest.raises(findings.FieldMalformed, match=f"^line {place + 1}: .*{name}"):
        check(written(changed))
