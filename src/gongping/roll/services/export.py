"""The roll for a second office, which checks it for itself."""

from typing import TYPE_CHECKING

from django.db import transaction

from ballotbox.offices import RollFile, RollGroup, RollVoter
from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.polls.selectors import members_by_group
from gongping.roll.models import RollEntry
from gongping.roll.policies import check_can_keep_roll
from gongping.roll.services.issuing import salt_of

if TYPE_CHECKING:
    from gongping.organisation.models import Person
    from gongping.polls.models import Poll


@transaction.atomic
def export_roll(poll: "Poll", *, by: Actor) -> RollFile:
    """Return the roll with its salt: as frozen, or before that as it would be now."""
    check_can_keep_roll(by)
    people = _frozen(poll) if poll.manifest else _planned(poll)
    voters = (
        RollVoter(group, person.staff_no, person.name, _unit(person))
        for group, person in people
    )
    roll = RollFile(
        poll=poll.code,
        title=poll.title,
        suite=poll.suite,
        salt=salt_of(poll),
        groups=tuple(
            RollGroup(group.position, group.name, group.name_en)
            for group in poll.groups.all()
        ),
        voters=tuple(sorted(voters, key=lambda row: (row.group, row.reference))),
    )
    record(
        "roll:roll:exported",
        by=by,
        subject=poll.title,
        subject_key=poll.code,
        detail={"people": len(roll.voters)},
    )
    return roll


def _planned(poll: "Poll") -> list[tuple[int, "Person"]]:
    return [
        (group, person)
        for group, people in members_by_group(poll).items()
        for person in people
    ]


def _frozen(poll: "Poll") -> list[tuple[int, "Person"]]:
    entries = RollEntry.objects.filter(poll=poll, is_late=False)
    return [
        (entry.group.position, entry.person)
        for entry in entries.select_related("group", "person__unit")
    ]


def _unit(person: "Person") -> str:
    return person.unit.name if person.unit else ""
