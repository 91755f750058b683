"""A whole session rehearsed: invented people do their part at any speed.

Whoever trains sits in one of the seats; `gongping rehearse` fills the others. It runs
in a folder of its own and never sees the data of the site.
"""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from httpx import HTTPError

from gongping.demo.rehearsal.operator import Operator
from gongping.demo.rehearsal.people import Group, Leaders, Scrutineers, Voters
from gongping.demo.rehearsal.scene import Scene, look
from gongping.foundation.errors import DomainError

if TYPE_CHECKING:
    from gongping.demo.rehearsal.company import Company
    from gongping.demo.rehearsal.pace import Pace

OPERATOR, LEADERS, VOTERS, SCRUTINEERS = SEATS = (
    "secretariat", "leaders", "voters", "scrutineers",
)  # fmt: skip


def play(
    company: "Company", pace: "Pace", kept: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Let all act but those whose seats are kept free, until the session is over.

    Yields the name of each thing done, and what was said where one was refused.
    """
    groups = [make(company) for seat, make in _made().items() if seat not in kept]
    while True:
        scene = look(company, pace.now)
        done = [fact for group in groups for fact in _acting(group, scene)]
        yield from done
        if scene.is_over and not done:
            return
        pace.wait()


def _made() -> dict[str, type[Operator | Leaders | Voters | Scrutineers]]:
    # The operator acts last: what he ends has been seen by all who came in time.
    return {
        LEADERS: Leaders,
        VOTERS: Voters,
        SCRUTINEERS: Scrutineers,
        OPERATOR: Operator,
    }


def _acting(group: Group, scene: Scene) -> Iterator[tuple[str, str]]:
    # Somebody in a kept seat may have been quicker, or have taken another way.
    try:
        for name in group.act(scene):
            yield name, ""
    except DomainError as refusal:
        yield "refused", refusal.message
    except HTTPError:
        yield "refused", _("票箱没有收下：投票正好截止，这几张没有投出。")
