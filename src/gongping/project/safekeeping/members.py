"""The parts of a backup: named members one after another, the manifest last.

Inside the envelope lies one zlib stream of: name length (u16) ‖ name ‖ blocks (u32
length ‖ bytes) ‖ an empty block, for each member; a name of no length ends it. The
last member, `manifest.json`, has size and SHA-256 of all others.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from gongping.project.safekeeping.envelope import Sealer, damaged

MANIFEST: Final = "manifest.json"
BLOCK: Final = 1 << 18
# Rows shrink to a tenth at the fastest level; evidence is mostly packed already.
LEVEL: Final = 1


class Member(msgspec.Struct, frozen=True):
    """One part as the manifest knows it; `rows` only for a table."""

    name: str
    size: int
    sha256: str
    rows: int | None = None


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds, and of what site, on what day, in what form."""

    mode: str
    made_at: str
    migrations: list[tuple[str, str]]
    members: list[Member]
    missing: list[str]
    open_polls: list[str]

    @property
    def rows(self) -> int:
        """Return how many rows all tables have together."""
        return sum(member.rows or 0 for member in self.members)

    def below(self, folder: str) -> list[Member]:
        """Return the members of one folder."""
        return [m for m in self.members if m.name.startswith(f"{folder}/")]


class Packer:
    """Writes members into an envelope and remembers what it wrote."""

    def __init__(self, sealer: Sealer) -> None:
        self.members: list[Member] = []
        self._sealer = sealer
        self._press = zlib.compressobj(LEVEL)

    def add(self, name: str, blocks: Iterable[bytes], rows: int | None = None) -> None:
        """Write one member to its end."""
        raw = name.encode()
        self._put(struct.pack(">H", len(raw)) + raw)
        size, digest = 0, hashlib.sha256()
        for block in blocks:
            if block:
                self._put(struct.pack(">I", len(block)), block)
                size += len(block)
                digest.update(block)
        self._put(struct.pack(">I", 0))
        self.members.append(Member(name, size, digest.hexdigest(), rows))

    def count_rows(self, rows: int) -> None:
        """Note, for the manifest, how many rows the last member had."""
        last = self.members.pop()
        self.members.append(msgspec.structs.replace(last, rows=rows))

    def close(self, manifest: Manifest) -> None:
        """Write the manifest and the end; the envelope is closed."""
        self.add(MANIFEST, [msgspec.json.encode(manifest)])
        self._put(struct.pack(">H", 0))
        self._sealer.write(self._press.flush())
        self._sealer.close()

    def _put(self, *pieces: bytes) -> None:
        for piece in pieces:
            self._sealer.write(self._press.compress(piece))


class Unpacker:
    """Reads members in their order from the chunks of an envelope."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._pieces = _unpressed(chunks)
        self._waiting = bytearray()

    def members(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield name and blocks of each; the blocks must be read to their end."""
        while length := struct.unpack(">H", self._take(2))[0]:
            yield self._take(length).decode(), self._blocks()
        # Only now is the last chunk, and with it the whole file, known to be right.
        if any(self._pieces) or self._waiting:
            raise damaged(0)

    def _blocks(self) -> Iterator[bytes]:
        while length := struct.unpack(">I", self._take(4))[0]:
            yield self._take(length)

    def _take(self, length: int) -> bytes:
        while len(self._waiting) < length:
            piece = next(self._pieces, None)
            if piece is None:
                raise damaged(0)
            self._waiting += piece
        taken = bytes(self._waiting[:length])
        del self._waiting[:length]
        return taken


def verified(chunks: Iterator[bytes]) -> Manifest:
    """Read everything, keep nothing; return the manifest if all agrees with it."""
    found: list[Member] = []
    text = b""
    for name, blocks in Unpacker(chunks).members():
        if name == MANIFEST:
            text = b"".join(blocks)
            continue
        size, digest = 0, hashlib.sha256()
        for block in blocks:
            size += len(block)
            digest.update(block)
        found.append(Member(name, size, digest.hexdigest()))
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.MsgspecError as error:
        raise damaged(0) from error
    if found != [msgspec.structs.replace(m, rows=None) for m in manifest.members]:
        raise damaged(0)
    return manifest


def _unpressed(chunks: Iterator[bytes]) -> Iterator[bytes]:
    press = zlib.decompressobj()
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                yield press.decompress(rest, BLOCK)
                rest = press.unconsumed_tail
        yield press.flush()
    except zlib.error as error:
        raise damaged(0) from error
    if not press.eof or press.unused_data:
        raise damaged(0)
