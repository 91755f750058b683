"""Published totals: the count as a text that anybody can compare with their own."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ballotbox.canonical import canonical_json, parse_canonical
from ballotbox.errors import BallotBoxError
from ballotbox.fields import NUMBER, many
from ballotbox.findings import TotalsDiffer, TotalsMalformed
from ballotbox.tally import GroupTally, Tally
from ballotbox.validity import Reason

if TYPE_CHECKING:
    from ballotbox.counts import Turnout

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


def verify_totals_fit(published: Tally, turnouts: Iterable["Turnout"]) -> None:
    """Raise `TotalsDiffer` unless the totals add up to the numbers on the board."""
    received = {row.group: row.received + row.paper_received for row in turnouts}
    for group in published.groups:
        place = f"group {group.group}"
        if received.get(group.group) != group.received:
            raise TotalsDiffer(f"{place}: another number of ballots than on the board")
        if group.valid + sum(number for _, number in group.invalid) != group.received:
            raise TotalsDiffer(f"{place}: valid and invalid are not all that came in")
        if any(sum(cell) != group.valid for unit in group.histogram for cell in unit):
            raise TotalsDiffer(f"{place}: a row is not the sum of its grades")


def verify_totals(published: Tally, counted: Tally) -> None:
    """Raise `TotalsDiffer` unless every group that was counted was so published."""
    found = {group.group: group for group in published.groups}
    for group in counted.groups:
        if found.get(group.group) != group:
            raise TotalsDiffer(f"group {group.group}: the count comes out differently")


def _group(row: dict[str, Any]) -> GroupTally:
    return GroupTally(
        **{name: NUMBER.read(row[name]) for name in _NUMBERS},
        invalid=tuple((Reason(name), NUMBER.read(n)) for name, n in row["invalid"]),
        histogram=_HISTOGRAM.read(row["histogram"]),
    )
