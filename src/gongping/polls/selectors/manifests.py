"""From the plan to the manifest, and what the ballot page is told beside it."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from ballotbox.manifest import (
    CriterionColumn,
    GradeStep,
    GroupRow,
    Manifest,
    Rule,
    RuleName,
    UnitRow,
    parse_manifest,
)
from gongping.ledger.selectors import key_tasks_for_ballot
from gongping.polls.box_sentences import sentences_by_language
from gongping.polls.models import Poll
from gongping.polls.selectors.people import units_of_poll
from gongping.polls.selectors.seals import OfficeKeys, seal_of

FORMULA = "weighted-mean/1"
TASKS_SHOWN = 3


def build_manifest(
    poll: Poll, sizes: Mapping[int, int], keys: OfficeKeys | None = None
) -> Manifest:
    """Return the manifest of the plan as it stands; `sizes` by group position.

    A sealed poll also needs the `keys` of box and issuer.
    """
    return Manifest(
        poll=poll.code,
        title=poll.title,
        is_rehearsal=poll.is_rehearsal,
        layout=poll.layout,
        formula=FORMULA,
        threshold=poll.threshold,
        scrutineers=len(poll.scrutineers.all()),
        quorum_percent=poll.quorum_percent,
        disclosure_threshold=poll.disclosure_threshold,
        rules=_rules(poll),
        units=tuple(
            UnitRow(u.pk, u.name, u.name_en, u.category.name, u.category.name_en)
            for u in units_of_poll(poll)
        ),
        criteria=tuple(
            CriterionColumn(c.name, c.name_en, c.weight) for c in poll.criteria.all()
        ),
        grades=tuple(GradeStep(g.name, g.name_en, g.points) for g in poll.grades.all()),
        groups=tuple(
            GroupRow(g.position, g.name, g.name_en, g.weight, sizes[g.position])
            for g in poll.groups.all()
        ),
        suite=poll.suite,
        seal=seal_of(poll, keys) if keys else None,
    )


def manifest_of(poll: Poll) -> Manifest:
    """Return the frozen rules of a poll. No query."""
    return parse_manifest(poll.manifest, allow_weak=settings.ALLOW_WEAK_BALLOTS)


def ballot_page_facts(poll: Poll) -> dict[str, Any]:
    """Return everything the ballot page reads. One query.

    `text` is what the digest is taken of; `manifest` is the same, parsed. Tasks
    stand beside the rules because their lights change from day to day.
    """
    manifest = manifest_of(poll)
    return {
        "poll": poll.code,
        "state": poll.state,
        "digest": manifest.digest.hex(),
        "rule_code": manifest.rule_code,
        "text": manifest.text,
        "manifest": json.loads(manifest.text),
        "box": f"{settings.BOX_PUBLIC_URL}/polls/{poll.code}",
        "tasks": tasks_of(poll, manifest),
        "sentences": sentences_by_language(),
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


def _rules(poll: Poll) -> tuple[Rule, ...]:
    rules = []
    if poll.is_identical_invalid:
        rules.append(Rule(RuleName.ALL_IDENTICAL, 0))
    if poll.excellent_quota is not None:
        rules.append(Rule(RuleName.EXCELLENT_QUOTA, poll.excellent_quota))
    return tuple(rules)
