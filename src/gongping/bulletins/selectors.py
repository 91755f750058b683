"""Reading official documents, as drafted, as corrected, and as they would be now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from gongping.bulletins.drafting import draft_of
from gongping.bulletins.exceptions import NoSuchBulletin
from gongping.bulletins.merging import Merged, merge
from gongping.bulletins.models import Bulletin, Step
from gongping.bulletins.policies import can_see, check_can_edit, check_can_see
from gongping.bulletins.states import BulletinState, Kind, Verb
from gongping.bulletins.tracing import plain_line
from gongping.documents.official.paper import Official
from gongping.documents.official.text import lines_of
from gongping.foundation import format as formats
from gongping.foundation.actors import Actor
from gongping.organisation.selectors import get_organisation

if TYPE_CHECKING:
    from gongping.bulletins.drafting import Draft
    from gongping.meetings.models import ReviewRound

LABELS = {BulletinState.DRAFT: "草稿", BulletinState.SUBMITTED: "草稿（送批）"}
SYNTHETIC = "演示数据"


@dataclass(frozen=True, slots=True)
class Again:
    """A document drafted from the records of now, laid into what people wrote."""

    bulletin: Bulletin
    draft: "Draft"
    merged: Merged


def list_bulletins(round_: "ReviewRound", actor: Actor) -> list[Bulletin]:
    """Return the documents of a round that the actor may read. One query."""
    found = Bulletin.objects.filter(round=round_).defer("text", "drafted")
    order = list(Kind)
    return sorted(
        (bulletin for bulletin in found if can_see(bulletin, actor)),
        key=lambda bulletin: (order.index(Kind(bulletin.kind)), -bulletin.edition),
    )


def kinds_to_draft(bulletins: Sequence[Bulletin]) -> list[Kind]:
    """Return what can be drafted: what is not there, or only approved. No query."""
    open_kinds = {b.kind for b in bulletins if b.state != BulletinState.APPROVED}
    return [kind for kind in Kind if kind not in open_kinds]


def choices_to_draft(bulletins: Sequence[Bulletin]) -> list[tuple[str, str]]:
    """Return what can be drafted, and what the button says. No query."""
    there = {bulletin.kind for bulletin in bulletins}
    return [
        (kind.value, _("%(kind)s（再拟一份）") % {"kind": kind.label})
        if kind in there
        else (kind.value, str(kind.label))
        for kind in kinds_to_draft(bulletins)
    ]


def get_bulletin(pk: int, actor: Actor) -> Bulletin:
    """Return the document with its steps if the actor may read it. Two queries."""
    whole = Bulletin.objects.select_related("round", "round__session")
    bulletin = whole.prefetch_related("steps").filter(pk=pk).first()
    if bulletin is None:
        raise NoSuchBulletin(_("没有这份公文，或者还没有印发给您。"))
    check_can_see(bulletin, actor)
    return bulletin


def last_return(bulletin: Bulletin) -> Step | None:
    """Return why a draft came back, if it did; no query on a document of its page."""
    steps = [
        s for s in bulletin.steps.all() if s.verb in {Verb.RETURNED, Verb.SUBMITTED}
    ]
    is_back = steps and steps[-1].verb == Verb.RETURNED
    return steps[-1] if is_back and bulletin.state == BulletinState.DRAFT else None


def drafted_again(bulletin: Bulletin, actor: Actor) -> Again:
    """Return what the records say now beside what was written. At most 18 queries."""
    check_can_edit(bulletin, actor)
    draft = draft_of(bulletin.kind, bulletin.round, actor)
    base = [plain_line(line) for line in bulletin.drafted]
    new = [plain_line(line) for line in draft.lines]
    return Again(bulletin, draft, merge(base, lines_of(bulletin.text), new))


def waiting_for_approval() -> QuerySet[Bulletin]:
    """Return the documents that leaders are asked to approve. One query."""
    found = Bulletin.objects.filter(state=BulletinState.SUBMITTED)
    return found.defer("text", "drafted").order_by("pk")


def returned_to_writer() -> QuerySet[Bulletin]:
    """Return drafts that came back from approval. One query."""
    found = Bulletin.objects.filter(state=BulletinState.DRAFT)
    return (
        found.filter(steps__verb=Verb.RETURNED)
        .defer("text", "drafted")
        .order_by("pk")
        .distinct()
    )


def paper_of(bulletin: Bulletin) -> Official:
    """Return the document as it is printed. One query."""
    organisation = get_organisation()
    name = organisation.name if organisation else ""
    is_minutes = bulletin.kind == Kind.MINUTES
    is_report = bulletin.kind == Kind.ACTIVITY_REPORT
    marks = {Kind.MINUTES: f"{name}会议纪要", Kind.ACTIVITY_REPORT: f"{name}文件"}
    signs = {Kind.REQUIREMENTS, Kind.ACTIVITY_REPORT}
    with translation.override(settings.LANGUAGE_CODE):
        dated = formats.day_year(bulletin.dated_on)
    return Official(
        title=bulletin.title,
        text=bulletin.text,
        mark=marks.get(Kind(bulletin.kind), ""),
        number=bulletin.number,
        signatory=(bulletin.approved_by_name or "　") if is_report else "",
        office=bulletin.printed_by if is_minutes else "",
        signed_by=name if bulletin.kind in signs else "",
        dated=dated,
        copies=bulletin.copies,
        printed_by=bulletin.printed_by if is_minutes or is_report else "",
        labels=_labels(bulletin),
        digest=bulletin.digest,
        breaks=bulletin.kind == Kind.COMMENT_RECORDS,
    )


def _labels(bulletin: Bulletin) -> tuple[str, ...]:
    state = LABELS.get(BulletinState(bulletin.state), "")
    kind = SYNTHETIC if bulletin.round.is_synthetic else ""
    return tuple(label for label in (state, kind) if label)
