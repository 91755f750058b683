"""What tests of ballot pages in a browser share: a phone, the box, and thumbs."""

import copy
from typing import Any

from tests.box.fixtures import BoxServer

PHONE = {"width": 390, "height": 844}
TOO_SMALL = """() => [...document.querySelectorAll(
  ".ballot-page button, .ballot-page .ballot-cell, .ballot-page nav a, .ballot-page input:not([type=radio])"
)].filter((e) => e.getClientRects().length)
  .map((e) => [e.textContent, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 47.9 || box.width < 43.9)
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""


def let_pages_reach(box: BoxServer, settings: Any) -> None:
    """Let the ballot page speak to the box process, which stands on its own origin."""
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["connect-src"].append(box.url)
    settings.CONTENT_SECURITY_POLICY = policy
    settings.BOX_PUBLIC_URL = box.url
