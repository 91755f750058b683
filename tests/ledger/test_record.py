"""Every write is on record, in an act that has its sentence."""

import pytest

from gongping.audit.models import Event
from gongping.ledger import services
from tests.ledger.factory import Desk

ONE_MILESTONE = [
    "ledger:progress:reported",
    "ledger:progress:confirmed",
    "ledger:progress:verified",
]


def tags() -> list[str]:
    found = Event.objects.order_by("position").values_list("tag", flat=True)
    return [tag for tag in found if tag.startswith("ledger:")]


def test_a_life_from_draft_to_look_back_is_on_record(desk: Desk) -> None:
    item = desk.closed()
    item.look_back_due_on = desk.day(0)
    item.save()
    services.record_look_back(item, "还在", by=desk.secretariat)
    assert tags() == [
        "ledger:item:registered",
        "ledger:item:published",
        *ONE_MILESTONE * 3,
        "ledger:item:closed",
        "ledger:item:looked_back",
    ]


def test_an_act_names_its_item_and_who_did_it(desk: Desk) -> None:
    item = desk.published()
    event = Event.objects.get(tag="ledger:item:published")
    assert event.subject_key == item.number
    assert event.actor_name == desk.secretariat.name
    assert item.title in event.subject


def test_a_refused_step_leaves_no_trace(desk: Desk) -> None:
    item = desk.published()
    before = tags()
    with pytest.raises(Exception, match="这项由"):
        desk.report(item, by=desk.other)
    assert tags() == before
