"""Large text and language: by POST, in a cookie, before sign-in, without script."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_large_text_is_switched_on_and_off_again(client: Client) -> None:
    answer = client.post("/large-text", {"next": "/ui-components"})
    assert answer.headers["Location"] == "/ui-components"
    assert 'data-text="large"' in client.get("/ui-components").content.decode()
    client.post("/large-text", {"next": "/ui-components"})
    assert 'data-text="large"' not in client.get("/ui-components").content.decode()


def test_the_language_is_remembered(client: Client) -> None:
    client.post("/language", {"language": "en", "next": "/ui-components"})
    page = client.get("/ui-components").content.decode()
    assert '<html lang="en"' in page
    assert "Skip to the text" in page


def test_an_unknown_language_falls_back_to_chinese(client: Client) -> None:
    client.post("/language", {"language": "tlh"})
    assert '<html lang="zh-hans"' in client.get("/ui-components").content.decode()


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere", ""])
def test_no_address_outside_is_led_to(client: Client, wanted: str) -> None:
    answer = client.post("/language", {"language": "en", "next": wanted})
    assert answer.headers["Location"] == "/"


def test_a_link_cannot_change_how_somebody_reads(client: Client) -> None:
    assert client.get("/large-text").status_code == 405
    assert client.get("/language").status_code == 405
