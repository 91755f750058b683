"""A ballot of two offices, collected in the browser: a ticket here, a letter there."""

import copy
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.issuer.halls import Hall, box_in_use, box_server, hall, open_hall
from tests.polls.ballot_page import let_pages_reach
from tests.polls.sealed_page import SealedVoter, new_phone

__all__ = ["box_in_use", "box_server", "hall", "open_hall"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def voter(browser: Browser, open_hall: Hall, settings: Any) -> Any:
    """A voter with a ticket of the first office, and a letter of the second."""
    let_pages_reach(open_hall.season.box, settings)
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["connect-src"].append(open_hall.door)
    settings.CONTENT_SECURITY_POLICY = policy
    context = new_phone(browser)

    def name_the_door(route: Route) -> None:
        # The office's own address is known here only after it named it in its keys.
        told = route.fetch().json()
        told["issuers"][1] = f"{open_hall.door}/polls/{open_hall.season.code}/issue"
        route.fulfill(json=told)

    context.route("**/vote/rules/*", name_the_door)
    held = open_hall.ticket(0)
    page = context.new_page()
    voter = SealedVoter(context, page, open_hall.site, open_hall.season, held)
    yield voter.noting()
    context.close()


def _letter(hall: Hall, voter: SealedVoter) -> str:
    """Draw a letter of the voter's group, as it is handed over at the desk."""
    group = voter.ticket.group
    waiting = [v for v in hall.operator.office.roll.voters if v.group == group]
    hall.operator.hands(waiting[0].reference)
    return hall.letters[group].pop()


def test_a_letter_is_typed_beside_the_ticket(
    open_hall: Hall, voter: SealedVoter
) -> None:
    letter = _letter(open_hall, voter)
    voter.join()
    expect(voter.page.locator("label[for=ticket-entry]")).to_contain_text("纪检")
    voter.page.fill("#ticket-entry", letter)
    voter.page.click(".ballot-entry .btn")
    voter.collect()
    open_hall.casting()
    voter.fill()
    voter.review()
    voter.page.click("#foot [data-part=look]")
    expect(voter.page.locator("#foot")).to_contain_text("已经开始投票")
    voter.seal()
    voter.send_now()
    leaf = voter.receipt()
    open_hall.season.close()
    assert voter.leaves() == [leaf]


def test_a_letter_typed_wrongly_costs_neither_ticket_nor_letter(
    open_hall: Hall, voter: SealedVoter
) -> None:
    letter = _letter(open_hall, voter)
    voter.join()
    voter.page.fill("#ticket-entry", "ab" * 16)
    voter.page.click(".ballot-entry .btn")
    voter.page.get_by_role("button", name="在这台设备上领票").click()
    assert "没有这张票证" in voter.problem()
    assert voter.redeemed() == 0
    voter.page.fill("#ticket-entry", letter)
    voter.page.click(".ballot-entry .btn")
    voter.collect()


def test_scanned_in_either_order_they_make_one_ballot(
    open_hall: Hall, voter: SealedVoter
) -> None:
    letter = _letter(open_hall, voter)
    voter.page.goto(f"{voter.plain}&t={letter}&g={voter.ticket.group}&i=2")
    voter.page.wait_for_selector("#ticket-entry")
    voter.page.goto("about:blank")
    voter.join()
    voter.collect()
    assert voter.redeemed() == 1
