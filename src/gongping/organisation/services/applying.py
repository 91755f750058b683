"""Carrying a plan out: units, then people with posts, then links."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Model

from gongping.documents.excel import Fate, Line
from gongping.organisation.models import (
    LeaderUnitLink,
    Person,
    Post,
    PostKind,
    Unit,
)
from gongping.organisation.plan.known import Known, load
from gongping.organisation.searching import search_text_of
from gongping.organisation.services.journal import Journal, rows_of
from gongping.organisation.services.units import get_or_add_category
from gongping.organisation.workbook import LINKS, PEOPLE, POST_WORDS, UNITS

OUT_OF_THE_WAY = 10_000_000
BATCH = 500
WRITTEN_POSTS = frozenset(POST_WORDS.values())


def carry_out(lines: Sequence[Line], on: date, *, is_synthetic: bool) -> Journal:
    """Write what is new or changed, dated `on`, and return what was written."""
    journal = Journal()
    due = [line for line in lines if line.fate in {Fate.NEW, Fate.CHANGED}]
    _write_units(
        [x for x in due if x.sheet == UNITS], journal, is_synthetic=is_synthetic
    )
    people = [x for x in due if x.sheet == PEOPLE]
    _write_people(people, journal, is_synthetic=is_synthetic)
    _write_posts(people, on, journal)
    _write_links(
        [x for x in due if x.sheet == LINKS], on, journal, is_synthetic=is_synthetic
    )
    return journal


def _write_units(
    lines: Sequence[Line], journal: Journal, *, is_synthetic: bool
) -> None:
    known = load()
    _add_categories(lines, known, journal)
    changed = [known.units[x.name] for x in lines if x.name in known.units]
    _step_aside(changed, journal)
    new = [
        Unit(name=x.name, is_synthetic=is_synthetic)
        for x in lines
        if x.name not in known.units
    ]
    units = {unit.name: unit for unit in (*changed, *new)}
    for line in lines:
        unit, values = units[line.name], line.values
        unit.position, unit.name_en = values["position"], values["name_en"] or ""
        unit.level = values["level"]
        unit.category = known.categories[values["category"]]
    journal.created(Unit.objects.bulk_create(new, BATCH))
    everybody = known.units | units
    for line in lines:
        units[line.name].parent = everybody.get(line.values["parent"] or "")
    _update(Unit, units.values())


def _add_categories(lines: Sequence[Line], known: Known, journal: Journal) -> None:
    for name in dict.fromkeys(line.values["category"] for line in lines):
        if name not in known.categories:
            known.categories[name] = get_or_add_category(name)
            journal.created([known.categories[name]])


def _step_aside(units: Sequence[Unit], journal: Journal) -> None:
    """Free the places of units that change, so that two can swap theirs."""
    for unit in units:
        journal.changing(unit)
        unit.position += OUT_OF_THE_WAY
    _update(Unit, units)


def _update(model: type[Model], rows: Iterable[Model]) -> None:
    names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    rows_of(model).bulk_update(list(rows), names, BATCH)


def _write_people(
    lines: Sequence[Line], journal: Journal, *, is_synthetic: bool
) -> None:
    known = load()
    changed, new = [], []
    for line in lines:
        values = line.values
        person = known.people.get(values["staff_no"])
        if person:
            journal.changing(person)
            changed.append(person)
        else:
            person = Person(staff_no=values["staff_no"], is_synthetic=is_synthetic)
            new.append(person)
        for name in ("name", "rank", "position", "is_active"):
            setattr(person, name, values[name])
        person.name_en = values["name_en"] or ""
        person.unit = known.units.get(values["unit"] or "")
        person.search_text = search_text_of(
            person.name, person.name_en, person.staff_no
        )
    journal.created(Person.objects.bulk_create(new, BATCH))
    _update(Person, changed)


def _write_posts(lines: Sequence[Line], on: date, journal: Journal) -> None:
    """End what is no longer held before anything new begins."""
    known = load()
    ended, begun = [], []
    for line in lines:
        person = known.people[line.values["staff_no"]]
        wanted = {
            (kind, None if kind == PostKind.LEADER else person.unit_id)
            for kind in line.values["kinds"]
        }
        held = known.posts.get(person.pk, {})
        ended += [
            post
            for key, post in held.items()
            if key not in wanted and (key[0] in WRITTEN_POSTS or not person.is_active)
        ]
        begun += [
            Post(person=person, kind=kind, unit_id=unit_id, started_on=on)
            for kind, unit_id in sorted(wanted - held.keys(), key=str)
        ]
        if PostKind.LEADER not in line.values["kinds"]:
            _end_links_of(person, known, on, journal)
    _end(ended, on, journal)
    journal.created(Post.objects.bulk_create(begun, BATCH))


def _end_links_of(person: Person, known: Known, on: date, journal: Journal) -> None:
    links = [x for (number, _u), x in known.links.items() if number == person.staff_no]
    _end(links, on, journal)


def _end(rows: Sequence[Post | LeaderUnitLink], on: date, journal: Journal) -> None:
    for row in rows:
        journal.changing(row)
        row.ended_on = max(on, row.started_on)
    if rows:
        _update(type(rows[0]), rows)


def _write_links(
    lines: Sequence[Line],
    on: date,
    journal: Journal,
    *,
    is_synthetic: bool,
) -> None:
    known = load()
    corrected, ended, begun = [], [], []
    for line in lines:
        number, unit, kind = (line.values[k] for k in ("leader_no", "unit", "kind"))
        old = known.links.get((number, unit))
        if old and kind and old.started_on == on:
            journal.changing(old)
            old.kind = kind
            corrected.append(old)
            continue
        if old:
            ended.append(old)
        if kind:
            begun.append(
                LeaderUnitLink(
                    leader=known.people[number], unit=known.units[unit], kind=kind,
                    started_on=on, is_synthetic=is_synthetic,
                )
            )  # fmt: skip
    _update(LeaderUnitLink, corrected)
    _end(ended, on, journal)
    journal.created(LeaderUnitLink.objects.bulk_create(begun, BATCH))
