"""What the sheet 人员 would do."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_noop

from gongping.documents.excel import LIST_MARK, Line, Row, SheetRows
from gongping.organisation.models import Person, PostKind
from gongping.organisation.plan.draft import Draft, line_of, repeated, written_row
from gongping.organisation.plan.known import Known
from gongping.organisation.workbook import (
    PEOPLE,
    PERSON_COLUMNS,
    POST_WORDS,
    UNITS,
)

HELD_BY_ONE = (PostKind.UNIT_HEAD.value, PostKind.PARTY_SECRETARY.value)
WORD_OF = {kind: word for word, kind in POST_WORDS.items()}


def plan_people(draft: Draft) -> None:
    """Add the lines and problems of the people to the draft."""
    sheet = _completed(draft)
    for row, first in repeated(sheet, "staff_no"):
        draft.complain(
            sheet, row, "staff_no",
            gettext_noop(
                "工号 %(number)s 与第 %(first)d 行重复。一人一个工号，请改正。"
            ),
            number=row["staff_no"], first=first,
        )  # fmt: skip
    for row in sheet:
        _check_unit(draft, sheet, row)
    _find_second_heads(draft, sheet)
    draft.add_lines(sheet, _lines(draft, sheet))


def _completed(draft: Draft) -> SheetRows:
    """Return the sheet with what is left out filled in from what is known."""
    sheet = draft.sheets[PEOPLE]
    rows = []
    for row in sheet:
        values = dict(row.values)
        person = draft.known.people.get(values["staff_no"] or "")
        kept = values_of(person, draft.known) if person else {}
        values |= {key: kept[key] for key in sheet.absent if key in kept}
        if values["position"] is None:
            values["position"] = person.position if person else row.number
        if values["is_active"] is None:
            values["is_active"] = True
        kinds = values["kinds"] if values["is_active"] else ()
        values["kinds"] = _in_order(kinds or ())
        rows.append(replace(row, values=values))
    return replace(sheet, rows=tuple(rows))


def values_of(person: Person, known: Known) -> dict[str, Any]:
    """Return a person as a row of the workbook."""
    return {
        "staff_no": person.staff_no,
        "name": person.name,
        "name_en": person.name_en,
        "unit": person.unit.name if person.unit else "",
        "rank": person.rank,
        "kinds": _in_order(known.kinds_of(person)),
        "position": person.position,
        "is_active": person.is_active,
    }


def _in_order(kinds: Any) -> list[str]:
    return [kind for kind in POST_WORDS.values() if kind in kinds]


def _check_unit(draft: Draft, sheet: SheetRows, row: Row) -> None:
    if "unit" in row.bad or not row["is_active"]:
        return
    in_unit = [kind for kind in row["kinds"] if kind != PostKind.LEADER]
    if row["unit"]:
        _check_unit_is_known(draft, sheet, row)
    elif "kinds" in row.bad:
        return
    elif in_unit:
        draft.complain(
            sheet, row, "unit",
            gettext_noop("没有填所在单位，却有职务“%(post)s”。请填单位或改职务。"),
            post=LIST_MARK.join(WORD_OF[kind] for kind in in_unit),
        )  # fmt: skip
    elif PostKind.LEADER not in row["kinds"]:
        draft.complain(
            sheet, row, "unit",
            gettext_noop("没有填所在单位。只有部领导可以不填；若是，请在职务里写部领导。"),
        )  # fmt: skip


def _check_unit_is_known(draft: Draft, sheet: SheetRows, row: Row) -> None:
    if row["unit"] in draft.unit_names or draft.sheets[UNITS].is_unreadable:
        return
    text = gettext_noop("没有单位“%(name)s”。请在“单位”表里加上它，或改正名称。")
    draft.complain_unknown(sheet, row, "unit", draft.unit_names, text)


def _find_second_heads(draft: Draft, sheet: SheetRows) -> None:
    """Name each row that would give a unit a second head or secretary."""
    holders = _holders_outside(draft, sheet)
    for row in sheet:
        if not row["is_active"] or not row["unit"]:
            continue
        for kind in HELD_BY_ONE:
            if kind not in row["kinds"]:
                continue
            before = holders[row["unit"], kind]
            if before:
                _complain_of_second(draft, sheet, row, kind, before[0])
            before.append(f"{row['name'] or ''} {row['staff_no'] or ''}".strip())


def _holders_outside(
    draft: Draft, sheet: SheetRows
) -> defaultdict[tuple[str, str], list[str]]:
    """Return today's heads and secretaries of whom the sheet says nothing."""
    named = {row["staff_no"] for row in sheet}
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for number, person in draft.known.people.items():
        if number in named:
            continue
        for kind, _unit_id in draft.known.posts.get(person.pk, {}):
            post = draft.known.posts[person.pk][kind, _unit_id]
            if post.unit:
                found[post.unit.name, kind].append(f"{person.name} {number}")
    return found


def _complain_of_second(
    draft: Draft, sheet: SheetRows, row: Row, kind: str, other: str
) -> None:
    draft.complain(
        sheet, row, "kinds",
        gettext_noop(
            "“%(unit)s”已有%(post)s“%(other)s”，一个单位只能有一位。"
            "请改其中一人的职务；另一人若不在表里，也请写进来。"
        ),
        unit=row["unit"], post=WORD_OF[kind], other=other,
    )  # fmt: skip


def _lines(draft: Draft, sheet: SheetRows) -> Iterator[Line]:
    for row in sheet:
        person = draft.known.people.get(row["staff_no"] or "")
        old = values_of(person, draft.known) if person else {}
        before = written_row(PERSON_COLUMNS, old) if person else {}
        after = written_row(PERSON_COLUMNS, row.values)
        name = f"{row['name'] or ''} {row['staff_no'] or ''}".strip()
        yield line_of(PEOPLE, row, name, (before, after), is_new=person is None)
