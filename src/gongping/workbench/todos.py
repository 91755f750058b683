"""What one thing to do looks like, whatever room it comes from."""

from dataclasses import dataclass
from datetime import date

from gongping.foundation import clock

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


def in_order(todos: list[Todo]) -> list[Todo]:
    """Return the to-dos by due date, those without a date last."""
    return sorted(
        todos, key=lambda todo: (todo.due_on is None, todo.due_on or date.max)
    )
