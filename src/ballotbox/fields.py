"""How the fields of a board file are written: each one has a single way."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from ballotbox.counts import Turnout
from ballotbox.hazard import ecdsa
from ballotbox.labels import HASH_BYTES
from ballotbox.parameters import GROUP_LIMIT

NUMBER_LIMIT: Final = 1 << 63


class Field(NamedTuple):
    """How one field is read and written; `read` raises `ValueError`."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


def digits(size: int | None = None) -> Field:
    """Return the field of bytes, `size` of them or any number, as hexadecimal."""

    def read(value: Any) -> bytes:
        if not isinstance(value, str):
            raise ValueError("not text")  # noqa: TRY004 -- one error for one promise
        raw = bytes.fromhex(value)
        if raw.hex() != value:
            raise ValueError("not lower-case hexadecimal")
        if size not in (None, len(raw)):
            raise ValueError(f"not {size} bytes")
        return raw

    return Field(read, bytes.hex)


def many(entry: Field) -> Field:
    """Return the field of a list of entries."""

    def read(value: Any) -> tuple[Any, ...]:
        return tuple(map(entry.read, _list(value)))

    return Field(read, lambda entries: [entry.write(one) for one in entries])


def row(*entries: Field) -> Field:
    """Return the field of a list with exactly these entries."""

    def read(value: Any) -> tuple[Any, ...]:
        listed = _list(value)
        if len(listed) != len(entries):
            raise ValueError(f"not {len(entries)} entries")
        return tuple(
            entry.read(one) for entry, one in zip(entries, listed, strict=True)
        )

    def write(values: Any) -> list[Any]:
        return [entry.write(one) for entry, one in zip(entries, values, strict=True)]

    return Field(read, write)


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < NUMBER_LIMIT:
        raise ValueError("not a number that counts")
    return value


def _group(value: Any) -> int:
    number = _number(value)
    if not 0 < number < GROUP_LIMIT:
        raise ValueError("not a number of a group")
    return number


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not text")  # noqa: TRY004 -- one error for one promise
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("not a list")  # noqa: TRY004 -- one error for one promise
    return value


def _same(value: Any) -> Any:
    return value


NUMBER: Final = Field(_number, _same)
GROUP: Final = Field(_group, _same)
TEXT: Final = Field(_text, _same)
DIGEST: Final = digits(HASH_BYTES)
SIGNATURE: Final = digits(ecdsa.SIGNATURE_BYTES)
SIGNATURES: Final = many(row(NUMBER, SIGNATURE))
_TURNOUT: Final = row(*[NUMBER] * 3, many(NUMBER), *[NUMBER] * 6)
TURNOUT: Final = Field(
    lambda value: Turnout(*_TURNOUT.read(value)),
    lambda turnout: _TURNOUT.write(
        [getattr(turnout, name) for name in Turnout.__dataclass_fields__]
    ),
)
