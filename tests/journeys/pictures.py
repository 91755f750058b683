"""The pictures of the README: taken only when they are wanted."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"


def take(page: Page, name: str) -> None:
    """Keep what the window shows as `docs/images/<name>.png` if `GONGPING_SHOTS=1`."""
    if os.environ.get("GONGPING_SHOTS") != "1":
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")
