"""Loading the demo: a ministry, its year, one finished half-year, one session."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from gongping.demo import papers, rounds, year
from gongping.demo.cast import cast, import_people, set_up_organisation

Step = Callable[[], Iterator[str] | None]


def load_demo(
    speaking: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> None:
    """Load everything, each step with its bar; the bars alone are `speaking`."""
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    ) as progress:
        for label, steps, step in _steps():
            with speaking():
                task = progress.add_task(str(label), total=steps)
            for _name in step() or ():
                progress.advance(task)
            progress.update(task, completed=steps)


def _steps() -> Iterator[tuple[Promise, int, Step]]:
    yield _("单位和账号"), 1, set_up_organisation
    yield _("600 名人员"), 1, import_people
    people = cast()
    yield _("重点工作"), 1, lambda: year.import_plan(people)
    yield _("一年的进展"), 423, lambda: year.live_through(people)
    yield _("上一次汇报会"), 51, lambda: rounds.finished_half_year(people)
    yield _("会后公文"), 2, lambda: papers.after_the_session(people)
    yield _("今天的汇报会"), 31, lambda: rounds.session_in_progress(people)
