"""What a sheet is made of: columns, rows, and problems that name their cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gongping.foundation.errors import Invalid

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Kind(StrEnum):
    """How the cells of a column are read and written."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"


LIST_MARK = "、"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet, the same for reading, writing and templates.

    `title` is the header, a fixed Chinese word of the file format; `choices` maps
    what is written in the cell to the value meant; `lookup` names the cells that a
    drop-down offers, such as "单位!$B$2:$B$2000".
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    is_required: bool = True
    choices: Mapping[str, Any] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    max_length: int = 0
    least: int | None = None
    most: int | None = None
    earliest: date = date(1900, 1, 1)
    latest: date = date(2100, 12, 31)
    note: "str | StrPromise" = ""
    lookup: str = ""
    width: int = 16


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place of a workbook, and what to do about it.

    The sentence is kept as key and parts, so that whoever reads it reads it in
    their own language. `row` counts as Excel does; None is the sheet as a whole.
    """

    sheet: str
    row: int | None
    column: str
    text: str
    parts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Return the sentence in the reader's language."""
        return _(self.text) % self.parts if self.parts else _(self.text)

    @property
    def place(self) -> str:
        """Return where it is, such as 人员 第 7 行“职务层级”."""
        place = self.sheet
        if self.row is not None:
            place = _("%(sheet)s 第 %(row)d 行") % {"sheet": place, "row": self.row}
        return place + (
            _("“%(column)s”") % {"column": self.column} if self.column else ""
        )

    def as_json(self) -> dict[str, Any]:
        """Return a form that a JSON column keeps."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "text": self.text,
            "parts": dict(self.parts),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Problem":
        """Return the problem that `as_json` kept."""
        return cls(**kept)


@dataclass(frozen=True, slots=True)
class Row:
    """One typed row; `bad` are the keys whose cells could not be read."""

    number: int
    values: Mapping[str, Any]
    bad: frozenset[str] = frozenset()

    def __getitem__(self, key: str) -> Any:
        return self.values[key]


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What was read of one sheet: typed rows and problems.

    `ignored` are headers nobody knows; `absent` the keys of optional columns that
    the sheet does not have, so that what is kept there need not be emptied.
    """

    sheet: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()

    @property
    def is_unreadable(self) -> bool:
        """Tell whether the sheet as a whole could not be read."""
        return bool(self.problems) and not self.rows

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def problem(self, row: Row, key: str, text: str, /, **parts: Any) -> Problem:
        """Return a problem at the cell of `row` in the column `key`."""
        return Problem(self.sheet, row.number, self.titles.get(key, ""), text, parts)


class UnusableWorkbook(Invalid):
    """The file as a whole cannot be used; the sentence says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")
