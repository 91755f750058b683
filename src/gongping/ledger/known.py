"""What the rows of a workbook are compared with: items, units, people, focuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongping.documents.excel import LIST_MARK, CellProblem, Row
from gongping.foundation import clock
from gongping.ledger.fields import ItemFields, Path, path_in_words, tidy
from gongping.ledger.models import LedgerItem, YearFocus
from gongping.ledger.workbook import KINDS, TRACKS
from gongping.organisation.selectors import list_people, list_units

if TYPE_CHECKING:
    from gongping.organisation.models import Person, Unit

BATCH = 5_000
_WORDS = {
    "track": {value: label for label, value in reversed(TRACKS.items())},
    "kind": {value: label for label, value in reversed(KINDS.items())},
}


@dataclass(slots=True)
class Known:
    """Everything that cells can mean, fetched at once."""

    today: date
    units: dict[str, "Unit"]
    names_of_units: dict[int, "Unit"]
    people: dict[tuple[int | None, str], list["Person"]]
    names_of_people: dict[int, "Person"]
    focuses: dict[str, int]
    names_of_focuses: dict[int, str]
    by_number: dict[str, LedgerItem] = field(default_factory=dict)
    by_title: dict[tuple[int | None, str], list[LedgerItem]] = field(
        default_factory=dict
    )

    # --- From words to keys -----------------------------------------------------

    def find(self, key: str, text: str, unit: int | None) -> Any:
        """Return the key or keys meant; raise `CellProblem` with what to do."""
        if key == "person":
            return self.person(text, unit)
        if key == "supporting":
            return self.supporting(text)
        return self.focus(text)

    def unit(self, text: str) -> int:
        """Return the one unit of this name."""
        if text in self.units:
            return self.units[text].pk
        parts = [part for part in _split(text) if part in self.units]
        if len(parts) > 1:
            raise CellProblem(
                gettext_noop(
                    "写了 %(n)d 个单位：%(list)s。牵头单位只能有一个，"
                    "其余请移到“配合单位”。"
                ),
                n=len(parts),
                list=LIST_MARK.join(parts),
            )
        raise self._unknown_unit(text)

    def _unknown_unit(self, text: str) -> CellProblem:
        near = get_close_matches(text, list(self.units), n=1, cutoff=0.4)
        if near:
            return CellProblem(
                gettext_noop("没有单位“%(text)s”。是不是“%(near)s”？请写单位全称。"),
                text=text[:20],
                near=near[0],
            )
        return CellProblem(
            gettext_noop("没有单位“%(text)s”。请写单位全称，或先在“组织”里添加。"),
            text=text[:20],
        )

    def supporting(self, text: str) -> tuple[int, ...]:
        """Return the units that are to help, in establishment order."""
        found = []
        for part in _split(text):
            if part not in self.units:
                raise self._unknown_unit(part)
            found.append(self.units[part])
        ordered = sorted(set(found), key=lambda unit: unit.position)
        return tuple(unit.pk for unit in ordered)

    def person(self, text: str, unit: int | None) -> int:
        """Return the person of the lead unit; 姓名（工号） tells two apart."""
        name, _open, rest = text.replace("(", "（").partition("（")
        name, staff_no = name.strip(), rest.rstrip("）) ").strip()
        same = self.people.get((unit, name), [])
        if staff_no:
            same = [person for person in same if person.staff_no == staff_no]
        if len(same) == 1:
            return same[0].pk
        if same:
            raise CellProblem(
                gettext_noop(
                    "有 %(n)d 个“%(name)s”。请写成“%(name)s（%(staff_no)s）”说明是谁。"
                ),
                n=len(same),
                name=name[:20],
                staff_no=same[0].staff_no,
            )
        raise self._unknown_person(text, name, unit)

    def _unknown_person(self, text: str, name: str, unit: int | None) -> CellProblem:
        if unit is None:
            return CellProblem(
                gettext_noop("没有牵头单位，认不出责任人。请先填牵头单位。")
            )
        elsewhere = [
            p for (_u, n), group in self.people.items() if n == name for p in group
        ]
        words = {"text": text[:20], "unit": self.unit_name(unit)}
        if elsewhere:
            other = elsewhere[0].unit.name if elsewhere[0].unit else ""
            return CellProblem(
                gettext_noop(
                    "“%(text)s”不在%(unit)s，在%(other)s。责任人要从牵头单位里选。"
                ),
                **words,
                other=other or _("部领导"),
            )
        names = [n for u, n in self.people if u == unit]
        near = get_close_matches(name, names, n=1, cutoff=0.4)
        if near:
            return CellProblem(
                gettext_noop("%(unit)s没有“%(text)s”。是不是“%(near)s”？"),
                **words,
                near=near[0],
            )
        return CellProblem(
            gettext_noop("%(unit)s没有“%(text)s”。请核对姓名，或先在“组织”里添加。"),
            **words,
        )

    def focus(self, text: str) -> int:
        """Return the year focus with exactly these words."""
        if text in self.focuses:
            return self.focuses[text]
        near = get_close_matches(text, list(self.focuses), n=1, cutoff=0.4)
        if near:
            raise CellProblem(
                gettext_noop("没有年度要求“%(text)s”。是不是“%(near)s”？"),
                text=text[:20],
                near=near[0],
            )
        raise CellProblem(
            gettext_noop("没有年度要求“%(text)s”。请照年度要求的原文写，或留空。"),
            text=text[:20],
        )

    # --- From keys to words -----------------------------------------------------

    def unit_name(self, key: int | None) -> str:
        """Return the name of a unit, empty for none."""
        unit = self.names_of_units.get(key or 0)
        return unit.name if unit else ""

    def person_name(self, key: int | None) -> str:
        """Return the name of a person, with the number where two have it."""
        person = self.names_of_people.get(key or 0)
        if person is None:
            return ""
        same = self.people.get((person.unit_id, person.name), [])
        return f"{person.name}（{person.staff_no}）" if len(same) > 1 else person.name

    def words(self, typed: ItemFields, kind: str, sketch: str) -> dict[str, str]:
        """Return what the cells of the typed columns would hold."""
        helpers = [self.names_of_units.get(key) for key in typed.supporting_units]
        ordered = sorted(filter(None, helpers), key=lambda unit: unit.position)
        return {
            "track": _WORDS["track"].get(typed.track, ""),
            "kind": _WORDS["kind"].get(kind, ""),
            "title": tidy(typed.title),
            "goal": tidy(typed.goal),
            "measures": tidy(typed.measures),
            "path": path_in_words(typed.milestones) or sketch,
            "lead_unit": self.unit_name(typed.lead_unit),
            "supporting": LIST_MARK.join(unit.name for unit in ordered),
            "person": self.person_name(typed.responsible_person),
            "started_on": typed.started_on.isoformat() if typed.started_on else "",
            "due_on": typed.due_on.isoformat() if typed.due_on else "",
            "party_link": tidy(typed.party_link),
            "year_focus": self.names_of_focuses.get(typed.year_focus or 0, ""),
        }

    # --- What an item has now ---------------------------------------------------

    def kept(self, item: LedgerItem | None, key: str) -> Any:
        """Return the key or keys that an item has now, for an absent column."""
        if item is None:
            return None
        if key == "person":
            return item.responsible_person_id
        if key == "supporting":
            return tuple(support.unit_id for support in item.supporting.all())
        return item.year_focus_id

    def path(self, item: LedgerItem) -> Path:
        """Return the path that an item has now."""
        return tuple((m.title, m.due_on) for m in item.milestones.all())


def described(item: LedgerItem, known: Known) -> dict[str, str]:
    """Return what the cells of an item hold now, by column."""
    typed = ItemFields(
        title=item.title,
        track=item.track,
        year_focus=item.year_focus_id,
        lead_unit=item.lead_unit_id,
        responsible_person=item.responsible_person_id,
        supporting_units=known.kept(item, "supporting"),
        started_on=item.started_on,
        due_on=item.due_on,
        goal=item.goal,
        measures=item.measures,
        party_link=item.party_link,
        milestones=known.path(item),
    )
    return known.words(typed, item.kind, item.path_sketch)


Standing = tuple[Any, ...]


def standing_now() -> Standing:
    """Return what differs as soon as the same rows could mean something else.

    Four queries, however many items there are.
    """
    ledger = LedgerItem.objects.aggregate(Count("pk"), Max("pk"), Sum("version"))
    return (
        tuple(sorted(ledger.items())),
        tuple(YearFocus.objects.order_by("pk").values_list("pk", "text")),
        tuple((unit.pk, unit.name, unit.position) for unit in list_units()),
        tuple((p.pk, p.name, p.staff_no, p.unit_id) for p in list_people()),
    )


def load(rows: Iterable[Row]) -> Known:
    """Fetch what the rows may mean. Seven queries, more beyond thousands of rows."""
    known = _surroundings()
    numbers = {tidy(str(row.values.get("number") or "")) for row in rows} - {""}
    titles = {
        tidy(str(row.values.get("title") or ""))
        for row in rows
        if not row.values.get("number")
    } - {""}
    for name, wanted in (("number", sorted(numbers)), ("title", sorted(titles))):
        for start in range(0, len(wanted), BATCH):
            _remember(known, {f"{name}__in": wanted[start : start + BATCH]})
    _remember_names(known)
    return known


def load_for(items: Iterable[LedgerItem]) -> Known:
    """Fetch what describing these items takes. Five queries."""
    known = _surroundings()
    for item in items:
        known.by_number[item.number] = item
    _remember_names(known)
    return known


def _surroundings() -> Known:
    people: dict[tuple[int | None, str], list[Person]] = {}
    for person in list_people():
        people.setdefault((person.unit_id, person.name), []).append(person)
    focuses = dict(YearFocus.objects.order_by("year").values_list("text", "pk"))
    units = list_units()
    return Known(
        today=clock.today(),
        units={unit.name: unit for unit in units},
        names_of_units={unit.pk: unit for unit in units},
        people=people,
        names_of_people={p.pk: p for group in people.values() for p in group},
        focuses=focuses,
        names_of_focuses={pk: text for text, pk in focuses.items()},
    )


def _remember(known: Known, condition: Mapping[str, Any]) -> None:
    rows = LedgerItem.objects.filter(**condition)
    rows = rows.select_related("lead_unit", "responsible_person", "year_focus")
    for item in rows.prefetch_related("milestones", "supporting__unit"):
        if item.number in known.by_number:
            continue
        known.by_number[item.number] = item
        same = known.by_title.setdefault((item.lead_unit_id, item.title), [])
        same.append(item)


def _remember_names(known: Known) -> None:
    """Units that ended and people who left are still what old items say."""
    for item in known.by_number.values():
        if item.lead_unit is not None:
            known.names_of_units.setdefault(item.lead_unit.pk, item.lead_unit)
        if item.responsible_person is not None:
            person = item.responsible_person
            known.names_of_people.setdefault(person.pk, person)
        if item.year_focus is not None:
            known.names_of_focuses.setdefault(item.year_focus.pk, item.year_focus.text)
        for support in item.supporting.all():
            known.names_of_units.setdefault(support.unit_id, support.unit)


def _split(text: str) -> list[str]:
    for mark in ("，", ",", "；", ";", "/", "\n"):
        text = text.replace(mark, LIST_MARK)
    return [part.strip() for part in text.split(LIST_MARK) if part.strip()]
