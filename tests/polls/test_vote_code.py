"""The QR code that the page draws by itself, held against another program's."""

from typing import Any

import pytest
import segno
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.polls.sealed_page import new_phone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
# So many bytes fill versions 1 to 16 at level M: no filler, about which segno errs.
FULL = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450)
MASKS = range(8)
TEXT = "aZ3-_x9/:.Q"
DRAWN = """
async ([address, texts, masks]) => {
  const { matrixOf } = await import(address);
  return texts.map((text) => masks.map((mask) => matrixOf(text, mask)));
}
"""


def test_another_program_draws_the_same_codes(
    browser: Browser, live_server: LiveServer
) -> None:
    context = new_phone(browser)
    page = context.new_page()
    page.goto(f"{live_server.url}/vote/")
    texts = [(TEXT * 41)[:length] for length in FULL]
    address = "/static/polls/vote/qr.js"
    drawn = page.evaluate(DRAWN, [address, texts, list(MASKS)])
    for text, by_mask in zip(texts, drawn, strict=True):
        assert by_mask == [_by_segno(text, mask) for mask in MASKS]
    context.close()


def _by_segno(text: str, mask: int) -> Any:
    code = segno.make(
        text, error="m", mask=mask, micro=False, boost_error=False, mode="byte"
    )
    return [list(row) for row in code.matrix]
