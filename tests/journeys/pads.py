"""What the journeys of the leader's pad share: its places, its parts, what is written."""

import sqlite3
from contextlib import closing

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.demo_site import DATABASE, DemoSite

PAUSE = 2_000
KEPT = "已自动保存"


def pads_of(site: DemoSite, username: str) -> list[str]:
    """Return the addresses of the leader's unsigned pads, in the order of the agenda."""
    ask = """
        SELECT r.round, l.unit_id FROM organisation_leaderunitlink l
        JOIN organisation_person p ON p.id = l.leader_id
        JOIN accounts_user u ON u.id = p.user_id AND u.username = ?
        JOIN (SELECT max(id) AS round FROM meetings_reviewround) r
        JOIN meetings_agendaitem a ON a.unit_id = l.unit_id AND a.session_id = r.round
        WHERE l.ended_on IS NULL AND NOT EXISTS (
            SELECT 1 FROM comments_leadercomment c WHERE c.leader_id = p.id
            AND c.unit_id = l.unit_id AND c.round_id = r.round AND c.state <> 'draft')
        ORDER BY a.position"""
    rows = _asked(site, ask, username)
    return [f"/comments/{round_id}/{unit_id}/pad" for round_id, unit_id in rows]


def person_of(site: DemoSite, username: str) -> int:
    """Return the number of the person whose account this is."""
    ask = """
        SELECT p.id FROM organisation_person p
        JOIN accounts_user u ON u.id = p.user_id WHERE u.username = ?"""
    ((found,),) = _asked(site, ask, username)
    return int(found)


def _asked(site: DemoSite, ask: str, username: str) -> list[tuple[int, ...]]:
    place = f"file:{site.folder / DATABASE}?mode=ro"
    with closing(sqlite3.connect(place, uri=True)) as database:
        return database.execute(ask, [username]).fetchall()


def opened(leader: BrowserContext, address: str) -> Page:
    """Return the leader's pad at this address."""
    page = leader.new_page()
    page.goto(address)
    return page


def text_in(page: Page, section: str) -> Locator:
    """Return the last line of a section."""
    return page.locator(f"[data-section={section}] textarea").last


def write(page: Page, words: str, section: str = "priorities") -> None:
    """Type these words into the last line of the section."""
    text_in(page, section).fill(words)


def decide(page: Page, section: str, choice: str = "reference") -> None:
    """Choose what is to become of the last point of the section."""
    row = page.locator(f"[data-section={section}] [data-row]").last
    row.locator(f"[value={choice}]").check(force=True)


def write_all(page: Page, words: str) -> None:
    """Write a whole comment, ready to be signed."""
    for section in ("achievements", "priorities", "directions"):
        write(page, f"{words}：{section}", section)
        decide(page, section)


def status_of(page: Page) -> Locator:
    """Return the line that says how far saving has come."""
    return page.locator("[data-saved]")


def is_kept(page: Page) -> None:
    """Wait until the server has taken what is written."""
    expect(status_of(page)).to_contain_text(KEPT, timeout=15_000)


def sign(page: Page) -> None:
    """Press the seal, and once more where the page asks."""
    page.locator(".pad-foot .btn-seal").click()
    page.locator("#sign .btn-seal").click()
