"""Opening the slips that nobody drew: before witnesses, and never unheard."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils.html import escape

from gongping.audit.models import Event
from gongping.foundation.actors import Role
from gongping.polls.selectors import plan_of, ticket_address
from gongping.procedure import ballots
from gongping.roll.models import Right, RollEntry
from gongping.roll.services import mark_slip_drawn, print_slips
from tests.box.fixtures import BoxServer
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import World, give_account

LEFT_OVER = 15


class Closed(SealedSeason):
    """A closed sealed poll, with the slips that were printed for its first group."""

    slips: list[str]

    def open(self, device: Client, *slips: str) -> HttpResponseBase:
        sent = json.dumps({"slips": slips})
        return device.post(
            self.url("undrawn", "roll"), sent, "application/json", HTTP_ACCEPT="*/json"
        )


@pytest.fixture
def closed(world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any) -> Closed:
    """Three slips were printed and one redeemed; nobody is marked as having drawn."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    season = begin_season(world, box_in_use)
    season.__class__ = Closed
    assert isinstance(season, Closed)
    groups = plan_of(season.poll).groups
    season.plan(groups=(replace(groups[0], slip_count=3), *groups[1:]))
    season.key_up().freeze()
    season.slips = print_slips(season.poll, 1, by=season.secretariat)
    season.sign_rules()
    season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    season.redeem(season.slips[0], 1)
    season.poll = ballots.open_casting(season.reloaded(), by=season.secretariat)
    season.close()
    return season


def test_nobody_opens_slips_without_enough_scrutineers_in_the_room(
    closed: Closed,
) -> None:
    office, watch = closed.world.client("secretariat"), closed.watches[0].browser
    assert closed.open(office, closed.slips[1]).status_code == 409
    closed.attend("scrutineer")
    assert closed.open(office, closed.slips[1]).status_code == 409
    assert closed.open(watch, closed.slips[1]).status_code == 409
    closed.attend("scrutineer2")
    assert closed.open(office, closed.slips[1]).status_code == 204
    assert closed.open(watch, closed.slips[2]).status_code == 204


def test_a_scrutineer_of_another_poll_opens_no_slips(closed: Closed) -> None:
    closed.attend("scrutineer", "scrutineer2")
    closed.world.users["elsewhere"] = give_account("elsewhere", None, Role.SCRUTINEER)
    stranger = closed.world.client("elsewhere")
    assert closed.open(stranger, closed.slips[1]).status_code == 403
    assert not Right.objects.exclude(opened="").exists()


def test_a_slip_that_was_redeemed_undrawn_is_put_on_record(closed: Closed) -> None:
    closed.attend("scrutineer", "scrutineer2")
    office = closed.world.client("secretariat")
    assert closed.open(office, *closed.slips[:2]).status_code == 409
    event = Event.objects.get(tag="roll:slips:redeemed")
    assert event.detail["slips"] == closed.slips[0][:8]
    opened = Right.objects.exclude(opened="").values_list("opened", flat=True)
    assert list(opened) == [closed.slips[1]]


def test_a_slip_typed_as_it_is_printed_is_kept_as_it_was_made(closed: Closed) -> None:
    closed.attend("scrutineer", "scrutineer2")
    slip = closed.slips[1]
    typed = " ".join(slip[at : at + 4] for at in range(0, 32, 4))
    assert closed.open(closed.world.client("secretariat"), typed).status_code == 204
    assert Right.objects.exclude(opened="").get().opened == slip


def _type(season: Closed, typed: str, who: str = "secretariat") -> Any:
    browser = season.world.client(who)
    return browser.post(
        season.url("slips/left-over", "roll"), {"typed": typed}, follow=True
    )


def test_a_slip_is_opened_as_a_reader_types_it(closed: Closed) -> None:
    closed.attend("scrutineer", "scrutineer2")
    whole = ticket_address(closed.poll, closed.slips[1], 1)
    page = _type(closed, whole, "scrutineer").content.decode()
    assert "已打开，一共 1 张" in page
    assert "还差 2 张" in page
    wide = "".join(chr(ord(c) + 0xFEE0) for c in closed.slips[2].upper())
    assert "已打开，一共 2 张" in _type(closed, wide).content.decode()
    assert "已经打开过" in _type(closed, whole).content.decode()
    entry = RollEntry.objects.filter(poll=closed.poll, group__position=1).first()
    assert entry is not None
    mark_slip_drawn(closed.reloaded(), entry.key, by=closed.secretariat)
    page = closed.world.client("secretariat").get(closed.url("slips/left-over", "roll"))
    assert "对得上" in page.content.decode()


def test_differences_are_said_when_too_many_were_marked(closed: Closed) -> None:
    for entry in RollEntry.objects.filter(poll=closed.poll, group__position=1)[:4]:
        mark_slip_drawn(closed.poll, entry.key, by=closed.secretariat)
    page = closed.world.client("secretariat").get(closed.url("slips/left-over", "roll"))
    assert "多 1 张" in page.content.decode()


@pytest.mark.parametrize("typed", ["", "12 34", "https://elsewhere/vote/#ab&t=12"])
def test_what_is_no_slip_of_this_poll_is_said_and_not_lost(
    closed: Closed, typed: str
) -> None:
    closed.attend("scrutineer", "scrutineer2")
    answer = _type(closed, typed)
    assert answer.status_code == 422
    assert f'value="{escape(typed)}"' in answer.content.decode()
    assert not Right.objects.exclude(opened="").exists()


def test_the_page_says_who_was_robbed_and_refuses_without_witnesses(
    closed: Closed,
) -> None:
    assert _type(closed, closed.slips[0]).status_code == 409
    closed.attend("scrutineer", "scrutineer2")
    answer = _type(closed, closed.slips[0])
    assert answer.status_code == 409
    said = answer.content.decode()
    assert said.index("先核对登记") < said.index("才是有人冒领")


def test_the_page_of_what_is_left_asks_the_same_few_things(
    closed: Closed, django_assert_num_queries: Any
) -> None:
    office = closed.world.client("secretariat")
    with django_assert_num_queries(LEFT_OVER):
        office.get(closed.url("slips/left-over", "roll"))
