"""From an uploaded workbook to the organisation, and back once."""

import hashlib
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.plain import plain
from gongping.foundation.transitions import transition
from gongping.organisation import plan as planning
from gongping.organisation.exceptions import NoSuchImport, OrganisationError
from gongping.organisation.models import ImportBatch
from gongping.organisation.plan import Plan
from gongping.organisation.policies import check_can_manage
from gongping.organisation.services.applying import carry_out
from gongping.organisation.services.details import check_day
from gongping.organisation.services.undoing import take_back
from gongping.organisation.states import IMPORT_TRANSITIONS, ImportState

MOST_PROBLEMS = 1_000
UNNAMED = "workbook.xlsx"
# People in a file that nobody confirms are not kept for longer than this.
KEPT_UNCONFIRMED = timedelta(days=7)


@transaction.atomic
def stage_import(
    file: BinaryIO,
    *,
    by: Actor,
    effective_on: date | None = None,
    is_synthetic: bool = False,
) -> ImportBatch:
    """Keep what the workbook would change; the organisation stays as it is.

    Posts and links that begin or end will be dated `effective_on`, today if not
    said. Raises `UnusableWorkbook` if the file is no workbook at all.
    """
    check_can_manage(by)
    day = effective_on or clock.today()
    check_day(day, "effective_on")
    sheets = planning.read(file)
    plan = planning.make_plan(sheets)
    _forget_unconfirmed()
    return ImportBatch.objects.create(
        file_name=_name_of(file),
        file_digest=_digest(file),
        plan={
            "effective_on": day.isoformat(),
            "is_synthetic": is_synthetic,
            **_kept(plan, sheets),
        },
        staged_at=clock.now(),
        staged_by_name=by.name[:80],
        staged_by_user_id=by.user_id,
    )


def _name_of(file: BinaryIO) -> str:
    name = plain(str(getattr(file, "name", "") or UNNAMED))
    return PurePath(name).name[-120:]


def _forget_unconfirmed() -> None:
    old = ImportBatch.objects.filter(
        state=ImportState.STAGED, staged_at__lt=clock.now() - KEPT_UNCONFIRMED
    )
    for batch in old:
        transition(batch, ImportState.DISCARDED, IMPORT_TRANSITIONS)
        batch.plan = {"counts": batch.plan["counts"]}
        batch.save()


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    return hashlib.sha256(file.read()).hexdigest()


def _kept(plan: Plan, sheets: planning.Sheets) -> dict[str, Any]:
    """Return the rows if they can be imported, else what stands in the way."""
    if plan.is_possible:
        return {
            "sheets": planning.sheets_as_json(sheets),
            "remarks": [remark.as_json() for remark in plan.remarks],
            "counts": plan.counts(),
        }
    return {
        "problems": [problem.as_json() for problem in plan.problems[:MOST_PROBLEMS]],
        "problem_count": len(plan.problems),
        "remarks": [remark.as_json() for remark in plan.remarks],
        "counts": plan.counts(),
    }


@transaction.atomic
def apply_import(batch_id: int, *, by: Actor, seen: str | None = None) -> ImportBatch:
    """Write everything that the workbook changes, in one step.

    `seen` is the fingerprint of the preview that was agreed to: if the organisation
    has changed since, nothing is written.
    """
    check_can_manage(by)
    batch = _batch_for_update(batch_id)
    transition(batch, ImportState.APPLIED, IMPORT_TRANSITIONS)
    if "sheets" not in batch.plan:
        raise OrganisationError(_("这份文件还有要改的地方。请改好后重新上传。"))
    plan = planning.make_plan(planning.sheets_from_json(batch.plan["sheets"]))
    if not plan.is_possible or (seen is not None and seen != plan.fingerprint()):
        raise OrganisationError(
            _("预览之后，组织里有了别的改动，所以没有导入。请看新的预览，再确认一次。")
        )
    day = date.fromisoformat(batch.plan["effective_on"])
    is_synthetic = bool(batch.plan["is_synthetic"])
    batch.undo = carry_out(plan.lines, day, is_synthetic=is_synthetic).as_json()
    kept = {**batch.plan, "counts": plan.counts()}
    kept.pop("sheets")
    batch.plan = kept
    batch.applied_at, batch.applied_by_name = clock.now(), by.name[:80]
    batch.save()
    record(
        "organisation:import:applied", by=by, subject=batch.file_name,
        subject_key=str(batch.pk),
        detail={"counts": plan.counts(), "digest": batch.file_digest},
    )  # fmt: skip
    return batch


@transaction.atomic
def undo_import(batch_id: int, *, by: Actor) -> ImportBatch:
    """Take the last import back, unless something has been built on it since."""
    check_can_manage(by)
    batch = _batch_for_update(batch_id)
    transition(batch, ImportState.UNDONE, IMPORT_TRANSITIONS)
    last = (
        ImportBatch.objects.filter(state=ImportState.APPLIED)
        .order_by("-applied_at", "-pk")
        .first()
    )
    if last is not None and last.pk != batch.pk:
        raise OrganisationError(
            _("只能撤销最近一次导入，最近一次是“%(name)s”。请先撤销它。")
            % {"name": last.file_name}
        )
    take_back(batch.undo)
    batch.undo = {}
    batch.save()
    record(
        "organisation:import:undone", by=by, subject=batch.file_name,
        subject_key=str(batch.pk),
    )  # fmt: skip
    return batch


@transaction.atomic
def discard_import(batch_id: int, *, by: Actor) -> ImportBatch:
    """Put a staged workbook aside; the people in it are not kept."""
    check_can_manage(by)
    batch = _batch_for_update(batch_id)
    transition(batch, ImportState.DISCARDED, IMPORT_TRANSITIONS)
    batch.plan = {"counts": batch.plan["counts"]}
    batch.save()
    record(
        "organisation:import:discarded", by=by, subject=batch.file_name,
        subject_key=str(batch.pk),
    )  # fmt: skip
    return batch


def _batch_for_update(batch_id: int) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NoSuchImport
    return batch
