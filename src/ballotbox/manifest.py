"""The manifest (规则书): everything that is fixed before the first ticket goes out."""

from dataclasses import asdict, dataclass, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from ballotbox.canonical import canonical_json, parse_canonical
from ballotbox.cells import CELL_BYTES
from ballotbox.errors import ManifestMalformed, NotCanonical
from ballotbox.labels import MANIFEST, SUITE, labelled_hash, short_code

T = TypeVar("T")


class RuleName(StrEnum):
    """The rules that a manifest may add to length and range."""

    ALL_IDENTICAL = "all_identical"
    EXCELLENT_QUOTA = "excellent_quota"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit on the ballot; `key` is its number in the organisation room."""

    key: int
    name: str
    name_en: str
    category: str
    category_en: str


@dataclass(frozen=True, slots=True)
class CriterionColumn:
    """One thing that is rated, with its weight among the others."""

    name: str
    name_en: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class GradeStep:
    """One step of the scale, best first, with its points."""

    name: str
    name_en: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One voter group; `size` counts who may vote (应参)."""

    number: int
    name: str
    name_en: str
    weight: Decimal
    size: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A further reason for which a whole ballot is invalid."""

    name: RuleName
    limit: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The frozen rules of one poll. Its digest names them everywhere."""

    poll: str
    title: str
    is_rehearsal: bool
    layout: str
    formula: str
    threshold: int
    scrutineers: int
    quorum_percent: int
    disclosure_threshold: int
    rules: tuple[Rule, ...]
    units: tuple[UnitRow, ...]
    criteria: tuple[CriterionColumn, ...]
    grades: tuple[GradeStep, ...]
    groups: tuple[GroupRow, ...]
    suite: str = SUITE

    @property
    def cell_count(self) -> int:
        """Return how many cells a ballot has."""
        return len(self.units) * len(self.criteria)

    @property
    def cell_bytes(self) -> int:
        """Return how long the cells of a ballot are."""
        return self.cell_count * CELL_BYTES

    @property
    def group_numbers(self) -> frozenset[int]:
        """Return the numbers by which ballots name their group."""
        return frozenset(group.number for group in self.groups)

    @property
    def text(self) -> str:
        """Return the one text of the manifest, as it is hashed and published."""
        return canonical_json(_plain(asdict(self)))

    @property
    def digest(self) -> bytes:
        """Return the hash that stands for these rules."""
        return labelled_hash(MANIFEST, self.text.encode())

    @property
    def rule_code(self) -> str:
        """Return the short code (规则码) that is read aloud and photographed."""
        return short_code(self.digest)

    def cell_at(self, unit: int, criterion: int) -> int:
        """Return the place of a unit × criterion among the cells."""
        return unit * len(self.criteria) + criterion


def parse_manifest(text: str) -> Manifest:
    """Return the manifest of a canonical text; raise `ManifestMalformed` if none."""
    try:
        value = parse_canonical(text)
    except NotCanonical as error:
        raise ManifestMalformed(str(error)) from error
    manifest = _read(value)
    _check(manifest)
    if manifest.text != text:
        raise ManifestMalformed("a number is not written in its shortest form")
    return manifest


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case dict():
            return {key: _plain(entry) for key, entry in value.items()}
        case list() | tuple():
            return [_plain(entry) for entry in value]
        case _:
            return value


def _read(value: Any) -> Manifest:
    parts = _parts(value, Manifest, "manifest")
    lists = {
        "rules": Rule,
        "units": UnitRow,
        "criteria": CriterionColumn,
        "grades": GradeStep,
        "groups": GroupRow,
    }
    for name, kind in lists.items():
        parts[name] = _rows(value[name], kind, name)
    return Manifest(**parts)


def _rows(value: Any, kind: type[T], place: str) -> tuple[T, ...]:
    if not isinstance(value, list):
        raise ManifestMalformed(f"{place}: not a list")
    return tuple(
        kind(**_parts(row, kind, f"{place}[{number}]"))
        for number, row in enumerate(value)
    )


def _parts(value: Any, kind: Any, place: str) -> dict[str, Any]:
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
    if wanted in (Decimal, RuleName):
        return _made(wanted, value, place)
    return value


def _made(wanted: Any, value: Any, place: str) -> Any:
    try:
        made = wanted(value)
    except (InvalidOperation, TypeError, ValueError) as error:
        raise ManifestMalformed(f"{place}: {value!r}") from error
    if isinstance(made, Decimal) and not (isinstance(value, str) and made.is_finite()):
        raise ManifestMalformed(f"{place}: {value!r}")
    return made


def _check(manifest: Manifest) -> None:
    numbers = [group.number for group in manifest.groups]
    unit_keys = [unit.key for unit in manifest.units]
    wrong = {
        "suite": manifest.suite != SUITE,
        "poll": not manifest.poll,
        "units": not unit_keys or len(set(unit_keys)) != len(unit_keys),
        "criteria": not manifest.criteria,
        "grades": len(manifest.grades) < 2,
        "groups": not numbers or len(set(numbers)) != len(numbers),
        "groups.number": any(not 0 < number < 0xFFFF for number in numbers),
        "threshold": not 1 <= manifest.threshold <= manifest.scrutineers,
    }
    for place, is_wrong in wrong.items():
        if is_wrong:
            raise ManifestMalformed(f"{place}: not possible")
