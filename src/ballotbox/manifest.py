"""The manifest (规则书): everything that is fixed before the first ticket goes out."""

import hashlib
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from ballotbox.canonical import canonical_json, parse_canonical
from ballotbox.cells import CELL_BYTES
from ballotbox.errors import ManifestMalformed, NotCanonical
from ballotbox.parameters import GROUP_LIMIT, parameters_of
from ballotbox.scheme import Quota, Scheme, check_scheme, read_scheme
from ballotbox.seal import Seal, check_seal, read_seal
from ballotbox.shapes import parts, plain, rows
from ballotbox.words import code_of

# What a manifest without it means; so it has one text, the shorter one.
_MAY_BE_ABSENT: Final = {"scheme": None, "title_en": ""}


class RuleName(StrEnum):
    """The rules that a manifest may add to length and range."""

    ALL_IDENTICAL = "all_identical"
    EXCELLENT_QUOTA = "excellent_quota"
    ALL_BEST = "all_best"
    UNFINISHED = "unfinished"


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


@dataclass(frozen=True)
class Manifest:
    """The frozen rules of one poll. Its digest names them everywhere.

    Without slots, because text and digest are asked for with every ballot and are
    kept once found.
    """

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
    suite: str
    seal: Seal
    scheme: Scheme | None = None
    title_en: str = ""

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
    def quotas(self) -> tuple[Quota, ...]:
        """Return how many of which steps a ballot must and may have."""
        return self.scheme.quotas if self.scheme else ()

    @property
    def is_by_row(self) -> bool:
        """Tell whether a cell off the scale voids its unit's row alone."""
        return self.scheme is not None and self.scheme.is_by_row

    @property
    def quorum(self) -> Fraction:
        """Return the share of the roll that must take part."""
        if self.scheme is None:
            return Fraction(self.quorum_percent, 100)
        return self.scheme.quorum

    @cached_property
    def text(self) -> str:
        """Return the one text of the manifest, as it is hashed and published."""
        value = asdict(self)
        for name, usual in _MAY_BE_ABSENT.items():
            if value[name] == usual:
                del value[name]
        return canonical_json(plain(value))

    @cached_property
    def digest(self) -> bytes:
        """Return M, the hash that stands for these rules.

        It is that of the bare text, so that any tool can name a manifest.
        """
        return hashlib.sha256(self.text.encode()).digest()

    @property
    def rule_code(self) -> str:
        """Return the short code (规则码) that is read aloud and photographed."""
        return self.rule_code_in("zh")

    def rule_code_in(self, language: str) -> str:
        """Return the short code in the words of a language."""
        return code_of(self.digest, language)


def parse_manifest(text: str, *, allow_weak: bool = False) -> Manifest:
    """Return the manifest of a canonical text; raise `ManifestMalformed` if none.

    The suite with short keys is `WeakSuite` unless the caller allows it by name.
    """
    try:
        value = parse_canonical(text)
    except NotCanonical as error:
        raise ManifestMalformed(str(error)) from error
    manifest = _read(value)
    _check(manifest)
    parameters = parameters_of(manifest.suite, allow_weak=allow_weak)
    check_seal(manifest, manifest.seal, parameters)
    if manifest.text != text:
        raise ManifestMalformed("a number is not written in its shortest form")
    return manifest


def _read(value: Any) -> Manifest:
    value = _MAY_BE_ABSENT | value if isinstance(value, dict) else value
    found = parts(value, Manifest, "manifest")
    lists = {
        "rules": Rule,
        "units": UnitRow,
        "criteria": CriterionColumn,
        "grades": GradeStep,
        "groups": GroupRow,
    }
    for name, kind in lists.items():
        found[name] = rows(value[name], kind, name)
    found["seal"] = read_seal(value["seal"])
    if value["scheme"] is not None:
        found["scheme"] = read_scheme(value["scheme"])
    return Manifest(**found)


def _check(manifest: Manifest) -> None:
    numbers = [group.number for group in manifest.groups]
    unit_keys = [unit.key for unit in manifest.units]
    wrong = {
        "poll": not manifest.poll,
        "units": not unit_keys or len(set(unit_keys)) != len(unit_keys),
        "criteria": not manifest.criteria,
        "grades": len(manifest.grades) < 2,
        "groups": not numbers or len(set(numbers)) != len(numbers),
        "groups.number": any(not 0 < number < GROUP_LIMIT for number in numbers),
        "threshold": not 1 <= manifest.threshold <= manifest.scrutineers,
    }
    for place, is_wrong in wrong.items():
        if is_wrong:
            raise ManifestMalformed(f"{place}: not possible")
    check_scheme(manifest)
