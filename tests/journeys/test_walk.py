"""One walk through the demo: from a task without a path to a comment signed for."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from gongping.foundation import clock
from tests.journeys.demo_site import DemoSite

pytestmark = pytest.mark.journey

TITLE = "信息系统国产化替代试点"
HEAD, LIAISON = "b032", "liaison"
WORDS = "先把口径定下来，再谈系统。"


def day(days: int) -> str:
    """Return the day so many days from today, as a form takes it."""
    return clock.days_from_today(days).isoformat()


def as_somebody(browser: Browser, site: DemoSite, username: str, **how: object) -> Page:
    """Return a page of somebody who has just signed in."""
    return site.visitor(browser, username, **how).new_page()  # type: ignore[arg-type]


def test_a_task_goes_from_the_secretariat_to_the_unit_and_back(
    browser: Browser, demo_site: DemoSite, tmp_path: Path
) -> None:
    desk = as_somebody(browser, demo_site, "secretariat")
    address = a_task_is_published(desk, demo_site)
    liaison = as_somebody(browser, demo_site, LIAISON)
    the_unit_reports(liaison, address, tmp_path)
    head = as_somebody(browser, demo_site, HEAD)
    head.goto(address)
    head.locator("article.entry form button").click()
    expect(head.locator(".msg-success")).to_contain_text("已核，交秘书处审核")
    the_secretariat_verifies(desk, address)
    for page in (desk, liaison, head):
        page.context.close()


def a_task_is_published(page: Page, site: DemoSite) -> str:
    """The secretariat forgets the path, is told so, and adds it."""
    page.goto("/ledger/new")
    page.fill("[name=title]", TITLE)
    page.check("[name=track] >> nth=0")
    page.select_option("[name=lead_unit]", site.place("centre"))
    page.select_option("[name=responsible_person]", site.place("liaison"))
    page.fill("[name=due_on]", day(30))
    page.click(".form-end [value=publish]")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_contain_text("至少要有一个节点")
    summary.get_by_role("link").click()
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    page.fill("[name=path-0-title]", "三个系统完成替代")
    page.fill("[name=path-0-due_on]", day(20))
    page.click(".form-end [value=publish]")
    expect(page.locator(".msg-success")).to_contain_text("已发布")
    return page.url.partition("#")[0]


def the_unit_reports(page: Page, address: str, folder: Path) -> None:
    """The liaison reports a milestone, with a list of what was done."""
    proof = folder / "替代清单.pdf"
    proof.write_bytes(b"%PDF-1.7 x")
    page.goto(address)
    page.get_by_role("button", name="签收", exact=True).click()
    expect(page.locator(".msg-success")).to_contain_text("已签收")
    page.goto(f"{address}/report")
    page.fill("main form.form [name=text]", "三个系统已替代，清单附后。")
    page.set_input_files("main form.form [name=files]", proof)
    page.click("main form.form .btn-primary")
    expect(page.locator("article.entry .files")).to_contain_text("替代清单.pdf")


def the_secretariat_verifies(page: Page, address: str) -> None:
    """The secretariat accepts the report, and the item says so."""
    page.goto(address)
    page.locator("article.entry").get_by_role("link", name="审核").first.click()
    page.click("main form.form .btn-primary")
    expect(page.locator(".msg-success")).to_contain_text("审核通过")


def test_a_leader_comments_and_the_unit_signs_for_it(
    browser: Browser, demo_site: DemoSite
) -> None:
    chief = demo_site.place("head_of_unsaid")
    page = as_somebody(browser, demo_site, "leader")
    page.goto(demo_site.address("/comments/{round}/{unsaid}/pad"))
    words_outlive_a_reload(page)
    page.locator(".pad-foot .btn-seal").click()
    page.locator("#sign .btn-seal").click()
    expect(page.locator("main")).to_contain_text("已签署，不能再改")
    address = page.locator(".pad-foot a.btn").get_attribute("href")
    page.context.close()
    assert address is not None
    head = as_somebody(browser, demo_site, chief)
    head.goto(address)
    expect(head.locator("main")).to_contain_text(WORDS)
    head.get_by_role("button", name="签收点评").click()
    expect(head.locator(".summary")).to_contain_text("签收")
    head.context.close()


def words_outlive_a_reload(page: Page) -> None:
    """Every section that must be filled is written; the page keeps it by itself."""
    for section in page.locator(".pad-section").all():
        section.locator("textarea").first.fill(WORDS)
        section.locator("[value=reference]").first.check(force=True)
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存", timeout=10_000)
    page.reload()
    expect(page.locator("textarea").first).to_have_value(WORDS)


def test_the_keyboard_alone_signs_for_a_comment(
    browser: Browser, demo_site: DemoSite
) -> None:
    page = as_somebody(browser, demo_site, "unit")
    page.goto(demo_site.address("/comments/{to_sign_for}"))
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement.matches('form[action$=acknowledge] *')"
        ):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_contain_text("签收")
    page.context.close()


def test_language_and_large_text_are_kept(
    browser: Browser, demo_site: DemoSite
) -> None:
    page = as_somebody(browser, demo_site, "unit")
    page.goto("/ledger")
    before = page.evaluate("getComputedStyle(document.body).fontSize")
    page.get_by_role("button", name="大字").click()
    page.get_by_role("button", name="English").click()
    page.goto("/comments")
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute("html", "data-text") == "large"
    after = page.evaluate("getComputedStyle(document.body).fontSize")
    assert float(after.removesuffix("px")) > float(before.removesuffix("px"))
    page.context.close()


def test_pages_work_without_script(browser: Browser, demo_site: DemoSite) -> None:
    page = as_somebody(browser, demo_site, "secretariat", script=False)
    page.goto("/ledger")
    rows = page.locator("table tbody tr:visible")
    total = rows.count()
    page.fill("main [name=q]", "信息中心")
    with page.expect_navigation():
        page.locator("main [name=q]").press("Enter")
    assert 0 < rows.count() < total
    page.goto(demo_site.address("/meetings/{round}/attendance"))
    page.check("main fieldset.marks >> nth=1 >> input >> nth=1", force=True)
    page.click("main .form-foot .btn-primary")
    expect(page.locator(".msg-success")).to_be_visible()
    page.context.close()


def test_a_report_without_script(browser: Browser, demo_site: DemoSite) -> None:
    page = as_somebody(browser, demo_site, LIAISON, script=False)
    page.goto(demo_site.address("/ledger/{centre_item}/report"))
    page.click("main form.form .btn-primary")
    expect(page.locator("main .field-error").first).to_be_visible()
    page.fill("main form.form [name=text]", "无脚本也能报。")
    page.click("main form.form .btn-primary")
    expect(page.locator("article.entry").first).to_contain_text("无脚本也能报。")
    page.context.close()
