"""The door: who gets in, who does not, and what each is told."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client

from gongping.accounts.models import User
from gongping.audit.models import Event
from tests.accounts.conftest import PASSWORD, try_door, with_password
from tests.world import World


def tags() -> list[str]:
    return list(Event.objects.order_by("position").values_list("tag", flat=True))


def test_the_notice_and_the_reading_aids_stand_before_sign_in(
    client: Client, world: World
) -> None:
    page = client.get("/sign-in").content.decode()
    assert "本系统不是涉密系统" in page
    assert "大字" in page
    assert "English" in page


def test_the_right_password_leads_in(client: Client, world: World) -> None:
    with_password(world.users["unit"])
    form = {"username": "unit", "password": PASSWORD, "next": "/me"}
    response = client.post("/sign-in", form)
    assert response.status_code == 302
    assert response["Location"] == "/me"
    assert "资源保护司负责人" in client.get("/me").content.decode()
    assert tags() == ["accounts:sign_in:succeeded"]


def test_the_account_does_not_remember_when_somebody_came(
    client: Client, world: World
) -> None:
    """A time beside each name could be laid beside the order of ballots."""
    with_password(world.users["unit"])
    before = User.objects.filter(username="unit").values().get()
    assert try_door(client, "unit") == 302
    assert User.objects.filter(username="unit").values().get() == before


def test_the_user_name_is_forgiving(client: Client, world: World) -> None:
    with_password(world.users["unit"])
    assert try_door(client, " ＵＮＩＴ ") == 302


def test_a_wrong_password_says_the_same_as_a_wrong_name(
    client: Client, world: World
) -> None:
    with_password(world.users["unit"])
    known = client.post("/sign-in", {"username": "unit", "password": "wrong"})
    unknown = client.post("/sign-in", {"username": "nobody", "password": "wrong"})
    assert known.status_code == unknown.status_code == 422
    assert "用户名和密码没有对上" in known.content.decode()
    assert "用户名和密码没有对上" in unknown.content.decode()


def test_the_typed_name_is_kept_and_the_password_is_not(
    client: Client, world: World
) -> None:
    page = client.post("/sign-in", {"username": "unit", "password": "秘密123"})
    assert 'value="unit"' in page.content.decode()
    assert "秘密123" not in page.content.decode()


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example/x", "/\\evil.example", "javascript:1"],
)
def test_the_way_on_never_leaves_the_house(
    client: Client, world: World, wanted: str
) -> None:
    with_password(world.users["unit"])
    form = {"username": "unit", "password": PASSWORD, "next": wanted}
    assert client.post("/sign-in", form)["Location"] == "/"
    page = Client().get("/sign-in", {"next": wanted}).content.decode()
    assert "evil" not in page.split("data-sign-in")[1]


def test_who_is_in_already_is_led_on(world: World) -> None:
    response = world.client("unit").get("/sign-in?next=/me")
    assert response["Location"] == "/me"


@pytest.mark.parametrize("username", ["unit", "nobody"])
def test_five_failures_pause_a_name_whether_or_not_it_exists(
    client: Client, world: World, username: str
) -> None:
    with_password(world.users["unit"])
    statuses = [try_door(client, username, "wrong") for _ in range(5)]
    assert statuses == [422, 422, 422, 422, 429]
    page = client.post("/sign-in", {"username": username, "password": PASSWORD})
    assert page.status_code == 429
    assert "先停一停" in page.content.decode()
    assert "请找安全管理员解锁" in page.content.decode()


def test_the_last_tries_are_counted_aloud(client: Client, world: World) -> None:
    with_password(world.users["unit"])
    try_door(client, "unit", "wrong")
    response = client.post("/sign-in", {"username": "unit", "password": "x"})
    assert "还可以试 3 次" in response.content.decode()


def test_the_pause_ends_when_the_page_said(client: Client, world: World) -> None:
    with_password(world.users["unit"])
    for _ in range(5):
        try_door(client, "unit", "wrong")
    earlier = F("attempt_time") - timedelta(minutes=16)
    AccessAttempt.objects.update(attempt_time=earlier)
    assert try_door(client, "unit") == 302


def test_tries_during_the_pause_do_not_prolong_it(client: Client, world: World) -> None:
    for _ in range(5):
        try_door(client, "nobody", "wrong")
    before = AccessAttempt.objects.get().attempt_time
    assert try_door(client, "nobody", "wrong") == 429
    assert AccessAttempt.objects.get().attempt_time == before


def test_a_failure_keeps_no_address_no_browser_and_nothing_typed(
    client: Client, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    form = {"username": "unit", "password": "wrong-and-secret", "next": "/me"}
    client.defaults |= {"REMOTE_ADDR": "192.0.2.7", "HTTP_USER_AGENT": "Telephone/7"}
    for _ in range(6):
        client.post("/sign-in", form)
    (kept,) = AccessAttempt.objects.values()
    for private in ("192.0.2.7", "Telephone/7", "wrong-and-secret", "/me"):
        assert private not in str(kept)
        assert private not in caplog.text
    assert (kept["username"], kept["failures_since_start"]) == ("unit", 5)
    assert client.post("/sign-in", form).status_code == 429


def test_old_failures_go_with_the_next_sign_in_of_anybody(
    client: Client, world: World
) -> None:
    try_door(client, "somebody", "wrong")
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=16))
    with_password(world.users["unit"])
    try_door(client, "unit")
    assert not AccessAttempt.objects.exists()


def test_failures_and_the_pause_are_on_record(client: Client, world: World) -> None:
    with_password(world.users["unit"])
    for _ in range(7):
        try_door(client, "unit", "wrong")
    assert tags() == ["accounts:sign_in:failed"] * 5 + ["accounts:account:locked"]


def test_an_unknown_name_is_noted_once_a_minute_and_never_spelt_out(
    client: Client, world: World
) -> None:
    for name in ("hunter2", "hunter3"):
        try_door(client, name, "wrong")
    event = Event.objects.get()
    assert event.tag == "accounts:sign_in:unknown"
    assert "hunter" not in f"{event.subject}{event.subject_key}{event.detail}"


def test_one_name_paused_leaves_the_hall_alone(client: Client, world: World) -> None:
    with_password(world.users["voter"])
    for _ in range(5):
        try_door(client, "unit", "wrong")
    assert try_door(client, "voter") == 302


def test_a_disabled_account_is_told_no_more_than_a_wrong_password(
    client: Client, world: World
) -> None:
    user = with_password(world.users["unit"])
    User.objects.filter(pk=user.pk).update(is_active=False)
    form = {"username": "unit", "password": PASSWORD}
    page = client.post("/sign-in", form)
    assert "用户名和密码没有对上" in page.content.decode()


def test_signing_out_ends_the_session_and_says_so(world: World) -> None:
    client = world.client("unit")
    page = client.post("/sign-out", follow=True)
    assert "已退出" in page.content.decode()
    assert client.get("/me")["Location"] == "/sign-in?next=/me"


def test_signing_out_takes_a_button_and_not_a_link(world: World) -> None:
    assert world.client("unit").get("/sign-out").status_code == 405


def test_the_door_speaks_english(client: Client, world: World) -> None:
    client.cookies["gongping_language"] = "en"
    page = client.post("/sign-in", {"username": "unit", "password": "x"})
    assert "do not match" in page.content.decode()


def test_a_session_key_planted_before_is_worth_nothing_after(
    client: Client, world: World
) -> None:
    with_password(world.users["unit"])
    client.get("/sign-in")
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted
    assert try_door(client, "unit") == 302
    assert client.session.session_key != planted
    stranger = Client()
    stranger.cookies["sessionid"] = planted
    assert stranger.get("/me").status_code == 302


def test_another_person_at_the_same_browser_finds_nothing_left(
    client: Client, world: World
) -> None:
    for who in ("unit", "voter"):
        with_password(world.users[who])
    try_door(client, "unit")
    client.session.save()
    session = client.session
    session["mine"] = "left behind"
    session.save()
    client.post("/sign-out")
    assert try_door(client, "voter") == 302
    assert "mine" not in client.session


def test_no_log_line_repeats_what_was_typed(
    client: Client, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with_password(world.users["unit"])
    with caplog.at_level("DEBUG"):
        try_door(client, "unit", "a-wrong-secret-phrase")
        try_door(client, "my-password-in-the-name-field", "x")
        try_door(client, "unit")
    for typed in ("a-wrong-secret-phrase", PASSWORD):
        assert typed not in caplog.text
