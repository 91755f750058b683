"""What an uploaded workbook would do, or did."""

from dataclasses import dataclass
from datetime import date

from gongping.documents.excel import Fate, Line, Problem
from gongping.organisation import plan as planning
from gongping.organisation.exceptions import NoSuchImport
from gongping.organisation.models import ImportBatch
from gongping.organisation.states import ImportState

RECENT = 20
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """An uploaded workbook as it stands against the organisation of this moment."""

    batch: ImportBatch
    counts: Counts
    effective_on: date | None
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    problem_count: int = 0
    fingerprint: str = ""
    is_last: bool = False

    @property
    def can_apply(self) -> bool:
        """Tell whether confirming would write something."""
        is_staged = self.batch.state == ImportState.STAGED
        return is_staged and not self.problem_count and self.changes > 0

    @property
    def changes(self) -> int:
        """Return how many lines are new or changed."""
        return self.total(Fate.NEW) + self.total(Fate.CHANGED)

    @property
    def is_empty(self) -> bool:
        """Tell whether the workbook has headers only."""
        return not any(self.total(fate) for fate in Fate)

    def total(self, fate: Fate) -> int:
        """Return how many lines of all sheets meet this fate."""
        return sum(sheet.get(fate.value, 0) for sheet in self.counts.values())

    def lines_of(self, fate: Fate) -> list[Line]:
        """Return the lines that meet this fate."""
        return [line for line in self.lines if line.fate == fate]


def list_imports() -> list[ImportBatch]:
    """Return the latest uploads, newest first, without their rows. One query."""
    return list(ImportBatch.objects.defer("undo")[:RECENT])


def get_import(batch_id: int) -> ImportPreview:
    """Return the upload, compared with the organisation of now. Eight queries."""
    batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NoSuchImport
    if batch.state == ImportState.STAGED and "sheets" in batch.plan:
        return _compared(batch)
    return _kept(batch)


def _compared(batch: ImportBatch) -> ImportPreview:
    plan = planning.make_plan(planning.sheets_from_json(batch.plan["sheets"]))
    return ImportPreview(
        batch,
        plan.counts(),
        _day(batch),
        plan.lines,
        plan.problems,
        plan.remarks,
        len(plan.problems),
        plan.fingerprint(),
    )


def _kept(batch: ImportBatch) -> ImportPreview:
    problems = batch.plan.get("problems", ())
    return ImportPreview(
        batch,
        batch.plan.get("counts", {}),
        _day(batch),
        problems=tuple(Problem.from_json(problem) for problem in problems),
        remarks=tuple(
            Problem.from_json(kept) for kept in batch.plan.get("remarks", ())
        ),
        problem_count=batch.plan.get("problem_count", 0),
        is_last=_is_last(batch),
    )


def _day(batch: ImportBatch) -> date | None:
    kept = batch.plan.get("effective_on")
    return date.fromisoformat(kept) if kept else None


def _is_last(batch: ImportBatch) -> bool:
    last = (
        ImportBatch.objects.filter(state=ImportState.APPLIED)
        .order_by("-applied_at", "-pk")
        .values_list("pk", flat=True)
        .first()
    )
    return last == batch.pk
