"""Strict reading: JSON becomes a dataclass only if it has exactly its fields."""

from dataclasses import asdict, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from ballotbox.canonical import canonical_json, parse_canonical
from ballotbox.errors import BallotBoxError, ManifestMalformed

T = TypeVar("T")


def plain(value: Any) -> Any:
    """Return what canonical JSON can carry: decimals as text, bytes as digits."""
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case bytes():
            return value.hex()
        case dict():
            return {key: plain(entry) for key, entry in value.items()}
        case list() | tuple():
            return [plain(entry) for entry in value]
        case _:
            return value


def rows(value: Any, kind: type[T], place: str) -> tuple[T, ...]:
    """Return one `kind` for each row of a list."""
    if not isinstance(value, list):
        raise ManifestMalformed(f"{place}: not a list")
    return tuple(
        kind(**parts(row, kind, f"{place}[{number}]"))
        for number, row in enumerate(value)
    )


def parts(value: Any, kind: Any, place: str) -> dict[str, Any]:
    """Return the fields of `kind`; raise `ManifestMalformed` naming the place."""
    names = {entry.name: entry.type for entry in fields(kind)}
    if not isinstance(value, dict) or value.keys() != names.keys():
        raise ManifestMalformed(f"{place}: wanted exactly {', '.join(names)}")
    return {
        name: _scalar(value[name], wanted, f"{place}.{name}")
        for name, wanted in names.items()
    }


def _scalar(value: Any, wanted: Any, place: str) -> Any:
    if wanted in (int, str, bool):
        if type(value) is not wanted:
            raise ManifestMalformed(f"{place}: not {wanted.__name__}")
        return value
    if wanted is bytes:
        return _digits(value, place)
    if wanted == tuple[bytes, ...]:
        return tuple(_digits(entry, place) for entry in _list(value, place))
    if wanted is Decimal or (isinstance(wanted, type) and issubclass(wanted, StrEnum)):
        return _made(wanted, value, place)
    return value


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise ManifestMalformed(f"{place}: not a list")
    return value


def _digits(value: Any, place: str) -> bytes:
    try:
        raw = bytes.fromhex(value)
    except (TypeError, ValueError) as error:
        raise ManifestMalformed(f"{place}: not hexadecimal") from error
    if raw.hex() != value:
        raise ManifestMalformed(f"{place}: not lower-case hexadecimal")
    return raw


def _made(wanted: Any, value: Any, place: str) -> Any:
    try:
        made = wanted(value)
    except (InvalidOperation, TypeError, ValueError) as error:
        raise ManifestMalformed(f"{place}: {value!r}") from error
    if isinstance(made, Decimal) and not _is_plain(value, made):
        raise ManifestMalformed(f"{place}: {value!r}")
    return made


def _is_plain(value: Any, made: Decimal) -> bool:
    # With an exponent a few letters would be written out as millions of digits.
    return isinstance(value, str) and made.is_finite() and "E" not in value.upper()


def write_text(value: Any) -> str:
    """Return the one text of a dataclass."""
    return canonical_json(plain(asdict(value)))


def read_text(kind: type[T], text: str, error: type[BallotBoxError]) -> T:
    """Return what `write_text` wrote; raise the given error if it is not that."""
    try:
        return kind(**parts(parse_canonical(text), kind, kind.__name__))
    except BallotBoxError as refusal:
        raise error(str(refusal)) from refusal
