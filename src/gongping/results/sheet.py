"""The kept figures as a page reads them: in the reader's language, typed, in order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, islice
from typing import Any

from gongping.foundation.names import local_name

Figures = dict[str, Any]
Counts = tuple[int, ...]
"""Counts of one row: each grade, best first, and last 不了解."""


@dataclass(frozen=True, slots=True)
class Named:
    """A grade with its points, or a criterion with its weight."""

    name: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """A grade as voters name it: neighbouring steps that share a name are one."""

    name: str
    steps: int


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The counts of one voter group: what a count report lists.

    Of a group that is not shown there are none but of the roll. It `is_few` if it has
    too few ballots itself, and `is_silent` without any valid one.
    """

    number: int
    name: str
    weight: Decimal
    entitled: int
    collected: int | None
    received: int | None
    valid: int | None
    invalid: int | None
    abstained: int | None
    is_shown: bool
    is_few: bool
    is_silent: bool


@dataclass(frozen=True, slots=True)
class GroupPart:
    """What one group gave one unit; `None` in its place where it is not shown."""

    score: Decimal | None
    counts: tuple[Counts, ...]
    means: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands among those it is compared with.

    `value` is its score as compared where that is not its score: adjusted for leniency,
    because many cells are blank.
    Without an `interval` its error cannot be estimated. `robust` is given only where
    it would move the unit out of its likely `ranks`. A unit at a border `is_marked`
    only where that tells it from the others.
    """

    value: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    bar: tuple[Decimal, Decimal] | None
    tier: int
    is_border: bool
    is_marked: bool
    ranks: tuple[int, int]
    robust: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the sheet; `number` is its place in establishment order."""

    number: int
    key: int
    name: str
    category: str
    is_shown: bool
    score: Decimal | None
    score_fine: Decimal | None
    by_criterion: tuple[Decimal | None, ...]
    counts: tuple[Counts, ...] | None
    by_group: tuple[GroupPart | None, ...]
    place: Place | None = None
    margin: Decimal | None = None
    withheld: tuple[str, ...] = ()
    """Groups that are shown by themselves, but not of this unit."""

    @property
    def drawn(self) -> Decimal | None:
        """Return where the unit stands in the drawing: its score as it is compared."""
        adjusted = self.place.value if self.place else None
        return self.score if adjusted is None else adjusted

    @property
    def is_adjusted(self) -> bool:
        """Tell whether it is drawn elsewhere than at its score."""
        return self.score is not None and self.drawn != self.score

    @property
    def pooled(self) -> Counts | None:
        """Return the counts of all criteria together."""
        if self.counts is None:
            return None
        return tuple(sum(column) for column in zip(*self.counts, strict=True))

    @property
    def ballots(self) -> int:
        """Return how many ballots its counts are of."""
        return sum(self.counts[0]) if self.counts else 0


@dataclass(frozen=True, slots=True)
class ComparedSet:
    """Units that are compared with each other; without `tiers`, `why` says why not.

    `borders` of them cannot be told from some unit of a neighbouring tier.
    """

    name: str
    size: int
    tiers: int | None
    why: str
    borders: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One result, whole; `lines` are those asked for, in the order asked for.

    With `is_numeric` the grades are bands of numbers, by which no score is reckoned.
    """

    k: int
    groups: tuple[GroupLine, ...]
    criteria: tuple[Named, ...]
    grades: tuple[Named, ...]
    units: tuple[UnitLine, ...]
    lines: tuple[UnitLine, ...]
    quorum: Figures
    totals: Figures
    compared: tuple[ComparedSet, ...] = ()
    precision: Figures | None = None
    is_across: bool = False
    is_numeric: bool = False

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the grades as voters name them, the best first."""
        runs = groupby(grade.name for grade in self.grades)
        return tuple(Mark(name, len(list(run))) for name, run in runs)

    def by_mark(self, counts: Sequence[int]) -> Counts:
        """Return counts of the steps, joined to those of the grades they share."""
        left = iter(counts)
        return tuple(sum(islice(left, mark.steps)) for mark in self.marks)

    @property
    def hidden_groups(self) -> list[GroupLine]:
        """Return the groups that voted and are not shown by themselves."""
        return [g for g in self.groups if not g.is_shown and not g.is_silent]

    @property
    def silent_groups(self) -> list[GroupLine]:
        """Return the groups that count and of which no ballot is valid."""
        return [group for group in self.groups if group.weight and group.is_silent]

    def total(self, what: str) -> int:
        """Return a count over all groups, such as `valid`."""
        total: int = self.totals[what]
        return total

    def categories(self) -> list[tuple[str, int]]:
        """Return the categories with their number of units, in their order."""
        numbers: dict[str, int] = {}
        for unit in self.units:
            numbers[unit.category] = numbers.get(unit.category, 0) + 1
        return list(numbers.items())

    def shown_range(self) -> tuple[Decimal, Decimal] | None:
        """Return the lowest and the highest score of a unit that is shown."""
        scores = [unit.score for unit in self.units if unit.score is not None]
        return (min(scores), max(scores)) if scores else None


def sheet_of(
    figures: Figures,
    category: int | None = None,
    *,
    by_score: bool = False,
    is_across: bool = False,
) -> Sheet:
    """Return the sheet, of one category if its place is given.

    Units are compared within their category, or with all if `is_across` and no
    category is chosen. Units with the same published score stay in establishment order.
    """
    names = list(dict.fromkeys(local_name(u, "category") for u in figures["units"]))
    if category is not None and not 0 <= category < len(names):
        category = None
    is_across = is_across and category is None
    precision = figures.get("precision")
    sets = _sets(precision, category, is_across=is_across)
    units = _units(figures, sets, (precision or {}).get("margins", {}))
    lines = list(units)
    if category is not None:
        lines = [unit for unit in units if unit.category == names[category]]
    if by_score:
        order = {name: 0 if is_across else n for n, name in enumerate(names)}
        lines.sort(key=lambda unit: (order[unit.category], *_by_score(unit)))
    return Sheet(
        k=figures["k"],
        groups=tuple(_group(row, figures["k"]) for row in figures["groups"]),
        criteria=tuple(_named(row, "weight") for row in figures["criteria"]),
        grades=tuple(_named(row, "points") for row in figures["grades"]),
        units=units,
        lines=tuple(lines),
        quorum=figures["quorum"],
        totals=_totals(figures),
        compared=tuple(_compared(found, figures["units"]) for found in sets),
        precision=precision,
        is_across=is_across,
        is_numeric="numbers" in figures,
    )


def _by_score(unit: UnitLine) -> tuple[bool, Decimal]:
    return unit.drawn is None, -(unit.drawn or Decimal(0))


def _sets(
    precision: Figures | None, category: int | None, *, is_across: bool
) -> list[Figures]:
    """Return the sets in which units are compared on this sheet."""
    if not precision:
        return []
    if is_across:
        return [precision["across"]]
    within: list[Figures] = precision["within"]
    return within if category is None else [within[category]]


def _units(
    figures: Figures, sets: list[Figures], margins: dict[str, str]
) -> tuple[UnitLine, ...]:
    places = {
        key: _place(row, is_marked=row["border"] and not _are_most_at_borders(found))
        for found in sets
        for key, row in found["units"].items()
    }
    return tuple(
        _unit(row, n, places.get(str(n - 1)), margins.get(str(n - 1)), figures)
        for n, row in enumerate(figures["units"], 1)
    )


def _borders(found: Figures) -> int:
    return sum(row["border"] for row in found["units"].values())


def _are_most_at_borders(found: Figures) -> bool:
    return 2 * _borders(found) > len(found["units"])


def _compared(found: Figures, units: Sequence[Figures]) -> ComparedSet:
    same = (u for u in units if u["category"] == found["category"])
    name = local_name(next(same), "category") if found["category"] else ""
    borders = _borders(found)
    return ComparedSet(name, found["compared"], found["tiers"], found["why"], borders)


def category_starts(lines: Sequence[UnitLine], *, is_mixed: bool) -> list[bool]:
    """Tell for each line whether a new category begins there; never if `is_mixed`."""
    if is_mixed:
        return [False] * len(lines)
    return [
        n > 0 and line.category != lines[n - 1].category for n, line in enumerate(lines)
    ]


def _unit(
    row: Figures,
    number: int,
    place: Place | None,
    margin: str | None,
    figures: Figures,
) -> UnitLine:
    parts = zip(figures["groups"], row["by_group"], strict=True)
    withheld = [g for g, part in parts if part is None and g["is_shown"]]
    return UnitLine(
        number=number,
        key=row["key"],
        name=local_name(row, "name"),
        category=local_name(row, "category"),
        is_shown=row["is_shown"],
        score=_number(row["score"]),
        score_fine=_number(row["score_fine"]),
        by_criterion=tuple(_number(score) for score in row["by_criterion"]),
        counts=None if row["counts"] is None else _counts(row["counts"]),
        by_group=tuple(_part(part) for part in row["by_group"]),
        place=place,
        margin=_number(margin),
        withheld=tuple(map(local_name, withheld)) if row["counts"] else (),
    )


def _place(row: Figures, *, is_marked: bool) -> Place:
    return Place(
        value=_number(row["adjusted"]),
        interval=_ends(row["interval"]),
        bar=_ends(row["bar"]),
        tier=row["tier"],
        is_border=row["border"],
        is_marked=is_marked,
        ranks=(row["ranks"][0], row["ranks"][1]),
        robust=_number(row["robust"]),
    )


def _ends(pair: Sequence[str] | None) -> tuple[Decimal, Decimal] | None:
    return None if pair is None else (Decimal(pair[0]), Decimal(pair[1]))


def _part(part: Figures | None) -> GroupPart | None:
    if part is None:
        return None
    means = tuple(_number(mean) for mean in part.get("means", ()))
    return GroupPart(_number(part["score"]), _counts(part["counts"]), means)


def _group(row: Figures, k: int) -> GroupLine:
    numbers = {
        key: row[key]
        for key in (
            "number", "entitled", "collected", "received", "valid", "invalid",
            "abstained", "is_shown",
        )
    }  # fmt: skip
    # Results counted before these were kept have the counts of every group.
    return GroupLine(
        name=local_name(row, "name"),
        weight=Decimal(row["weight"]),
        is_few=row["is_few"] if "is_few" in row else row["valid"] < k,
        is_silent=row["is_silent"] if "is_silent" in row else not row["valid"],
        **numbers,
    )


def _totals(figures: Figures) -> Figures:
    """Return the counts of all groups together."""
    if "totals" in figures:
        found: Figures = figures["totals"]
        return found
    rows = figures["groups"]
    summed = ("entitled", "collected", "received", "valid", "invalid", "abstained")
    reasons = sum((Counter(row["invalid_reasons"]) for row in rows), Counter[str]())
    return {
        **{key: sum(row[key] for row in rows) for key in summed},
        "invalid_reasons": dict(reasons),
    }


def _named(row: Figures, number: str) -> Named:
    return Named(local_name(row, "name"), Decimal(row[number]))


def _counts(rows: Sequence[Sequence[int]]) -> tuple[Counts, ...]:
    return tuple(tuple(row) for row in rows)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
