"""A sealed poll: ballots that the box cannot read, a key of its own, a signed head.

<poll>/box.key          from the preparation on; it signs receipts and the head. A
                        closed poll that was restored has none, and signs nothing.
<poll>/intake.sqlite3   while open
<poll>/manifest.json    from close on
<poll>/ballots.jsonl    from close on; it exists exactly when the poll is closed
<poll>/head.json        once the head is signed
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from ballotbox.head import Head
from ballotbox.keys import SigningKey, decode_signing_key, new_signing_key
from ballotbox.manifest import Manifest, parse_manifest
from ballotbox.refusals import Refusal
from ballotbox.sealed import body_bytes, parse_body
from ballotbox.sealing import contents_bytes
from ballotbox.tree import StreamingRoot
from gongping.box.disk import destroy, overwritten, write_durably, written_durably
from gongping.box.messages import SealedClose, SealedLine, SignedHead
from gongping.box.phases import (
    AlreadyClosed,
    AlreadyOpen,
    CountsDiffer,
    HeadDiffers,
    KeyGone,
    NotClosed,
    NotOwnKey,
    PollPhase,
)
from gongping.box.sealed_store import SealedCasting, SealedIntake
from gongping.box.store import Outcome

KEY: Final = "box.key"
INTAKE: Final = "intake.sqlite3"
MANIFEST: Final = "manifest.json"
BALLOTS: Final = "ballots.jsonl"
HEAD: Final = "head.json"
ROW_BYTES: Final = 192
"""What a row holds beside body and contents: leaf, key, signature, their lengths."""
_line = msgspec.json.Decoder(SealedLine).decode
_encode = msgspec.json.Encoder().encode


def box_key_of(place: Path) -> SigningKey:
    """Return the box's key for the poll of this folder; make it if there is none."""
    path = place / KEY
    if not path.exists():
        # The intake's journal stands in the order of arrival while ballots come.
        place.mkdir(exist_ok=True, mode=0o700)
        write_durably(path, new_signing_key().encode())
    return decode_signing_key(path.read_bytes())


def _key_in(place: Path) -> SigningKey | None:
    path = place / KEY
    return decode_signing_key(path.read_bytes()) if path.exists() else None


class SealedPoll:
    """One poll with its intake, or with its sorted ballots once it is closed."""

    def __init__(self, place: Path, manifest: Manifest) -> None:
        self.place = place
        self.manifest = manifest
        self._key = _key_in(place)
        self.phase = PollPhase.WAITING
        self._intake: SealedIntake | None = None
        self._leaves: frozenset[bytes] = frozenset()
        self._sums: SealedClose | None = None

    @classmethod
    def taken_up(cls, place: Path, *, allow_weak: bool) -> "SealedPoll | None":
        """Return the poll that lies in this folder, closed or not, if there is one."""
        if (place / BALLOTS).exists():
            text = (place / MANIFEST).read_text()
            poll = cls(place, parse_manifest(text, allow_weak=allow_weak))
            poll._take_sums()
            destroy(place.glob(f"{INTAKE}*"))
            return poll
        if not (place / INTAKE).exists():
            return None
        intake = SealedIntake(place / INTAKE)
        if (written := intake.manifest) is None:
            intake.close()
            return None
        poll = cls(place, parse_manifest(written, allow_weak=allow_weak))
        poll._intake = intake
        if intake.is_casting:
            poll.phase = PollPhase.CASTING
        return poll

    @property
    def key(self) -> SigningKey:
        """Return the key that the rules name; raise `KeyGone` if it is not here.

        A fresh one would sign what nobody can verify.
        """
        named = self.manifest.seal.box_key
        if self._key is None or self._key.public != named:
            raise KeyGone(self.manifest.poll)
        return self._key

    @property
    def intake(self) -> SealedIntake:
        """Return the open file; there is one until the poll is closed."""
        assert self._intake is not None
        return self._intake

    def put(self, manifest: Manifest) -> None:
        """Lay in the rules; again, as long as casting has not begun."""
        if self.phase is not PollPhase.WAITING:
            raise AlreadyOpen(manifest.poll)
        if self._key is None or manifest.seal.box_key != self._key.public:
            raise NotOwnKey(manifest.poll)
        self._intake = self._fitting_intake(manifest)
        self._intake.fill(manifest.text)
        self.manifest = manifest

    def _fitting_intake(self, manifest: Manifest) -> SealedIntake:
        row_bytes = body_bytes(manifest) + contents_bytes(manifest) + ROW_BYTES
        if self._intake is not None and not self._intake.holds_whole(row_bytes):
            self.close_files()
            destroy(self.place.glob(f"{INTAKE}*"))
        return self._intake or SealedIntake(self.place / INTAKE, row_bytes)

    def open_casting(self) -> None:
        """Take ballots from now on."""
        if self.phase is PollPhase.CLOSED:
            raise AlreadyClosed(self.manifest.poll)
        self.intake.open_casting()
        self.phase = PollPhase.CASTING

    def cast(self, castings: list[SealedCasting]) -> list[Outcome]:
        """Take ballots, durably, and say of each how it went."""
        if self.phase is PollPhase.CASTING:
            return self.intake.cast(castings)
        if self.phase is PollPhase.CLOSED:
            return [None if c.leaf in self._leaves else Refusal.LATE for c in castings]
        return [Refusal.EARLY for _ in castings]

    def close(self) -> SealedClose:
        """Close, once; return its sums, as often as asked.

        The sorted ballots are on the disk before anything of the intake is destroyed.
        """
        if self._sums is None:
            write_durably(self.place / MANIFEST, self.manifest.text.encode())
            with written_durably(self.place / BALLOTS) as file:
                for body, signature, contents in self.intake.ballots():
                    line = SealedLine(body.hex(), signature.hex(), contents.hex())
                    file.write(_encode(line) + b"\n")
            self.close_files()
            self._take_sums()
            destroy(self.place.glob(f"{INTAKE}*"))
        assert self._sums is not None
        return self._sums

    def ballots(self) -> Iterator[SealedLine]:
        """Yield the ballots of the closed poll, sorted by leaf."""
        if self.phase is not PollPhase.CLOSED:
            raise NotClosed(self.manifest.poll)
        with (self.place / BALLOTS).open("rb") as file:
            for line in file:
                yield _line(line)

    @property
    def signed_head(self) -> SignedHead | None:
        """Return the head of the closed poll, once it is signed."""
        path = self.place / HEAD
        if not path.exists():
            return None
        return msgspec.json.decode(path.read_bytes(), type=SignedHead)

    def sign_head(
        self, counts: bytes, paper: bytes, received: Mapping[int, int]
    ) -> SignedHead:
        """Sign, once, the head over these digests; the same request gets it again.

        The box signs no other number of ballots than it holds (`CountsDiffer`), and
        no second head (`HeadDiffers`): two heads of one poll would be two truths.
        """
        if self._sums is None:
            raise NotClosed(self.manifest.poll)
        if dict(self._sums.received) != dict(received):
            raise CountsDiffer(self.manifest.poll)
        head = Head(
            self.manifest.digest,
            self._sums.size,
            bytes.fromhex(self._sums.root),
            counts,
            paper,
        ).encoded
        if (signed := self.signed_head) is None:
            signed = SignedHead(head.hex(), self.key.sign(head).hex())
            write_durably(self.place / HEAD, _encode(signed))
        if signed.head != head.hex():
            raise HeadDiffers(self.manifest.poll)
        return signed

    @property
    def cast_total(self) -> int:
        """Return how many ballots lie in the box."""
        return self._sums.size if self._sums else self.intake.count_ballots()

    def close_files(self) -> None:
        """Let go of the open file; nothing is lost, and its journal is overwritten."""
        if self._intake is not None:
            # Its frames lie in the order in which ballots came.
            with overwritten(self.place.glob(f"{INTAKE}-wal")):
                self._intake.close()
            self._intake = None

    def _take_sums(self) -> None:
        self.phase = PollPhase.CLOSED
        tree, leaves = StreamingRoot(), set()
        received = Counter(dict.fromkeys(sorted(self.manifest.group_numbers), 0))
        for line in self.ballots():
            body, signature = bytes.fromhex(line.body), bytes.fromhex(line.signature)
            ballot = parse_body(self.manifest, body, signature)
            leaf = ballot.leaf(self.manifest.digest)
            received[ballot.group] += 1
            leaves.add(leaf)
            tree.add(leaf)
        self._leaves = frozenset(leaves)
        self._sums = SealedClose(
            poll=self.manifest.poll,
            manifest_digest=self.manifest.digest.hex(),
            received=list(received.items()),
            size=tree.size,
            root=tree.root().hex(),
        )
