"""What one thing to do looks like, whatever room it comes from."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation import format as formats

# The rail shows the count of the last visit, so that no page pays for it anew.
OPEN_TODOS = "open_todos"


@dataclass(frozen=True, slots=True)
class Todo:
    """One line of the to-do list; it begins with a verb and leads to its form."""

    verb: str
    title: str
    url: str
    action: str
    due_on: date | None = None
    context: str = ""
    quote: str = ""
    light: str = ""

    @property
    def is_due_today(self) -> bool:
        """Tell whether today is the day, or the day has passed."""
        return self.due_on is not None and self.due_on <= clock.today()


def summary_of(todos: list[Todo]) -> str:
    """Return the sentence that opens the work list: the day, and how much waits."""
    today = clock.today()
    words = {
        "day": formats.day(today),
        "weekday": formats.weekday(today),
        "n": len(todos),
        "due": sum(todo.is_due_today for todo in todos),
    }
    if not todos:
        return _("%(day)s，%(weekday)s。没有待办。") % words
    if not words["due"]:
        return _("%(day)s，%(weekday)s。您有 %(n)d 件事要办。") % words
    whole = _("%(day)s，%(weekday)s。您有 %(n)d 件事要办，其中 %(due)d 件到期或逾期。")
    return whole % words


def in_order(todos: list[Todo]) -> list[Todo]:
    """Return the to-dos by due date, those without a date last."""
    return sorted(
        todos, key=lambda todo: (todo.due_on is None, todo.due_on or date.max)
    )
