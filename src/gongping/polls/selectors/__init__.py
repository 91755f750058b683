"""Reading polls: rules, people, progress. Nothing here ever holds a ballot."""

from gongping.polls.models import GroupRule, Layout
from gongping.polls.policies import (
    RESPONSIBLE,
    answers_for_polls,
    can_attend,
    can_manage,
    can_plan,
    can_see,
    can_unseal,
)
from gongping.polls.selectors.advice import Advice, advise, is_ready
from gongping.polls.selectors.manifests import (
    ballot_page_facts,
    build_manifest,
    manifest_of,
    rule_code,
)
from gongping.polls.selectors.people import (
    candidates_for_scrutiny,
    members_by_group,
    sizes_by_group,
    units_of_poll,
    watched_by,
)
from gongping.polls.selectors.progress import (
    Progress,
    Seat,
    in_tens,
    poll_steps,
    progress_of,
    seats_of,
    why_void,
)
from gongping.polls.selectors.reading import (
    current_poll,
    get_poll,
    get_public_poll,
    list_polls,
    open_polls,
    plan_of,
)

__all__ = [
    "RESPONSIBLE",
    "Advice",
    "GroupRule",
    "Layout",
    "Progress",
    "Seat",
    "advise",
    "answers_for_polls",
    "ballot_page_facts",
    "build_manifest",
    "can_attend",
    "can_manage",
    "can_plan",
    "can_see",
    "can_unseal",
    "candidates_for_scrutiny",
    "current_poll",
    "get_poll",
    "get_public_poll",
    "in_tens",
    "is_ready",
    "list_polls",
    "manifest_of",
    "members_by_group",
    "open_polls",
    "plan_of",
    "poll_steps",
    "progress_of",
    "rule_code",
    "seats_of",
    "sizes_by_group",
    "units_of_poll",
    "watched_by",
    "why_void",
]
