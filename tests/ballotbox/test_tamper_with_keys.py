"""Attacks by those who hold keys: everything that they can sign is signed anew."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ballotbox import errors, findings
from ballotbox.board_file import contents_part, public_part, write_lines
from ballotbox.canonical import canonical_json
from ballotbox.cells import encode_cells
from ballotbox.checks import Check, State
from ballotbox.client import seal_ballot, show_uncast
from ballotbox.keys import decode_signing_key, new_signing_key
from ballotbox.lines import CosignaturesLine, PaperLine
from ballotbox.messages import CastRequest
from ballotbox.sealed import parse_body
from ballotbox.sealing import seal_cells
from ballotbox.validity import Reason
from tests.ballotbox.closed_samples import (
    Closing,
    check,
    report,
    rewritten,
    sample,
    slips_with,
    turnout,
)
from tests.ballotbox.sealed_samples import cast, collect, make_poll

Error = type[errors.BallotBoxError]
CELLS = encode_cells((0, 0, 1, 1, 2, 2))


def stuffed() -> Closing:
    """An issuer signed two tokens that nobody collected; the counts stay honest."""
    closing = sample()
    more = tuple(cast(closing.poll, CELLS, 1) for _ in range(2))
    return replace(
        closing,
        casts=closing.casts + more,
        turnouts=(turnout(1, received=5), turnout(2)),
        uncast=(),
    )


def stuffed_in_secret() -> Closing:
    """One stuffed ballot fits below what was collected; then an uncast one is shown."""
    closing = sample()
    return replace(
        closing,
        casts=(*closing.casts, cast(closing.poll, CELLS, 1)),
        turnouts=(turnout(1, received=4), turnout(2)),
    )


def with_a_borrowed_token() -> Closing:
    """The box makes up a ballot with the tokens of another one."""
    closing = sample()
    ballot, key = closing.ballot(closing.casts[0]), new_signing_key()
    return with_ballot(closing, replace(ballot, key=key.public), key.sign)


def swapped_between_groups() -> Closing:
    """A voter of group 1 casts in group 2, and signs it so."""
    closing = sample()
    state = collect(closing.poll, 1)
    ballot = closing.ballot(closing.casts[0])
    key = new_signing_key()
    moved = replace(ballot, group=2, key=key.public, tokens=state.tokens)
    return with_ballot(closing, moved, key.sign)


def with_ballot(
    closing: Closing, ballot: Any, sign: Callable[[bytes], bytes]
) -> Closing:
    body = ballot.body(closing.poll.manifest.digest)
    request = CastRequest(body, sign(body), closing.casts[0].contents)
    return replace(closing, casts=(request, *closing.casts[1:]))


def counted(*turnouts: Any) -> Closing:
    return replace(sample(), turnouts=turnouts)


def redeemed_without_being_drawn() -> Closing:
    return replace(sample(), slips=slips_with(redeemed=(0, 3)))


def slip_of_another_printing() -> Closing:
    slips = slips_with()
    strange = ((2, b"\xff" * 32),)
    return replace(
        sample(), slips=replace(slips, redeemed=(slips.redeemed[0] + strange,) * 2)
    )


def uncast_twice() -> Closing:
    return replace(sample(), uncast=sample().uncast * 2)


def uncast_and_cast() -> Closing:
    closing = sample()
    state = collect(closing.poll, 1)
    request = seal_ballot(closing.poll.manifest, state, CELLS).request
    return replace(
        closing,
        casts=(*closing.casts[1:], request),
        uncast=(show_uncast(closing.poll.manifest, state),),
    )


ATTACKS: dict[str, tuple[Callable[[], Closing], Error]] = {
    "stuffed beyond what was collected": (
        stuffed,
        findings.MoreBallotsThanCollected,
    ),
    "stuffed within what was collected, an uncast token shown": (
        stuffed_in_secret,
        findings.MoreTokensThanCollected,
    ),
    "a ballot with another one's tokens": (
        with_a_borrowed_token,
        errors.TokenInvalid,
    ),
    "a ballot moved to another group": (
        swapped_between_groups,
        errors.TokenInvalid,
    ),
    "the counts of two groups changed places": (
        lambda: counted(turnout(2), turnout(1)),
        findings.CountsDiffer,
    ),
    "a group left out of the counts": (
        lambda: counted(turnout(1)),
        findings.CountsDiffer,
    ),
    "more on the roll than the rules and the supplement": (
        lambda: counted(turnout(1, roll=13), turnout(2)),
        findings.CountsDiffer,
    ),
    "counts of one issuer only": (
        lambda: counted(turnout(1, collected=(4,)), turnout(2)),
        findings.CountsDiffer,
    ),
    "another number of ballots than on the board": (
        lambda: counted(turnout(1, received=2), turnout(2)),
        findings.CountsDiffer,
    ),
    "one of two issuers signed fewer": (
        lambda: counted(turnout(1, collected=(4, 2)), turnout(2)),
        findings.MoreBallotsThanCollected,
    ),
    "more collected than there are people": (
        lambda: counted(turnout(1, collected=(13, 13)), turnout(2)),
        findings.MoreCollectedThanRoll,
    ),
    "collected and on paper are more than the people": (
        lambda: counted(turnout(1, paper=9), turnout(2)),
        findings.MoreCollectedThanRoll,
    ),
    "more paper ballots than people on paper": (
        lambda: counted(turnout(1), turnout(2, paper=1)),
        findings.PaperDiffers,
    ),
    "a group's paper ballots without a batch": (
        lambda: counted(turnout(1, paper=1, paper_received=1), turnout(2)),
        findings.PaperDiffers,
    ),
    "a slip that nobody drew was redeemed": (
        redeemed_without_being_drawn,
        findings.UndrawnSlipRedeemed,
    ),
    "a slip that was never printed was redeemed": (
        slip_of_another_printing,
        errors.SlipUnknown,
    ),
    "an opened slip that was never printed": (
        lambda: replace(
            sample(),
            slips=replace(slips_with(), undrawn=((2, b"\1" * 16), (2, b"\2" * 16))),
        ),
        errors.SlipUnknown,
    ),
    "the redeemed slips of one issuer only": (
        lambda: replace(
            sample(), slips=replace(slips_with(), redeemed=slips_with().redeemed[:1])
        ),
        errors.SlipsDiffer,
    ),
    "slips in the order of printing": (
        lambda: replace(
            sample(), slips=replace(slips_with(), printed=slips_with().printed[::-1])
        ),
        errors.SlipsDiffer,
    ),
    "one slip fewer": (
        lambda: replace(
            sample(), slips=replace(slips_with(), printed=slips_with().printed[:-1])
        ),
        errors.SlipsDiffer,
    ),
    "an undrawn slip kept back": (
        lambda: replace(sample(), slips=slips_with(undrawn=(3,))),
        errors.SlipsDiffer,
    ),
    "fewer printed than on the list": (
        lambda: counted(turnout(1), turnout(2, printed=4, drawn=2)),
        errors.SlipsDiffer,
    ),
    "fewer drawn than gone": (
        lambda: counted(turnout(1), turnout(2, drawn=2)),
        errors.SlipsDiffer,
    ),
    "more slips redeemed than ballots collected": (
        lambda: replace(
            counted(
                turnout(1),
                turnout(2, collected=(4, 4), drawn=5, undrawn=0, received=0),
            ),
            slips=slips_with(redeemed=range(5), undrawn=()),
            casts=sample().casts[:3],
            uncast=(),
        ),
        errors.SlipsDiffer,
    ),
    "too few co-signed": (
        lambda: replace(sample(), cosigners=(3,)),
        findings.NotCosigned,
    ),
    "a scrutineer co-signed twice": (
        lambda: replace(sample(), cosigners=(2, 2)),
        findings.SignerWrong,
    ),
    "tokens shown twice": (uncast_twice, errors.UncastInvalid),
    "tokens shown that were cast": (uncast_and_cast, errors.UncastInvalid),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_with_the_keys_of_box_and_scrutineers_is_found(attack: str) -> None:
    make, error = ATTACKS[attack]
    with pytest.raises(errors.BallotBoxError) as found:
        check(make().raw)
    assert type(found.value) is error, found.value


def test_a_head_rewritten_after_the_release_is_found() -> None:
    changed = [*public_part(rewritten().raw), *contents_part(sample().raw)]
    with pytest.raises(findings.HeadRewritten):
        check(changed)


def test_a_head_rewritten_without_the_scrutineers_is_found() -> None:
    lines = rewritten().public
    cosigned = next(x for x in sample().public if isinstance(x, CosignaturesLine))
    lines[lines.index(next(x for x in lines if isinstance(x, CosignaturesLine)))] = (
        cosigned
    )
    with pytest.raises(findings.SignerWrong):
        check(write_lines(lines))


def test_a_head_rewritten_with_everybody_is_found_by_the_minutes() -> None:
    check(rewritten().raw)
    with pytest.raises(findings.HeadDiffers):
        check(rewritten().raw, head=sample().head.digest)


def test_two_heads_of_one_poll_prove_a_split_view() -> None:
    other = list(public_part(rewritten().raw))
    assert report(sample().raw, others=(sample().raw,)).error is None
    with pytest.raises(findings.SplitView):
        check(sample().raw, others=(sample().raw, other))


def test_a_head_that_the_box_did_not_sign_proves_nothing() -> None:
    poll = replace(sample().poll, box_key=new_signing_key())
    forged = replace(rewritten(), poll=poll).raw
    with pytest.raises(findings.HeadNotSigned):
        check(sample().raw, others=(forged,))
    with pytest.raises(findings.HeadNotSigned):
        check(forged)


def test_the_board_of_another_poll_is_no_other_view() -> None:
    row = json.loads(sample().raw[0])
    row["manifest"] = "00" * 32
    first = canonical_json(row).encode() + b"\n"
    with pytest.raises(errors.ManifestDiffers):
        check(sample().raw, others=([first, *sample().raw[1:]],))


def test_other_rules_than_those_that_were_named_are_found() -> None:
    with pytest.raises(errors.ManifestDiffers):
        check(sample().raw, rules=b"\0" * 32)


def test_rules_signed_twice_by_one_scrutineer_are_found() -> None:
    rows = [json.loads(raw) for raw in sample().raw]
    rows[1]["signatures"][2] = rows[1]["signatures"][1]
    with pytest.raises(findings.SignerWrong):
        check([canonical_json(row).encode() + b"\n" for row in rows])
    rows[1]["signatures"][2] = [4, rows[1]["signatures"][1][1]]
    with pytest.raises(findings.SignerWrong):
        check([canonical_json(row).encode() + b"\n" for row in rows])


def test_a_board_whose_rules_name_no_seal_is_refused() -> None:
    rows = [json.loads(raw) for raw in sample().raw]
    rules = json.loads(rows[1]["text"])
    del rules["seal"]
    rows[1]["text"] = canonical_json(rules)
    with pytest.raises(errors.ManifestMalformed):
        check([canonical_json(row).encode() + b"\n" for row in rows])


def test_paper_that_too_few_signed_is_found() -> None:
    lines = sample().public
    place = next(p for p, line in enumerate(lines) if isinstance(line, PaperLine))
    paper = lines[place]
    assert isinstance(paper, PaperLine)
    lines[place] = replace(paper, signatures=paper.signatures[:1])
    with pytest.raises(findings.PaperNotSigned):
        check(write_lines(lines))


PAPER_FAULTS: dict[str, dict[str, object]] = {
    "a cell short": {"ballots": (CELLS, CELLS[:-2])},
    "a ballot short": {"ballots": (CELLS,)},
}


@pytest.mark.parametrize("fault", PAPER_FAULTS)
def test_a_paper_batch_that_breaks_its_form_is_found(fault: str) -> None:
    closing = sample()
    batch = replace(closing.batches[0], **PAPER_FAULTS[fault])  # type: ignore[arg-type]
    with pytest.raises(findings.PaperDiffers):
        check(replace(closing, batches=(batch,)).raw)


def test_a_poll_below_its_quorum_must_not_be_unsealed() -> None:
    closing = sample()
    poll = make_poll(
        closing.poll.issuer_keys,
        slips_digest=closing.poll.seal.slips_digest,
        quorum_percent=50,
    )
    empty = replace(
        closing,
        poll=poll,
        casts=(),
        turnouts=(turnout(1, received=0), turnout(2, received=0)),
        uncast=(),
    )
    check(public_part(empty.raw))
    with pytest.raises(findings.QuorumNotReached):
        check(empty.raw)


def test_contents_of_a_group_or_none_at_all() -> None:
    raw = list(sample().raw)
    public = list(public_part(raw))
    contents = list(contents_part(raw))
    with pytest.raises(findings.ContentsMissing):
        check([*public, contents[0]])
    with pytest.raises(findings.ContentsMissing):
        check([*public, contents[0], contents[-1]])


def test_contents_sealed_for_another_ballot_count_as_unopenable() -> None:
    closing = sample()
    poll, manifest = closing.poll, closing.poll.manifest
    state = collect(poll, 1)
    honest = seal_ballot(manifest, state, CELLS)
    other = closing.ballot(closing.casts[0]).header(manifest.digest)
    contents = seal_cells(manifest, other, CELLS)
    ballot = parse_body(manifest, honest.body, honest.signature)
    body = replace(ballot, contents_digest=hashlib.sha256(contents).digest()).body(
        manifest.digest
    )
    request = CastRequest(body, decode_signing_key(state.key).sign(body), contents)
    found = check(replace(closing, casts=(request, *closing.casts[1:]), uncast=()).raw)
    assert found.tally is not None
    assert found.tally.of_group(1).invalid == ((Reason.UNOPENABLE, 1),)


def test_after_a_failure_the_rest_is_not_reached() -> None:
    found = report(stuffed().raw)
    assert found.of(Check.BALLOTS).state is State.PASSED
    assert found.in_state(State.FAILED) == (Check.COUNTS,)
    assert found.of(Check.HEAD).state is State.NOT_REACHED
    assert found.head is None
