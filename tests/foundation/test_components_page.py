"""The living page shows every component in both languages and both text sizes."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongping.foundation import tokens

pytestmark = pytest.mark.django_db
COMPONENTS = (
    "light-waiting", "btn-seal", "grades", "ticks", "tb-blocks", "field-error",
    "msg-error", "dialog-title", "chain", "phases", "todo", "callout", "empty",
    "switch", "fig-row", "fig-columns", "fig-strip", "matrix", "pager", "quote",
)  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_component_is_on_the_page(client: Client, language: str) -> None:
    client.cookies["gongping_language"] = language
    page = client.get("/ui-components")
    assert page.status_code == 200
    body = page.content.decode()
    assert [name for name in COMPONENTS if name not in body] == []


def test_the_page_costs_no_query_of_its_own(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        client.get("/ui-components")


def test_contrast_is_computed_from_the_tokens() -> None:
    known = tokens.colours()
    assert tokens.contrast(known["ink"], known["paper"]) == pytest.approx(15.7, abs=0.1)
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21)
