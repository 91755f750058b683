"""What stands on an official document besides its text."""

from dataclasses import dataclass
from typing import Final

from gongping.documents.official.text import Line, Table, lines_of, parse

TITLE_LINE: Final = 19
"""So many characters of a title stand on one line."""


@dataclass(frozen=True, slots=True)
class Official:
    """One document; what is empty is not printed.

    `mark` is the red head (发文机关标志), over a number and a red rule; a document
    without it begins with its title. `labels` stand across the head of every page,
    such as 草稿. A space in the title is where it may be broken. `breaks` begins each
    first-level heading on a page of its own.
    """

    title: str
    text: str
    mark: str = ""
    number: str = ""
    signatory: str = ""
    office: str = ""
    signed_by: str = ""
    dated: str = ""
    copies: str = ""
    printed_by: str = ""
    labels: tuple[str, ...] = ()
    digest: str = ""
    breaks: bool = False

    @property
    def title_lines(self) -> list[str]:
        """Return the title, broken at its spaces where it needs more than a line."""
        words = self.title.split()
        whole = "".join(words)
        return [whole] if len(whole) <= TITLE_LINE else words

    @property
    def parts(self) -> list[Line | Table]:
        """Return the text part by part."""
        return parse(lines_of(self.text))

    @property
    def has_record(self) -> bool:
        """Tell whether the 版记 stands at the foot of the last page."""
        return bool(self.copies or self.printed_by)
