"""Published totals: the count as a text that anybody can compare with their own.

What must not be disclosed is left out: a whole group, or one unit of a group, which
then has no rows.
"""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from ballotbox.canonical import canonical_json, parse_canonical
from ballotbox.errors import BallotBoxError
from ballotbox.fields import NUMBER, many
from ballotbox.findings import TotalsDiffer, TotalsMalformed
from ballotbox.tally import GroupTally, Tally
from ballotbox.validity import Reason

if TYPE_CHECKING:
    from ballotbox.counts import Turnout
    from ballotbox.manifest import Manifest

_Unit = tuple[tuple[int, ...], ...]
WITHHELD: Final[_Unit] = ()
"""Stands for a unit of which a group's grades are not published."""

_HISTOGRAM = many(many(many(NUMBER)))
_NUMBERS = ("group", "issued", "received", "valid", "abstained")


def totals_text(tally: Tally) -> str:
    """Return the one text of a count, as it is published."""
    return canonical_json({"totals": [asdict(group) for group in tally.groups]})


def parse_totals(text: str) -> Tally:
    """Return the count of a text; raise `TotalsMalformed` if there is none."""
    try:
        value = parse_canonical(text)
        tally = Tally(tuple(_group(row) for row in value["totals"]))
    except (BallotBoxError, KeyError, TypeError, ValueError) as error:
        raise TotalsMalformed(f"{type(error).__name__}: {error}") from error
    if totals_text(tally) != text:
        raise TotalsMalformed("it holds more than totals")
    return tally


def verify_totals_fit(
    manifest: "Manifest", published: Tally, turnouts: Iterable["Turnout"]
) -> None:
    """Raise `TotalsDiffer` unless the totals add up to the numbers on the board."""
    on_board = {row.group: (row.issued, row.all_received) for row in turnouts}
    numbers = [group.group for group in published.groups]
    if len(set(numbers)) < len(numbers):
        raise TotalsDiffer("a group stands there twice")
    for group in published.groups:
        if on_board.get(group.group) != (group.issued, group.received):
            raise TotalsDiffer(f"group {group.group}: not as on the board")
        for fault, is_wrong in _faults(manifest, group).items():
            if is_wrong:
                raise TotalsDiffer(f"group {group.group}: {fault}")


def verify_totals(published: Tally, counted: Tally) -> dict[int, int]:
    """Return for each group that was counted how many units were so published.

    Raise `TotalsDiffer` if one was published otherwise. That the totals have a row for
    each unit, `verify_totals_fit` must have seen before.
    """
    compared = {}
    found = {group.group: group for group in published.groups}
    for group in counted.groups:
        theirs = found.get(group.group)
        if theirs is not None:
            if not _agrees(theirs, group):
                raise TotalsDiffer(f"group {group.group}: it comes out differently")
            compared[group.group] = sum(bool(unit) for unit in theirs.histogram)
    return compared


def _faults(manifest: "Manifest", group: GroupTally) -> dict[str, bool]:
    """Return what can be wrong with the totals of a group, and whether it is."""
    invalid = sum(number for _, number in group.invalid)
    return {
        "valid and invalid are not all that came in": group.valid + invalid
        != group.received,
        "more abstained than are valid": group.abstained > group.valid,
        "not a place for each unit": len(group.histogram) != len(manifest.units),
        "a unit's rows are not the sums of their grades": any(
            not _adds_up(manifest, unit, group.valid) for unit in group.histogram
        ),
    }


def _adds_up(manifest: "Manifest", unit: _Unit, valid: int) -> bool:
    width = len(manifest.grades) + 1
    return not unit or (
        len(unit) == len(manifest.criteria)
        and all(len(cell) == width and sum(cell) == valid for cell in unit)
    )


def _agrees(published: GroupTally, counted: GroupTally) -> bool:
    """Tell whether all is the same but the units that are withheld."""
    units = zip(published.histogram, counted.histogram, strict=True)
    kept = tuple(ours if theirs else WITHHELD for theirs, ours in units)
    return published == replace(counted, histogram=kept)


def _group(row: dict[str, Any]) -> GroupTally:
    return GroupTally(
        **{name: NUMBER.read(row[name]) for name in _NUMBERS},
        invalid=tuple((Reason(name), NUMBER.read(n)) for name, n in row["invalid"]),
        histogram=_HISTOGRAM.read(row["histogram"]),
    )
