"""The printed ballot: what stands on it, and how it fits the paper."""

from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gongping.documents.typst import render
from gongping.foundation.names import local_name
from gongping.paper.marks import Keys, keys_under
from gongping.polls.selectors import manifest_of, rule_code

if TYPE_CHECKING:
    from ballotbox.manifest import Manifest
    from gongping.polls.models import Poll, VoterGroup

Row = dict[str, Any]
MOST_COPIES: Final = 500
TEMPLATE: Final = Path(__file__).parent / "typst" / "ballot.typ"


class Format(models.TextChoices):
    """On which paper a ballot is printed."""

    A3 = "a3", gettext_lazy("A3，一面")
    A4 = "a4", gettext_lazy("A4，放不下的印在反面")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a ballot fits a paper; lengths in millimetres, letters in points."""

    flipped: bool
    height: float
    column: float
    box: float
    size: float
    how: float


# With one criterion there is room for large boxes, with several there is not.
LAYOUTS: Final = {
    (Format.A3, False): _Layout(
        flipped=True, height=205, column=16, box=5.5, size=12, how=12
    ),
    (Format.A3, True): _Layout(
        flipped=True, height=200, column=7, box=4, size=9.5, how=12
    ),
    (Format.A4, False): _Layout(
        flipped=False, height=200, column=6.5, box=4, size=9, how=9.5
    ),
    (Format.A4, True): _Layout(
        flipped=True, height=112, column=4.3, box=3.2, size=8, how=9.5
    ),
}
HIGHEST_ROW: Final = 9.5
LOWEST_ROW: Final = 6.0
COLUMNS: Final = 2


def ballot_pdf(poll: "Poll", group: "VoterGroup", copies: int, paper: str) -> bytes:
    """Return so many equal sheets of a group's ballot, to be printed."""
    rules = manifest_of(poll)
    layout = LAYOUTS[Format(paper), len(rules.criteria) > 1]
    parts, row = _parts(rules, layout.height)
    content = {
        **asdict(layout),
        **_words(keys_under(rules)),
        "paper": paper,
        "copies": copies,
        "title": rules.title,
        "group": local_name(group),
        "rule_code": rule_code(poll),
        "rehearsal": rules.is_rehearsal,
        "parts": parts,
        "row": row,
        "criteria": [local_name(criterion) for criterion in rules.criteria],
        **_columns(rules, layout),
    }
    return render(TEMPLATE, content, tagged=False)


def _columns(rules: "Manifest", layout: _Layout) -> dict[str, Any]:
    """Return the columns of each criterion: a box a grade, or one to write a number."""
    if keys_under(rules).highest is None:
        names = [*(local_name(grade) for grade in rules.grades), _("不了解")]
        return {
            "grades": names,
            "widths": [layout.column] * len(names),
            "written": False,
        }
    wide = max(layout.column, layout.box * 3)
    return {
        "grades": [_("分数"), _("不了解")],
        "widths": [wide, layout.column],
        "written": True,
    }


def _parts(rules: "Manifest", height: float) -> tuple[list[list[Row]], float]:
    """Return the rows column by column, and how high a row may be.

    The head of a category never stands alone at the foot of a column.
    """
    rows = _rows(rules)
    most = int(height / LOWEST_ROW)
    in_one = min(ceil(len(rows) / COLUMNS) + 1, most)
    parts: list[list[Row]] = []
    while rows:
        end = in_one
        if len(rows) > end and rows[end - 1]["number"] is None:
            end -= 1
        parts.append(rows[:end])
        rows = rows[end:]
    return parts, min(HIGHEST_ROW, height / in_one)


def _rows(rules: "Manifest") -> list[Row]:
    rows: list[Row] = []
    before = ""
    for number, unit in enumerate(rules.units, 1):
        category = local_name(unit, "category")
        if category != before:
            rows.append({"number": None, "name": category})
        rows.append({"number": number, "name": local_name(unit)})
        before = category
    return rows


def _words(keys: Keys) -> dict[str, Any]:
    return {
        "lang": (get_language() or "zh")[:2],
        "words": {
            "group": _("票种"),
            "unit": _("单位"),
            "rule_code": _("规则码"),
            "rehearsal": _("演练，不作数"),
            "how": _how(keys),
        },
    }


def _how(keys: Keys) -> str:
    if keys.highest is not None:
        return _(
            "每个单位的每一项，写一个 %(low)d 到 %(high)d 的整数分。不了解的，"
            "在“不了解”的方框里打钩。没有写、写了两个数、超出范围或看不清的，整张票无效。"
            "填错了，请当面换一张。不要写姓名，不要折角、做记号。"
        ) % {"low": keys.lowest, "high": keys.highest}
    return _(
        "每个单位的每一项，在一个方框里打钩。不了解的，选“不了解”。"
        "一项选了两个、没有选或看不清的，整张票无效。"
        "填错了，请当面换一张。不要写姓名，不要折角、做记号。"
    )
