"""How many questions the main pages put to the database; no more in a larger house."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.box.fixtures import BoxServer, box_server
from tests.town import Town, build_town

__all__ = ["box_server"]

# Each test stands in a transaction of its own, inside that of the module's ministry.
pytestmark = pytest.mark.django_db
BUDGET = 15
Sample = dict[str, str]
PAGES: dict[str, tuple[str, str, Sample, int]] = {
    "workbench of a unit": ("unit", "workbench:home", {}, 15),
    "workbench of a leader": ("leader", "workbench:home", {}, 12),
    "workbench of the secretariat": ("secretariat", "workbench:home", {}, 9),
    "ledger": ("secretariat", "ledger:table", {}, 12),
    "item": ("secretariat", "ledger:item", {"number": "confirmed"}, 13),
    "console": ("secretariat", "procedure:console", {"round_id": "round"}, 14),
    "hall on the phone": ("voter", "procedure:hall", {"round_id": "round"}, 10),
    "hall's screen": ("voter", "procedure:screen", {"key": "screen_key"}, 4),
    "pad": (
        "leader", "comments:pad", {"round_id": "round", "unit_id": "other_unit"}, 14,
    ),
    "report": (
        "secretariat", "meetings:report", {"round_id": "round", "unit_id": "unit"}, 9,
    ),
    "coverage": ("secretariat", "comments:coverage", {"round_id": "round"}, 9),
    "result": ("secretariat", "results:result", {"code": "counted_poll"}, 9),
    "document": ("secretariat", "bulletins:bulletin", {"pk": "waiting_bulletin"}, 8),
    "people": ("secretariat", "organisation:people", {}, 9),
    "matrix": ("secretariat", "organisation:matrix", {}, 8),
}  # fmt: skip


@pytest.fixture(scope="module", params=[0, 12], ids=["small", "large"])
def town(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    box_server: BoxServer,
) -> Iterator[Town]:
    """The ministry of six units, and one three times as large."""
    speaks = override_settings(
        BOX_URL=box_server.url, BOX_SECRET_PATH=box_server.secret_path
    )
    with django_db_blocker.unblock(), speaks, transaction.atomic():
        yield build_town(box_server, more_units=request.param)
        transaction.set_rollback(True)


def test_no_page_is_above_the_budget() -> None:
    assert {page for page, (*_, number) in PAGES.items() if number > BUDGET} == set()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_often_as_stated(town: Town, page: str) -> None:
    who, route, sample, stated = PAGES[page]
    address = reverse(route, kwargs={k: town.samples[v] for k, v in sample.items()})
    browser = town.browser(who)
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
        found = [query["sql"][:160] for query in asked.captured_queries]
    assert answer.status_code == 200
    assert len(found) == stated, "\n".join([f"{len(found)} queries", *found])
