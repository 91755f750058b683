"""What the sheet 领导联系 would do."""

from collections import defaultdict
from dataclasses import replace

from django.utils.translation import gettext_noop

from gongping.documents.excel import Line, Row, SheetRows
from gongping.organisation.models import PostKind
from gongping.organisation.plan.draft import Draft, line_of, written_row
from gongping.organisation.workbook import LINK_COLUMNS, LINKS, PEOPLE, UNITS

RELATION = LINK_COLUMNS[-1]
Numbers = dict[str, list[str]]


def plan_links(draft: Draft) -> None:
    """Add the lines and problems of the links to the draft."""
    sheet = draft.sheets[LINKS]
    leaders = leader_numbers(draft)
    everybody = _everybody(draft)
    lines = []
    seen: dict[tuple[str, str], int] = {}
    for row in sheet:
        number = _number_of(draft, sheet, row, (leaders, everybody))
        is_known = _is_unit_known(draft, sheet, row)
        if number and is_known:
            _check_once(draft, sheet, row, (number, seen))
        lines.append(_line(draft, row, number))
    draft.add_lines(sheet, lines)


def leader_numbers(draft: Draft) -> Numbers:
    """Return the staff numbers of all leaders-to-be, by name and by number."""
    found: Numbers = defaultdict(list)
    named = set()
    for row in draft.sheets[PEOPLE]:
        named.add(row["staff_no"])
        is_leader = PostKind.LEADER in (row["kinds"] or ())
        if is_leader and row["is_active"] is not False and row["staff_no"]:
            _note(found, row["name"] or "", row["staff_no"])
    for number, person in draft.known.people.items():
        if number not in named and draft.known.is_leader(person):
            _note(found, person.name, number)
    return found


def _note(found: Numbers, name: str, number: str) -> None:
    found[number] = [number]
    if number not in found[name]:
        found[name].append(number)


def _everybody(draft: Draft) -> set[str]:
    names = {str(row["name"]) for row in draft.sheets[PEOPLE]}
    numbers = {str(row["staff_no"]) for row in draft.sheets[PEOPLE]}
    kept = {person.name for person in draft.known.people.values()}
    return names | numbers | kept | draft.known.people.keys()


def _number_of(
    draft: Draft, sheet: SheetRows, row: Row, among: tuple[Numbers, set[str]]
) -> str:
    leaders, everybody = among
    name = row["leader"]
    if not name or (draft.sheets[PEOPLE].is_unreadable and name not in leaders):
        return ""
    numbers = leaders.get(name, [])
    if len(numbers) == 1:
        return numbers[0]
    if numbers:
        text = gettext_noop("部领导里有几位“%(name)s”。请改填工号。")
        draft.complain(sheet, row, "leader", text, name=name)
    elif name in everybody:
        text = gettext_noop(
            "“%(name)s”不是部领导。请在“人员”表的职务里写部领导，或改成部领导的姓名。"
        )
        draft.complain(sheet, row, "leader", text, name=name)
    else:
        text = gettext_noop("没有部领导“%(name)s”。请在“人员”表里加上，或改正姓名。")
        draft.complain_unknown(sheet, row, "leader", leaders, text)
    return ""


def _is_unit_known(draft: Draft, sheet: SheetRows, row: Row) -> bool:
    if not row["unit"] or draft.sheets[UNITS].is_unreadable:
        return False
    if row["unit"] in draft.unit_names:
        return True
    text = gettext_noop("没有单位“%(name)s”。请在“单位”表里加上它，或改正名称。")
    draft.complain_unknown(sheet, row, "unit", draft.unit_names, text)
    return False


def _check_once(
    draft: Draft,
    sheet: SheetRows,
    row: Row,
    told: tuple[str, dict[tuple[str, str], int]],
) -> None:
    number, seen = told
    key = (number, row["unit"])
    if key in seen:
        draft.complain(
            sheet, row, "unit",
            gettext_noop(
                "这位领导和“%(unit)s”在第 %(first)d 行已经有了。"
                "一对只写一行：分管或联系。"
            ),
            unit=row["unit"], first=seen[key],
        )  # fmt: skip
    seen.setdefault(key, row.number)


def _line(draft: Draft, row: Row, number: str) -> Line:
    link = draft.known.links.get((number, row["unit"] or ""))
    before = written_row((RELATION,), {"kind": link.kind}) if link else {}
    after = written_row((RELATION,), {"kind": row["kind"]})
    is_new = link is None and bool(row["kind"])
    values = {**row.values, "leader_no": number}
    if not row["kind"] and link is not None:
        after = {RELATION.title: next(w for w, k in RELATION.choices.items() if not k)}
    return line_of(
        LINKS,
        replace(row, values=values),
        f"{row['leader'] or ''} · {row['unit'] or ''}",
        (before, after),
        is_new=is_new,
    )
