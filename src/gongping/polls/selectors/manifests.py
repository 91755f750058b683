"""From the plan to the manifest, and what the voter's page is told beside it."""

from collections.abc import Mapping

from django.conf import settings

from ballotbox.manifest import (
    CriterionColumn,
    GroupRow,
    Manifest,
    UnitRow,
    parse_manifest,
)
from gongping.ledger.selectors import key_tasks_for_ballot
from gongping.polls.models import Poll
from gongping.polls.selectors.people import units_of_poll
from gongping.polls.selectors.reading import plan_of
from gongping.polls.selectors.schemes import (
    formula_of,
    rules_of,
    scheme_of,
    steps_of,
)
from gongping.polls.selectors.seals import OfficeKeys, seal_of

TASKS_SHOWN = 3


def build_manifest(poll: Poll, sizes: Mapping[int, int], keys: OfficeKeys) -> Manifest:
    """Return the manifest of the plan as it stands; `sizes` by group position.

    `keys` are those of box and issuer.
    """
    plan = plan_of(poll)
    return Manifest(
        poll=poll.code,
        title=poll.title,
        title_en=poll.title_en,
        is_rehearsal=poll.is_rehearsal,
        layout=poll.layout,
        formula=formula_of(plan),
        threshold=poll.threshold,
        scrutineers=len(poll.scrutineers.all()),
        quorum_percent=poll.quorum_percent,
        disclosure_threshold=poll.disclosure_threshold,
        rules=rules_of(plan),
        units=tuple(
            UnitRow(u.pk, u.name, u.name_en, u.category.name, u.category.name_en)
            for u in units_of_poll(poll)
        ),
        criteria=tuple(
            CriterionColumn(c.name, c.name_en, c.weight) for c in poll.criteria.all()
        ),
        grades=steps_of(plan.steps),
        groups=tuple(
            GroupRow(g.position, g.name, g.name_en, g.weight, sizes[g.position])
            for g in poll.groups.all()
        ),
        suite=poll.suite,
        seal=seal_of(poll, keys),
        scheme=scheme_of(plan),
    )


def manifest_of(poll: Poll) -> Manifest:
    """Return the frozen rules of a poll. No query."""
    return parse_manifest(poll.manifest, allow_weak=settings.ALLOW_WEAK_BALLOTS)


def frozen_rules(poll: Poll) -> dict[str, str]:
    """Return the frozen rules as anybody may keep and check them. No query.

    `digest` is the hash of `text`.
    """
    return {
        "poll": poll.code,
        "state": poll.state,
        "digest": poll.manifest_digest,
        "rule_code": manifest_of(poll).rule_code,
        "text": poll.manifest,
    }


def tasks_of(poll: Poll, manifest: Manifest) -> dict[str, list[dict[str, str]]]:
    """Return up to three tasks of each unit with their lights of today. Two queries."""
    by_unit = key_tasks_for_ballot(poll.round.year)
    return {
        str(unit.key): [
            {"title": str(title), "light": str(light)}
            for title, light in by_unit.get(unit.key, [])[:TASKS_SHOWN]
        ]
        for unit in manifest.units
    }
