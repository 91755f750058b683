"""The sealed file: whatever is done to it is found."""

import io
from collections.abc import Callable

import pytest

from gongping.project.safekeeping import envelope, members
from gongping.project.safekeeping.exceptions import (
    Damaged,
    NotABackup,
    SafekeepingError,
    WrongPassphrase,
)

WORDS = "four plain words here"
PART = 64
STEP = PART + envelope.TAG
HEAD = envelope.HEADER


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "CHUNK", PART)
    monkeypatch.setattr(envelope, "LOG_N", 4)


def sealed(data: bytes) -> bytes:
    file = io.BytesIO()
    sealer = envelope.Sealer(file, WORDS)
    for start in range(0, len(data), 7):
        sealer.write(data[start : start + 7])
    sealer.close()
    return file.getvalue()


def opened(raw: bytes, words: str = WORDS) -> bytes:
    return b"".join(envelope.opened(io.BytesIO(raw), words))


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 3 * PART, 1000])
def test_what_is_sealed_is_opened(size: int) -> None:
    data = bytes(range(256)) * 4
    assert opened(sealed(data[:size])) == data[:size]


def test_two_files_of_one_content_have_nothing_in_common() -> None:
    one, two = sealed(b"x" * 100), sealed(b"x" * 100)
    assert one[HEAD:] != two[HEAD:]
    assert b"x" * 8 not in one


def test_other_words_do_not_open_it() -> None:
    with pytest.raises(WrongPassphrase):
        opened(sealed(b"secret"), "four other words here")


def test_every_flipped_byte_is_found() -> None:
    raw = sealed(bytes(150))
    for place in range(len(raw)):
        harmed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises((Damaged, NotABackup)):
            opened(harmed)


def test_every_cut_is_found() -> None:
    raw = sealed(bytes(150))
    for end in range(len(raw)):
        with pytest.raises((Damaged, NotABackup)):
            opened(raw[:end])


def _parts(raw: bytes) -> list[bytes]:
    return [raw[n : n + STEP] for n in range(HEAD, len(raw), STEP)]


@pytest.mark.parametrize(
    "harm",
    [
        lambda p: [p[1], p[0], *p[2:]],
        lambda p: [p[0], *p],
        lambda p: p[1:],
        lambda p: [*p, p[-1]],
        lambda p: [*p[:-1], p[-1] + b"\0"],
        lambda p: [p[0], p[2]],
    ],
    ids=["swapped", "doubled", "dropped", "end doubled", "longer", "gap"],
)
def test_parts_in_another_order_are_found(
    harm: Callable[[list[bytes]], list[bytes]],
) -> None:
    raw = sealed(bytes(PART * 2 + 10))
    assert len(_parts(raw)) == 3
    with pytest.raises(Damaged):
        opened(raw[:HEAD] + b"".join(harm(_parts(raw))))


def test_parts_of_another_file_are_found() -> None:
    one, two = sealed(bytes(100)), sealed(bytes(100))
    with pytest.raises(SafekeepingError):
        opened(one[:HEAD] + two[HEAD:])


def test_a_newer_form_is_named_as_such() -> None:
    raw = sealed(b"")
    place = len(envelope.MAGIC)
    with pytest.raises(NotABackup, match="升级"):
        opened(raw[:place] + b"\x02" + raw[place + 1 :])


def test_a_file_cannot_ask_for_all_memory() -> None:
    header = envelope.Header(40, 8, 1, PART, bytes(16), bytes(7), bytes(16))
    with pytest.raises(Damaged):
        opened(header.raw + bytes(100))
    header = envelope.Header(4, 8, 1, 1 << 31, bytes(16), bytes(7), bytes(16))
    with pytest.raises(Damaged):
        opened(header.raw + bytes(100))


def _packed(manifest: members.Manifest | None = None) -> bytes:
    file = io.BytesIO()
    packer = members.Packer(envelope.Sealer(file, WORDS))
    packer.add("tables/a.jsonl", [b"[]\n", b"", b"[1]\n"])
    packer.count_rows(1)
    packer.add("attachments/b", [])
    packer.close(manifest or _manifest(list(packer.members)))
    return file.getvalue()


def _manifest(inside: list[members.Member]) -> members.Manifest:
    return members.Manifest("site", "", [], inside, [], [])


def _verified(raw: bytes) -> members.Manifest:
    return members.verified(envelope.opened(io.BytesIO(raw), WORDS))


def test_the_manifest_names_every_member_with_its_hash() -> None:
    found = _verified(_packed())
    assert [(m.name, m.size, m.rows) for m in found.members] == [
        ("tables/a.jsonl", 7, 1),
        ("attachments/b", 0, None),
    ]
    assert found.rows == 1
    assert [m.name for m in found.below("attachments")] == ["attachments/b"]


def test_a_member_that_is_not_as_in_the_manifest_is_found() -> None:
    inside = _verified(_packed()).members
    for wrong in (inside[:1], inside[::-1], [*inside, inside[0]]):
        with pytest.raises(Damaged):
            _verified(_packed(_manifest(list(wrong))))


def test_a_sealed_file_without_a_manifest_is_found() -> None:
    for inner in (b"", b"no zlib at all"):
        with pytest.raises(Damaged):
            _verified(sealed(inner))
