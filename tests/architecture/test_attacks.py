"""Reaching past one's role with what a page never offers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from tests.architecture.test_routes import REFUSED, is_at_the_gate, said
from tests.box.fixtures import BoxServer, box_server
from tests.routes import ANONYMOUS, EVERYBODY, ROUTES
from tests.town import Town, build_town

__all__ = ["box_server"]

pytestmark = pytest.mark.django_db
# Everything that some form of ours takes, and what none takes.
PLANTED = {
    "title": "改过的", "name": "改过的", "text": "改过的", "note": "改过的",
    "reason": "改过的", "state": "closed", "role": "security_admin", "is_active": "on",
    "lead_unit": "1", "unit": "1", "person": "1", "user": "1", "grade": "1",
    "due_on": "2030-01-01", "new_due_on": "2030-01-01", "code": "X", "audience": "all",
}  # fmt: skip


@pytest.fixture(scope="module")
def town(
    django_db_setup: None, django_db_blocker: Any, box_server: BoxServer
) -> Iterator[Town]:
    """The ministry, built once; whatever a request changes is rolled back."""
    speaks = override_settings(
        BOX_URL=box_server.url, BOX_SECRET_PATH=box_server.secret_path
    )
    with django_db_blocker.unblock(), speaks, transaction.atomic():
        yield build_town(box_server)
        transaction.set_rollback(True)


def send(town: Town, name: str, who: str) -> Any:
    sample = {key: town.samples[value] for key, value in ROUTES[name].sample.items()}
    with transaction.atomic():
        answer: Any = town.browser(who).post(reverse(name, kwargs=sample), PLANTED)
        b"".join(answer.streaming_content if answer.streaming else ())
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("name", ROUTES)
def test_a_form_filled_by_hand_opens_no_door(town: Town, name: str) -> None:
    """Every address takes no form from those for whom it is not."""
    wrong = []
    for who in sorted(EVERYBODY - ROUTES[name].who):
        answer = send(town, name, who)
        is_refused = answer.status_code in {*REFUSED, 405}
        if not (is_refused or (who == ANONYMOUS and is_at_the_gate(answer))):
            wrong.append(f"{who}: {said(answer)}")
    assert not wrong, "\n".join([name, *wrong])


@pytest.mark.parametrize("name", ROUTES)
def test_a_form_filled_by_hand_breaks_nothing(town: Town, name: str) -> None:
    for who in sorted(ROUTES[name].who):
        answer = send(town, name, who)
        assert answer.status_code < 500, f"{who}: {said(answer)}"


# The issuer's door knows no session: a ticket, not a browser, has the right there.
WITHOUT_SESSION = {"roll:issue"}
GUARDED = [n for n, r in ROUTES.items() if r.is_act and n not in WITHOUT_SESSION]


@pytest.mark.parametrize("name", GUARDED)
def test_no_act_is_done_from_another_site(town: Town, name: str) -> None:
    """Even the switches of language and text size ask for the page's own token."""
    sample = {key: town.samples[value] for key, value in ROUTES[name].sample.items()}
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answer = client.post(reverse(name, kwargs=sample), PLANTED)
    assert answer.status_code == 403, said(answer)


@pytest.mark.parametrize("name", sorted(WITHOUT_SESSION))
def test_a_door_without_session_reads_no_cookie_and_sets_none(
    town: Town, name: str
) -> None:
    sample = {key: town.samples[value] for key, value in ROUTES[name].sample.items()}
    answer = town.browser("voter").post(reverse(name, kwargs=sample), PLANTED)
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


AWAY = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]


@pytest.mark.parametrize("away", AWAY)
@pytest.mark.parametrize("name", [n for n, r in ROUTES.items() if r.is_act])
def test_no_act_leads_away_from_the_house(town: Town, name: str, away: str) -> None:
    who = min(ROUTES[name].who)
    sample = {key: town.samples[value] for key, value in ROUTES[name].sample.items()}
    sent = {"next": away, "back": away, "url": away, "page": away, "path": away}
    with transaction.atomic():
        answer = town.browser(who).post(
            reverse(name, kwargs=sample), sent, headers={"referer": away}
        )
        transaction.set_rollback(True)
    assert "evil" not in answer.get("Location", "")
    assert "javascript" not in answer.get("Location", "")
