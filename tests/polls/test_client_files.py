"""The rules name the voter's page by the files that browsers really load."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ballotbox.manifest import parse_manifest
from gongping.polls.selectors.client import (
    PAGE,
    client_files,
    client_hash,
    client_listing,
    vote_page,
)
from tests.polls.sealed import SealedSeason
from tests.polls.vote_fixtures import sealed

__all__ = ["sealed"]


@pytest.mark.django_db
def test_the_rules_name_the_listing_that_everybody_can_fetch(
    sealed: SealedSeason,
) -> None:
    sealed.collecting()
    manifest = parse_manifest(sealed.poll.manifest, allow_weak=True)
    listing = Client().get("/vote/files").content
    assert manifest.seal.client_hash == hashlib.sha256(listing).digest()


def test_the_listing_is_what_sha256sum_prints_of_the_page_and_its_files() -> None:
    lines = [line.split("  ") for line in client_listing().splitlines()]
    rows = {address: digest for digest, address in lines}
    assert rows[PAGE] == hashlib.sha256(vote_page().encode()).hexdigest()
    assert "static/polls/gp1/voter.js" in rows
    assert list(rows) == sorted(rows)


def test_any_change_of_any_file_changes_the_hash(monkeypatch: Any) -> None:
    before = client_hash()
    files = {**client_files(), PAGE: b"<!doctype html>"}
    monkeypatch.setattr("gongping.polls.selectors.client.client_files", lambda: files)
    assert client_hash() != before


def test_a_page_that_asks_for_a_missing_file_has_no_hash() -> None:
    with pytest.raises(FileNotFoundError, match=r"static/polls/none\.js"):
        client_files(lambda: '<script src="/static/polls/none.js"></script>')


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_browser_loads_no_file_that_is_not_listed(
    browser: Browser, live_server: LiveServer
) -> None:
    page, loaded = browser.new_page(), set()
    page.on("request", lambda one: loaded.add(urlsplit(one.url).path.lstrip("/")))
    page.goto(f"{live_server.url}/vote/", wait_until="networkidle")
    loaded.remove("vote/")
    listed = set(client_files()) - {PAGE}
    assert loaded <= listed
    scripts = {name for name in listed if name.endswith(".js")}
    assert scripts <= loaded
    page.close()


@pytest.mark.django_db(transaction=True)
def test_what_is_served_is_what_is_listed(live_server: LiveServer) -> None:
    """What a reader does: fetch the list, fetch every file, compare the digests."""
    with httpx.Client(base_url=live_server.url, trust_env=False) as reader:
        listing = reader.get("/vote/files").text
        for line in listing.splitlines():
            digest, address = line.split("  ")
            answer = reader.get(f"/{address.removesuffix('index.html')}")
            assert hashlib.sha256(answer.content).hexdigest() == digest, address
    assert listing == client_listing()
