"""The lines of a board file, version 1: each kind of line with its fields."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from ballotbox.canonical import canonical_json, parse_canonical
from ballotbox.counts import Slip, Slips, Turnout
from ballotbox.errors import NotCanonical
from ballotbox.fields import (
    DIGEST,
    GROUP,
    NUMBER,
    SIGNATURE,
    SIGNATURES,
    TEXT,
    TURNOUT,
    Field,
    digits,
    many,
    row,
)
from ballotbox.findings import (
    FieldMalformed,
    FieldMissing,
    FieldUnknown,
    LineMalformed,
    LineUnknown,
)
from ballotbox.hazard import ecdsa
from ballotbox.head import Head, Signatures
from ballotbox.paper import PaperBatch, PaperDigests
from ballotbox.sealed import KEY_BYTES
from ballotbox.tickets import TICKET_BYTES
from ballotbox.tokens import PREFIX_BYTES, Token
from ballotbox.uncast import Uncast

VERSION: Final = 1
_BY_GROUP: Final = row(GROUP, DIGEST)
_TOKEN: Final = Field(
    lambda value: Token(*row(digits(PREFIX_BYTES), digits()).read(value)),
    lambda token: [token.prefix.hex(), token.signature.hex()],
)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """The first line: what this file is, and of which poll."""

    kind: ClassVar = "board"
    form: ClassVar = {"manifest": DIGEST, "poll": TEXT, "version": NUMBER}

    manifest: bytes
    poll: str
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """The rules, and the scrutineers' signatures under them."""

    kind: ClassVar = "manifest"
    form: ClassVar = {"signatures": SIGNATURES, "text": TEXT}

    text: str
    signatures: Signatures


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One ballot without its contents."""

    kind: ClassVar = "ballot"
    form: ClassVar = {"body": digits(), "signature": SIGNATURE}

    body: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class CountsLine:
    """The turnout of every group, in the order of the manifest."""

    kind: ClassVar = "counts"
    form: ClassVar = {"groups": many(TURNOUT)}

    groups: tuple[Turnout, ...]


@dataclass(frozen=True, slots=True)
class SlipsLine:
    """All printed slips, the redeemed ones of each issuer, the undrawn ones opened."""

    kind: ClassVar = "slips"
    form: ClassVar = {
        "printed": many(_BY_GROUP),
        "redeemed": many(many(_BY_GROUP)),
        "undrawn": many(row(GROUP, digits(TICKET_BYTES))),
    }

    printed: tuple[Slip, ...]
    redeemed: tuple[tuple[Slip, ...], ...]
    undrawn: tuple[Slip, ...]

    @property
    def slips(self) -> Slips:
        """Return the slips by themselves."""
        return Slips(self.printed, self.redeemed, self.undrawn)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """The digest of each group's paper batch, and the scrutineers' signatures."""

    kind: ClassVar = "paper"
    form: ClassVar = {"digests": many(_BY_GROUP), "signatures": SIGNATURES}

    digests: PaperDigests
    signatures: Signatures


@dataclass(frozen=True, slots=True)
class HeadLine:
    """The head, signed by the box."""

    kind: ClassVar = "head"
    form: ClassVar = {
        "counts": DIGEST,
        "paper": DIGEST,
        "root": DIGEST,
        "signature": SIGNATURE,
        "size": NUMBER,
    }

    size: int
    root: bytes
    counts: bytes
    paper: bytes
    signature: bytes

    def head(self, manifest_digest: bytes) -> Head:
        """Return the head under these rules."""
        return Head(manifest_digest, self.size, self.root, self.counts, self.paper)


@dataclass(frozen=True, slots=True)
class CosignaturesLine:
    """The scrutineers' signatures under the head."""

    kind: ClassVar = "cosignatures"
    form: ClassVar = {"signatures": SIGNATURES}

    signatures: Signatures


@dataclass(frozen=True, slots=True)
class UncastLine:
    """A ballot that was collected and not cast, shown by whoever collected it."""

    kind: ClassVar = "uncast"
    form: ClassVar = {
        "group": GROUP,
        "key": digits(KEY_BYTES),
        "signature": SIGNATURE,
        "tokens": many(_TOKEN),
    }

    group: int
    key: bytes
    tokens: tuple[Token, ...]
    signature: bytes

    def uncast(self, manifest_digest: bytes) -> Uncast:
        """Return the showing under these rules."""
        parts = (self.group, self.key, self.tokens, self.signature)
        return Uncast(manifest_digest, *parts)


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """Begins the contents part: for which head the locks were released, their keys."""

    kind: ClassVar = "contents"
    form: ClassVar = {"head": DIGEST, "locks": many(digits(ecdsa.SCALAR_BYTES))}

    head: bytes
    locks: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class SealedLine:
    """The sealed contents of one ballot."""

    kind: ClassVar = "sealed"
    form: ClassVar = {"contents": digits(), "leaf": DIGEST}

    leaf: bytes
    contents: bytes


@dataclass(frozen=True, slots=True)
class PaperCellsLine:
    """The paper ballots of one group."""

    kind: ClassVar = "paper-cells"
    form: ClassVar = {"ballots": many(digits()), "group": GROUP, "salt": DIGEST}

    group: int
    salt: bytes
    ballots: tuple[bytes, ...]

    @property
    def batch(self) -> PaperBatch:
        """Return the batch by itself."""
        return PaperBatch(self.group, self.salt, self.ballots)


Line = (
    BoardLine
    | ManifestLine
    | BallotLine
    | CountsLine
    | SlipsLine
    | PaperLine
    | HeadLine
    | CosignaturesLine
    | UncastLine
    | ContentsLine
    | SealedLine
    | PaperCellsLine
)
KINDS: Final[tuple[type[Line], ...]] = (
    *(BoardLine, ManifestLine, BallotLine, CountsLine, SlipsLine, PaperLine),
    *(HeadLine, CosignaturesLine, UncastLine),
    *(ContentsLine, SealedLine, PaperCellsLine),
)
"""The order in which the lines of a whole board file stand."""

_BY_NAME: Final[dict[Any, type[Line]]] = {kind.kind: kind for kind in KINDS}


def encode_line(line: Line) -> bytes:
    """Return the one text of a line, its end included."""
    value = {
        name: field.write(getattr(line, name)) for name, field in line.form.items()
    }
    return canonical_json({"kind": line.kind} | value).encode() + b"\n"


def decode_line(raw: bytes, number: int) -> Line:
    """Return a line; raise a named error that begins with its number."""
    place = f"line {number}"
    try:
        value = parse_canonical(_without_end(raw).decode())
    except (NotCanonical, UnicodeDecodeError) as error:
        raise LineMalformed(f"{place}: {error}") from error
    if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
        raise LineMalformed(f"{place}: no kind")
    kind = _BY_NAME.get(value.pop("kind"))
    if kind is None:
        raise LineUnknown(f"{place}: no such kind of line")
    if surplus := sorted(value.keys() - kind.form.keys()):
        raise FieldUnknown(f"{place}: {kind.kind}.{surplus[0]}")
    if lacking := sorted(kind.form.keys() - value.keys()):
        raise FieldMissing(f"{place}: {kind.kind}.{lacking[0]}")
    return kind(
        **{
            name: _read(field, value[name], f"{place}: {kind.kind}.{name}")
            for name, field in kind.form.items()
        }
    )


def _without_end(raw: bytes) -> bytes:
    if not raw.endswith(b"\n"):
        raise NotCanonical("the line does not end")
    return raw[:-1]


def _read(field: Field, value: Any, place: str) -> Any:
    try:
        return field.read(value)
    except ValueError as error:
        raise FieldMalformed(f"{place}: {error}") from error
