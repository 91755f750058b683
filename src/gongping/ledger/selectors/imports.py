"""What an uploaded workbook would do to the ledger, or did."""

from gongping.documents.excel import Fate, Line, Problem
from gongping.ledger.exceptions import NoSuchThing
from gongping.ledger.models import LedgerImport
from gongping.ledger.states import ImportState

RECENT = 20


def list_imports() -> list[LedgerImport]:
    """Return the latest uploads, newest first, without their rows. One query."""
    return list(LedgerImport.objects.defer("plan", "undo")[:RECENT])


def get_import(pk: int) -> LedgerImport:
    """Return the upload with its lines and problems. One query."""
    batch = LedgerImport.objects.defer("undo").filter(pk=pk).first()
    if batch is None:
        raise NoSuchThing
    return batch


def import_lines(batch: LedgerImport, fate: str = "") -> list[Line]:
    """Return the rows of the preview, all or those that meet one fate."""
    lines = [Line.from_json(kept) for kept in batch.plan.get("lines", ())]
    return [line for line in lines if fate in {"", line.fate.value}]


def import_problems(batch: LedgerImport) -> list[Problem]:
    """Return what is to be mended in the workbook, the first thousand."""
    return [Problem.from_json(kept) for kept in batch.plan.get("problems", ())]


def import_counts(batch: LedgerImport) -> dict[str, int]:
    """Return how many rows meet each fate."""
    counted: dict[str, int] = batch.plan.get("counts", {})
    return {fate.value: 0 for fate in Fate} | counted


def count_problems(batch: LedgerImport) -> int:
    """Return how many places of the workbook are to be mended."""
    return int(batch.plan.get("problem_count", 0))


def count_drafts(batch: LedgerImport) -> int:
    """Return how many new items stay drafts, were the complete ones published."""
    lines = import_lines(batch, Fate.NEW)
    is_publishing = batch.plan.get("is_publishing", True)
    return sum(not is_publishing or bool(line.values.get("lacks")) for line in lines)


def needs_reason(batch: LedgerImport) -> bool:
    """Tell whether published items would change, which is never without a reason."""
    lines = import_lines(batch, Fate.CHANGED)
    return any(line.values.get("is_published") for line in lines)


def may_apply(batch: LedgerImport) -> bool:
    """Tell whether confirming the staged workbook would write something."""
    if batch.state != ImportState.STAGED or count_problems(batch):
        return False
    counted = import_counts(batch)
    return bool(counted[Fate.NEW] or counted[Fate.CHANGED])


def is_last_import(batch: LedgerImport) -> bool:
    """Tell whether this import was the last, so that it may be undone. One query."""
    applied = LedgerImport.objects.filter(state=ImportState.APPLIED)
    last = applied.order_by("-applied_at", "-pk").values_list("pk", flat=True).first()
    return last == batch.pk
