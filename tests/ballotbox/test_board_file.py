"""The board file: one text for one board, read and written line by line."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from ballotbox import findings
from ballotbox.board_file import contents_part, public_part, read_lines, write_lines
from ballotbox.closing import contents_of_groups
from ballotbox.lines import (
    BallotLine,
    ContentsLine,
    Line,
    PaperCellsLine,
    SealedLine,
    decode_line,
)
from ballotbox.tree import tree_root
from ballotbox.words import digits_of_words
from tests.ballotbox.closed_samples import check, report, sample


def test_what_is_written_is_read_again() -> None:
    raw = sample().raw
    assert list(read_lines(raw)) == sample().lines
    assert list(write_lines(read_lines(raw))) == raw


def test_the_public_part_needs_no_more_than_a_cut() -> None:
    raw = sample().raw
    public, contents = list(public_part(raw)), list(contents_part(raw))
    assert public + contents == raw
    assert list(read_lines(public)) == sample().public
    assert list(read_lines(contents, ContentsLine)) == sample().contents
    assert list(write_lines(sample().contents, ContentsLine)) == contents


def test_a_contents_part_alone_must_begin_with_its_line() -> None:
    with pytest.raises(findings.LineMissing):
        list(read_lines([], ContentsLine))
    with pytest.raises(findings.LineMisplaced):
        list(read_lines(sample().raw, ContentsLine))


def test_a_file_cut_short_is_found_at_every_line() -> None:
    raw = list(public_part(sample().raw))
    for number in range(len(raw) - 1):
        with pytest.raises(findings.LineMissing, match=f"^line {number + 1}: "):
            list(read_lines(raw[:number]))


def test_lines_come_one_by_one() -> None:
    def endless() -> Iterator[bytes]:
        first, second, ballot, *_ = sample().raw
        yield from (first, second)
        while True:
            yield ballot

    lines = read_lines(endless())
    assert sum(isinstance(next(lines), BallotLine) for _ in range(500)) == 498


@pytest.mark.parametrize(
    "raw",
    [
        b'{"kind":"head"}',
        b'{"kind": "head"}\n',
        b"[]\n",
        b'{"kind":1}\n',
        b"\xff\n",
        b"\n",
    ],
)
def test_a_line_of_another_text_is_refused(raw: bytes) -> None:
    with pytest.raises(findings.LineMalformed, match=r"^line 7: "):
        decode_line(raw, 7)


@pytest.mark.parametrize(
    "groups",
    [
        "1",
        "[1]",
        "[[1,2]]",
        "[[1,12,0,[-1],0,0,0,0,0,3]]",
        "[[1,12,0,[true],0,0,0,0,0,3]]",
    ],
)
def test_a_count_of_another_form_is_refused(groups: str) -> None:
    raw = f'{{"groups":{groups},"kind":"counts"}}\n'.encode()
    with pytest.raises(findings.FieldMalformed):
        decode_line(raw, 1)


@pytest.mark.parametrize("digest", ["AA" * 32, "aa" * 31, "zz" * 32])
def test_digits_have_one_writing(digest: str) -> None:
    raw = f'{{"kind":"board","manifest":"{digest}","poll":"x","version":1}}\n'.encode()
    with pytest.raises(findings.FieldMalformed, match=r"board\.manifest"):
        decode_line(raw, 1)


def test_the_contents_of_one_group_go_to_its_recipients_alone() -> None:
    manifest = sample().poll.manifest
    for groups, sealed, paper in (({1}, 3, 0), ({2}, 3, 1), (set(), 0, 0)):
        part: list[Line] = list(contents_of_groups(manifest, sample().lines, groups))
        assert sum(isinstance(line, SealedLine) for line in part) == sealed
        assert sum(isinstance(line, PaperCellsLine) for line in part) == paper
        if groups:
            raw = [*public_part(sample().raw), *write_lines(part, ContentsLine)]
            tally = check(raw).tally
            assert tally is not None
            assert {group.group for group in tally.groups} == groups


def test_the_head_stands_for_the_sorted_leaves() -> None:
    closing = sample()
    leaves = [closing.leaf(request) for request in closing.sorted_casts]
    assert all(one < other for one, other in pairwise(leaves))
    head = report(closing.raw).head
    assert head is not None
    assert (head.root, head.size) == (tree_root(leaves), 6)
    assert head.encoded.startswith(b"gp1/head\0" + closing.poll.manifest.digest)
    assert len(head.encoded) == 9 + 32 + 8 + 32 * 3
    assert digits_of_words(head.code_in("en")) == head.digest.hex()[:15]


@pytest.mark.parametrize("group", [0, 65535, 1 << 62])
def test_a_group_has_a_number_that_fits(group: int) -> None:
    raw = f'{{"digests":[[{group},"{"aa" * 32}"]],"kind":"paper","signatures":[]}}\n'
    with pytest.raises(findings.FieldMalformed):
        decode_line(raw.encode(), 1)
