"""Items for tests, walked through the states that they really pass."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.ledger import selectors, services
from gongping.ledger.models import LedgerItem, ProgressUpdate
from gongping.ledger.services import ItemFields
from tests.world import World


class Upload(io.BytesIO):
    """A file as it comes from a browser: bytes that have a name."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name


@dataclass
class Desk:
    """The people of the world at work on the ledger."""

    world: World

    def __post_init__(self) -> None:
        self.secretariat = self.world.actor("secretariat")
        self.head = self.world.actor("unit")
        self.liaison = self.world.actor("liaison")
        self.other = self.world.actor("other_unit")
        self.leader = self.world.actor("leader")

    def fields(self, **changes: Any) -> ItemFields:
        today = clock.today()
        typed: dict[str, Any] = {
            "title": "构建部省联动审批新机制",
            "lead_unit": self.world.unit.pk,
            "responsible_person": self.world.cadres[6].pk,
            "started_on": today - timedelta(days=60),
            "due_on": today + timedelta(days=120),
            "milestones": (
                ("方案印发", today - timedelta(days=20)),
                ("三省试点", today + timedelta(days=20)),
                ("机制定型", today + timedelta(days=100)),
            ),
        }
        return ItemFields(**{**typed, **changes})

    def draft(self, *, by: Actor | None = None, **changes: Any) -> LedgerItem:
        return services.create_item(
            self.fields(**changes), year=2026, by=by or self.secretariat
        )

    def published(self, **changes: Any) -> LedgerItem:
        item = self.draft(**changes)
        return self.fresh(services.publish_item(item, by=self.secretariat))

    def follow_up(self, key: str = "comment-point:1") -> LedgerItem:
        return services.raise_follow_up(
            quote="把部省联动的责任边界写清楚，上半年拿出评估。",
            author=self.leader.name,
            occasion="上半年汇报会 点出思路",
            unit_id=self.world.unit.pk,
            track="business",
            due_on=None,
            source_key=key,
            year=2026,
            by=self.leader,
        )

    def report(
        self, item: LedgerItem, place: int | None = 0, **changes: Any
    ) -> ProgressUpdate:
        """Report on the milestone at `place`, from 0; None is the whole item."""
        item = self.fresh(item)
        node = None if place is None else list(item.milestones.all())[place]
        sent: dict[str, Any] = {"text": "已完成。", "by": self.head, **changes}
        return services.report_progress(item, milestone=node, **sent)

    def verified(self, item: LedgerItem, place: int = 0) -> ProgressUpdate:
        update = self.report(item, place)
        return services.verify_update(update, by=self.secretariat)

    def closed(self, **changes: Any) -> LedgerItem:
        item = self.published(**changes)
        for place in range(3):
            self.verified(item, place)
        return self.fresh(item)

    def fresh(self, item: LedgerItem) -> LedgerItem:
        return selectors.get_item(item.number, self.secretariat)

    def day(self, days: int) -> date:
        return clock.today() + timedelta(days=days)
