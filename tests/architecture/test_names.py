"""Who reads English reads every name that has an English form in English."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from tests.box.fixtures import BoxServer, box_server
from tests.routes import ROUTES
from tests.town import Town, build_town
from tests.world import CATEGORIES, UNITS

__all__ = ["box_server"]

pytestmark = pytest.mark.django_db
READERS = ("secretariat", "unit", "leader", "system_admin")
# The record says what was written then; a preview shows what stands in the file.
AS_WRITTEN = {"audit:log", "organisation:import_preview", "ledger:import_preview"}
PAGES = [
    name for name, route in ROUTES.items()
    if not route.is_act and 200 in route.answers and name not in AS_WRITTEN
]  # fmt: skip
UNIT_NAMES = "|".join(name for name, *_rest in UNITS)
CATEGORY_NAMES = "|".join(name for _key, name, _english in CATEGORIES)
# Role titles are what people are called here, and have no English form.
CHINESE = re.compile(rf"(?:{UNIT_NAMES})(?!\d*处?负责人|联络员)|>(?:{CATEGORY_NAMES})<")
# The original beside the translation says that it is Chinese.
ORIGINAL = re.compile(r'<(\w+)[^>]* lang="zh-Hans"[^>]*>.*?</\1>', re.DOTALL)

TYPED = re.compile(r"<input[^>]*>")


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


def left_in_chinese(page: str) -> list[str]:
    """Return the names with an English form that the page says in Chinese."""
    body = ORIGINAL.sub("", TYPED.sub("", page.partition("<head>")[2]))
    return [found.group() for found in CHINESE.finditer(body)]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_english_says_units_and_categories_in_english(
    town: Town, name: str
) -> None:
    sample = {key: town.samples[value] for key, value in ROUTES[name].sample.items()}
    wrong: dict[str, list[str]] = {}
    for who in READERS:
        if who not in ROUTES[name].who:
            continue
        browser = town.browser(who)
        browser.cookies["gongping_language"] = "en"
        with transaction.atomic():
            answer: Any = browser.get(reverse(name, kwargs=sample))
            b"".join(answer.streaming_content if answer.streaming else ())
            is_page = answer.headers["Content-Type"].startswith("text/html")
            found = left_in_chinese(answer.content.decode()) if is_page else []
            transaction.set_rollback(True)
        del browser.cookies["gongping_language"]
        wrong |= {who: found[:3]} if found else {}
    assert not wrong


def test_a_name_left_in_chinese_is_found_and_an_original_is_not() -> None:
    assert left_in_chinese("<head><td>规划司</td>") == ["规划司"]
    assert left_in_chinese('<head><b title="规划司 x"></b>') == ["规划司"]
    assert not left_in_chinese('<head><i lang="zh-Hans">规划司</i> 规划司负责人')
