"""Being away too long, and finding everything again afterwards."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from gongping.audit.models import Event
from gongping.foundation.audience import PUBLIC
from tests.accounts.conftest import PASSWORD, Later, with_password
from tests.world import World


@pytest.fixture
def client_in(world: World, later: Later) -> Client:
    with later(0):
        return world.client("unit")


def test_half_an_hour_without_a_page_signs_out(client_in: Client, later: Later) -> None:
    with later(31):
        response = client_in.get("/me?tab=2")
    assert response["Location"] == "/sign-in?next=/me%3Ftab%3D2"


def test_the_page_says_why(client_in: Client, later: Later) -> None:
    with later(31):
        page = client_in.get("/me", follow=True).content.decode()
    assert "离开的时间有些长，已为您退出" in page
    assert 'name="next" value="/me"' in page
    assert Event.objects.get().tag == "accounts:session:expired"


def test_every_page_begins_the_half_hour_anew(client_in: Client, later: Later) -> None:
    for minutes in (20, 40, 60, 80):
        with later(minutes):
            assert client_in.get("/me").status_code == 200


def test_presence_costs_no_write_within_a_minute(
    client_in: Client, later: Later
) -> None:
    with later(0.9), CaptureQueriesContext(connection) as queries:
        client_in.get("/me")
    assert not [q for q in queries if q["sql"].startswith(("UPDATE", "INSERT"))]
    with later(1.1), CaptureQueriesContext(connection) as queries:
        client_in.get("/me")
    assert [q for q in queries if q["sql"].startswith("UPDATE")]


def test_who_was_typing_comes_back_to_the_page_of_the_form(
    client_in: Client, world: World, later: Later
) -> None:
    with later(31):
        response = client_in.post(
            "/me/password",
            {"old": "x"},
            headers={"Referer": "http://testserver/ledger/2026-001/edit?part=2"},
        )
        assert response["Location"] == (
            "/sign-in?next=/ledger/2026-001/edit%3Fpart%3D2&unsent=1"
        )


def test_a_referrer_of_another_house_is_not_followed(
    client_in: Client, later: Later
) -> None:
    with later(31):
        elsewhere = {"Referer": "http://evil.example/x"}
        response = client_in.post("/me/password", {}, headers=elsewhere)
    assert response["Location"] == "/sign-in?next=/&unsent=1"


def test_an_autosave_is_told_in_its_own_tongue(client_in: Client, later: Later) -> None:
    with later(31):
        response = client_in.post(
            "/me/password",
            headers={
                "Accept": "application/json",
                "Referer": "http://testserver/comments/1/3/pad",
            },
        )
    assert response.status_code == 401
    told = json.loads(response.content)
    assert told["sign_in"].startswith("/sign-in?next=/comments/1/3/pad")
    assert "内容还在本机" in told["message"]


def test_a_fragment_sends_the_whole_page_to_the_door(
    client_in: Client, later: Later
) -> None:
    with later(31):
        asking = {"HX-Request": "true", "Referer": "http://testserver/ledger"}
        response = client_in.get("/me", headers=asking)
    assert response["HX-Redirect"] == "/sign-in?next=/ledger"


def test_after_signing_in_again_nothing_reminds_of_it(
    client_in: Client, world: World, later: Later
) -> None:
    with_password(world.users["unit"])
    with later(31):
        client_in.get("/me")
        form = {"username": "unit", "password": PASSWORD, "next": "/me"}
        assert client_in.post("/sign-in", form)["Location"] == "/me"
        page = client_in.post("/sign-out", follow=True).content.decode()
    assert "离开的时间有些长" not in page


def test_a_public_page_does_not_count_as_presence(
    client_in: Client, later: Later
) -> None:
    with later(20):
        client_in.get("/activate")
    with later(31):
        assert client_in.get("/me").status_code == 302


def test_a_stranger_gets_no_session_from_looking_at_the_door(
    client: Client, db: None
) -> None:
    client.get("/sign-in")
    client.get("/activate")
    assert not Session.objects.exists()


def test_a_form_sent_without_any_session_is_said_to_be_unsent(
    client: Client, db: None
) -> None:
    form_page = {"Referer": "http://testserver/me/password"}
    page = client.post("/me/password", {"old": "x"}, headers=form_page, follow=True)
    assert "刚才的没有交上去" in page.content.decode()
    assert 'name="next" value="/me/password"' in page.content.decode()


def test_no_route_of_the_ballot_asks_for_sign_in(client: Client, world: World) -> None:
    view = resolve("/vote/").func
    assert vars(view)["audience"] == {PUBLIC}
    assert client.get("/vote/").status_code != 302
    assert not client.cookies.get("sessionid")
