"""Every main page as each role meets it: it opens, reads well, fits and is quiet."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser

from tests.journeys.demo_site import DemoSite, read_in
from tests.journeys.looking import DESKTOP, PHONE, Look

pytestmark = pytest.mark.journey

PAPER = ("/print", "/print/", "/form", "/notice", "/count-report", "sheet")
OF_ANYBODY = ("/sign-in", "/activate", "/ui-components", "/no-such-page 404")
OF_ALL = ("/", "/me", "/system/audit 403")
OFFICE = """
/organisation /organisation/units/{unit} /organisation/units/{unit}/edit
/organisation/units/new /organisation/units/{unit}/links /organisation/links
/organisation/leaders/{leader}/links /organisation/people /organisation/people/new
/organisation/people/{person} /organisation/people/{person}/edit /organisation/setup
/organisation/categories/{category} /organisation/import /organisation/import/{batch}
/comments /comments/{comment} /comments/{comment}/print /comments/{round}/coverage
/comments/{round}/form /comments/{round}/dictate/{leader}/{unsaid}
"""
LEDGER = """
/ledger /ledger?view=mine /ledger/new /ledger/focuses /ledger/import
/ledger/import/{ledger_batch} /ledger/{item} /ledger/{item}/edit /ledger/{item}/notice
/ledger/{to_verify} /ledger/{draft}/edit
"""
SESSION = """
/meetings /meetings/rounds /meetings/rounds/new /meetings/rounds/{round}
/meetings/rounds/{round}/edit /meetings/{round} /meetings/{past}
/meetings/{round}/readiness /meetings/{round}/agenda /meetings/{round}/agenda?edit=1
/meetings/{round}/venues /meetings/{round}/attendance /meetings/{round}/reports
/meetings/{round}/reports/{unit} /meetings/{round}/reports/{unit}/print
/meetings/{round}/print/agenda /meetings/{round}/print/sign-in-sheet
/meetings/{round}/screen /hall/{round}
"""
POLLS = """
/polls /polls/new /polls/{poll} /polls/{poll}/plan /polls/{poll}/rules
/polls/{poll}/scrutineers /polls/{poll}/desk /polls/{counted}/desk /roll/{poll}/slips
/roll/{poll}/entries /results /results/{counted} /results/{counted}/table
/results/{counted}/units/{unit} /results/{counted}/count-report
/results/{counted}/publish
"""
DOCUMENTS = """
/bulletins /bulletins?round={past} /bulletin/{minutes}/print /bulletin/{report}
/bulletin/{report}/edit /bulletin/{report}/again
"""
PAGES: dict[str, Sequence[str]] = {
    "nobody": OF_ANYBODY,
    "secretariat organisation": OFFICE.split(),
    "secretariat ledger": ["/", *LEDGER.split()],
    "secretariat session": SESSION.split(),
    "secretariat polls": POLLS.split(),
    "secretariat documents": DOCUMENTS.split(),
    "leader": [
        *OF_ALL, "/ledger", "/comments", "/comments/{round}/{unsaid}/pad",
        "/comments/{round}/{said}/pad", "/comments/{round}/ready", "/meetings",
        "/meetings/{round}/agenda", "/meetings/{round}/reports/{unit}", "/results",
        "/results/{counted}", "/bulletin/{minutes}",
    ],
    "unit": [
        *OF_ALL, "/ledger?unit={unit}", "/ledger/{item}", "/ledger/{item}/report",
        "/ledger/{draft}", "/ledger/{draft}/path", "/ledger/{item}/extension",
        "/ledger/new", "/comments", "/comments/{comment}", "/meetings",
        "/meetings/{round}/reports/{unit}", "/results",
    ],
    "liaison": [*OF_ALL, "/ledger/{centre_item}", "/ledger/{centre_item}/report"],
    "voter": [*OF_ALL, "/polls/{poll}/rules", "/roll/{poll}"],
    "scrutineer-1": [*OF_ALL, "/polls", "/polls/{poll}/scrutineers"],
    "system": [
        "/", "/me", "/me/second-factor", "/system", "/system/accounts",
        "/system/accounts/new", "/system/accounts/{user}", "/system/people-accounts",
        "/system/feedback", "/no-such-page 404",
    ],
    "security": ["/", "/system", "/system/roles", "/system/accounts/{user}"],
    "audit": ["/", "/system/audit"],
}  # fmt: skip


@pytest.mark.parametrize("visit", PAGES)
def test_pages_open_read_well_and_fit(
    browser: Browser, demo_site: DemoSite, visit: str
) -> None:
    username, _, _part = visit.partition(" ")
    addresses = filled(demo_site, PAGES[visit])
    context = demo_site.visitor(browser, username if username != "nobody" else "")
    look = Look(context.new_page())
    for address, status in addresses:
        if look.open(address, status):
            look.judge(address, DESKTOP, PHONE, is_paper=is_paper(address))
    read_in(context, demo_site.url, "en")
    look.page.set_viewport_size(DESKTOP)
    for address, status in addresses:
        if look.open(address, status):
            look.judge(
                f"{address} en",
                DESKTOP,
                is_paper=is_paper(address),
                is_new_in_colour=False,
            )
    context.close()
    assert look.wrong == [], "\n".join(look.wrong)


def filled(site: DemoSite, pages: Sequence[str]) -> list[tuple[str, int]]:
    """Return the addresses in this demo, each with the status it should have."""
    told = [site.address(page).partition(" ") for page in pages]
    return [(address, int(status or 200)) for address, _, status in told]


def is_paper(address: str) -> bool:
    """Whether the page is set for paper, where a print's sizes hold."""
    return any(part in address for part in PAPER)


def test_a_unit_reads_its_result_once_published(
    browser: Browser, demo_site: DemoSite
) -> None:
    (result, _), (own, _) = filled(
        demo_site, ("/results/{counted}/publish", "/results/{counted}/units/{unit}")
    )
    context = demo_site.visitor(browser, "secretariat")
    desk = context.new_page()
    desk.goto(result)
    desk.locator("main input[name=audience]").last.check()
    desk.click("main .btn-primary")
    desk.click("main button.btn-primary, main button.btn-seal")
    context.close()
    context = demo_site.visitor(browser, "unit")
    look = Look(context.new_page())
    if look.open(own):
        look.judge(own, DESKTOP, PHONE)
    context.close()
    assert look.wrong == []


def test_the_look_sees_what_is_wrong(browser: Browser) -> None:
    look = Look(browser.new_page())
    look.page.set_content(
        "<p style='font-size:12px;width:2000px'>字</p><img src='data:,'>"
        "<script>console.error('坏')</script>"
    )
    look.judge("page", PHONE)
    look.page.close()
    said = " ".join(look.wrong)
    assert all(word in said for word in ("image-alt", "wide:", "small:", "坏"))
