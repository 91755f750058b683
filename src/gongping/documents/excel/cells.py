"""From what stands in a cell to the value meant, or to a sentence."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Final

from django.utils.translation import gettext_noop

from gongping.documents.excel.columns import LIST_MARK, Column, Kind
from gongping.foundation.plain import plain

RISKY: Final = ("=", "+", "@")
ESCAPED: Final = re.compile(r"^'(?=[=+\-@\t\r])")
_SEPARATORS: Final = re.compile(r"[、,，;；/\n]+")
_DATE: Final = re.compile(
    r"^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+[\d:]+)?\s*$"
)
_COMPACT_DATE: Final = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})\s*$")


class CellProblem(Exception):
    """A cell cannot be read; holds the sentence's key and its parts."""

    def __init__(self, text: str, /, **parts: Any) -> None:
        super().__init__(text)
        self.text = text
        self.parts = parts


def read_cell(column: Column, raw: object) -> Any:
    """Return the value of a cell of `column`; raise `CellProblem` otherwise.

    An empty cell gives None (an empty tuple for a list, "" for text).
    """
    if raw is None or (isinstance(raw, str) and not clean(raw)):
        if column.is_required:
            raise CellProblem(gettext_noop("没有填。这一列每行都要填。"))
        return {Kind.TEXT: "", Kind.CHOICES: ()}.get(column.kind)
    return _READERS[column.kind](column, raw)


def clean(text: str) -> str:
    """Return the text without blanks around it and without invisible characters.

    Characters are not normalised: rare ones in names stay what they are.
    """
    return plain(text).strip().strip("\u3000\xa0").strip()


def as_text(raw: object) -> str:
    """Return a cell as text: 1001.0 is 1001, an escaping apostrophe is dropped."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime) and not (raw.hour or raw.minute or raw.second):
        return raw.date().isoformat()
    return clean(ESCAPED.sub("", clean(raw)) if isinstance(raw, str) else str(raw))


def _text(column: Column, raw: object) -> str:
    text = as_text(raw)
    if text.startswith(RISKY) and not (isinstance(raw, str) and _is_escaped(raw)):
        raise CellProblem(
            gettext_noop(
                "“%(text)s”以 %(mark)s 开头，会被当成公式。请去掉开头的 %(mark)s。"
            ),
            text=text[:20],
            mark=text[0],
        )
    if column.max_length and len(text) > column.max_length:
        raise CellProblem(
            gettext_noop("有 %(n)d 个字，最多 %(most)d 个。请写短些。"),
            n=len(text),
            most=column.max_length,
        )
    return text


def _is_escaped(raw: str) -> bool:
    return ESCAPED.match(clean(raw)) is not None


def _integer(column: Column, raw: object) -> int:
    text = as_text(raw)
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise CellProblem(
            gettext_noop("“%(text)s”不是整数。请填数字，如 12。"), text=text[:20]
        )
    number = int(text)
    least = 0 if column.least is None else column.least
    if number < least:
        raise CellProblem(
            gettext_noop("%(n)d 太小。请填 %(least)d 或更大的数。"),
            n=number,
            least=least,
        )
    if column.most is not None and number > column.most:
        raise CellProblem(
            gettext_noop("%(n)d 太大。请填 %(most)d 或更小的数。"),
            n=number,
            most=column.most,
        )
    return number


def _number(_column: Column, raw: object) -> float:
    text = as_text(raw)
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,6})?", text, re.ASCII):
        raise CellProblem(
            gettext_noop("“%(text)s”不是数字。请填数字，如 86.5。"), text=text[:20]
        )
    return float(text)


def _date(column: Column, raw: object) -> date:
    day = _day(raw)
    if not column.earliest <= day <= column.latest:
        raise CellProblem(
            gettext_noop("%(day)s 不在 %(first)s 到 %(last)s 之间。请核对年份。"),
            day=day.isoformat(),
            first=column.earliest.isoformat(),
            last=column.latest.isoformat(),
        )
    return day


def _day(raw: object) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = as_text(raw)
    found = _DATE.match(text) or _COMPACT_DATE.match(text)
    if not found:
        raise CellProblem(
            gettext_noop("“%(text)s”不是日期。请写成 2012-06-28 这样。"), text=text[:20]
        )
    return _existing_day(*map(int, found.groups()))


def _existing_day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        raise CellProblem(gettext_noop("没有 %(n)d 月。请核对月份。"), n=month)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise CellProblem(
            gettext_noop(
                "%(month)d月没有%(day)d日。请填 %(month)d月%(last)d日或之前的日期。"
            ),
            month=month,
            day=day,
            last=last,
        )
    return date(year, month, day)


def _choice(column: Column, raw: object) -> Any:
    text = as_text(raw)
    if text in column.choices:
        return column.choices[text]
    near = get_close_matches(text, list(column.choices), n=1, cutoff=0.5)
    if near:
        raise CellProblem(
            gettext_noop("没有“%(text)s”这一项。是不是“%(near)s”？可填：%(list)s。"),
            text=text[:20],
            near=near[0],
            list=LIST_MARK.join(column.choices),
        )
    raise CellProblem(
        gettext_noop("没有“%(text)s”这一项。可填：%(list)s。"),
        text=text[:20],
        list=LIST_MARK.join(column.choices),
    )


def _choices(column: Column, raw: object) -> tuple[Any, ...]:
    return tuple(
        dict.fromkeys(
            _choice(column, part)
            for part in _SEPARATORS.split(as_text(raw))
            if clean(part)
        )
    )


_READERS: Final[dict[Kind, Callable[[Column, object], Any]]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
}
