"""The lines of a preview, in words, by what becomes of them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongping.documents.excel import Fate, Line, Problem
from gongping.ledger import selectors
from gongping.ledger.states import ImportState

PROBLEMS_SHOWN = 200


def fate_words() -> dict[str, str]:
    """Return what becomes of a row, in a word each."""
    return {
        Fate.NEW: _("新增"),
        Fate.CHANGED: _("更新"),
        Fate.UNCHANGED: _("不变"),
        Fate.BAD: _("有错"),
    }


def heading_of(batch: Any) -> str:
    """Return what the page of a batch is about."""
    headings = {
        ImportState.STAGED: _("导入预览"),
        ImportState.APPLIED: _("已导入"),
        ImportState.UNDONE: _("已撤销的导入"),
        ImportState.DISCARDED: _("已放弃的导入"),
    }
    return headings[ImportState(batch.state)]


def sentence_of(batch: Any) -> str:
    """Say in one line what the workbook would change, or has changed."""
    count = selectors.import_counts(batch)
    return _("新增 %(new)d、更新 %(changed)d、不变 %(same)d、有错 %(bad)d。") % {
        "new": count[Fate.NEW],
        "changed": count[Fate.CHANGED],
        "same": count[Fate.UNCHANGED],
        "bad": count[Fate.BAD],
    }


def drafts_of(batch: Any) -> str:
    """Say how many new items are not published, or will not be; empty if none."""
    n = selectors.count_drafts(batch)
    if not n or batch.state not in (ImportState.STAGED, ImportState.APPLIED):
        return ""
    if batch.state == ImportState.STAGED:
        said = ngettext(
            "新增的有 %(n)d 项不齐，不能直接发布，写入后是草稿；每行写着还缺什么。",
            "新增的有 %(n)d 项不齐，不能直接发布，写入后是草稿；每行写着还缺什么。",
            n,
        )
    else:
        said = ngettext(
            "新增的有 %(n)d 项是草稿，还没有发布，单位还不用办。补齐后再发布。",
            "新增的有 %(n)d 项是草稿，还没有发布，单位还不用办。补齐后再发布。",
            n,
        )
    return said % {"n": n}


def why_not(batch: Any) -> str:
    """Say why the workbook cannot be written now; empty if it can."""
    if selectors.count_problems(batch):
        return _("有错的地方改好后重新上传，才能写入。")
    if not selectors.may_apply(batch):
        return _("和台账完全一样，没有要写入的。")
    return ""


def tabs_of(batch: Any, fate: str) -> list[dict[str, Any]]:
    """Return one tab for all lines and one for each fate."""
    base = reverse("ledger:import_preview", args=[batch.pk])
    count = selectors.import_counts(batch)
    all_tab = {
        "label": _("全部"),
        "count": sum(count.values()),
        "url": base,
        "is_current": not fate,
    }
    return [all_tab] + [
        {
            "label": word,
            "count": count[key],
            "url": f"{base}?fate={key}",
            "is_current": fate == key,
        }
        for key, word in fate_words().items()
    ]


def shown_line(line: Line) -> dict[str, Any]:
    """Return one row of the preview as the table shows it."""
    lacks = line.values.get("lacks", ())
    return {
        "sheet": line.sheet,
        "row": line.row,
        "name": line.name,
        "number": line.values.get("number", ""),
        "unit": line.values.get("unit", ""),
        "outcome": fate_words()[line.fate],
        "is_new": line.fate == Fate.NEW,
        "is_bad": line.fate == Fate.BAD,
        "changes": line.changes,
        "lacks": _("、").join(selectors.label_of(name) for name in lacks),
    }


def shown_problems(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return the first problems with their place and what to do."""
    return [
        {
            "sheet": one.sheet,
            "row": one.row,
            "column": one.column,
            "sentence": one.message,
        }
        for one in problems[:PROBLEMS_SHOWN]
    ]
