"""The ballot page as it leaves the server: for everybody, without a trace of anybody."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from ballotbox.refusals import Refusal
from gongping.polls.box_sentences import sentences_by_language
from tests.world import World

ROOM = Path("src/gongping/polls")
SCRIPTS = sorted((ROOM / "static/polls/ballot").glob("*.js"))
TEMPLATES = sorted((ROOM / "templates/polls/ballot").glob("*.html"))
LANGUAGES = [language for language, _name in settings.LANGUAGES]


def page(client: Client | None = None) -> Any:
    return (client or Client()).get("/ballot/2026-h1")


def words(language: str) -> dict[str, str]:
    """Every sentence that the page carries in a language."""
    template = re.search(
        rf'<template data-language="{language}">(.*?)</template>',
        page().content.decode(),
        re.DOTALL,
    )
    assert template is not None
    return dict(re.findall(r'<i data-word="(\w+)">(.*?)</i>', template.group(1)))


def asked_for() -> set[str]:
    """Every word that a template or a script asks for by its name."""
    found: set[str] = set()
    for path in TEMPLATES:
        found |= set(re.findall(r'data-say(?:-label)?="(\w+)"', path.read_text()))
    for path in SCRIPTS:
        found |= set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', path.read_text()))
    return found


def test_the_page_asks_nobody_who_they_are() -> None:
    answer = page()
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Cookie" not in answer.headers["Vary"]


@pytest.mark.django_db
def test_who_is_signed_in_gets_the_same_bytes(
    world: World, django_assert_num_queries: Any
) -> None:
    client = world.client("voter")
    with django_assert_num_queries(0):
        answer = page(client)
    assert answer.content == page().content
    assert answer.cookies == {}


def test_the_page_names_no_form_and_no_token() -> None:
    content = page().content.decode()
    assert "csrf" not in content
    assert "method=" not in content


def test_without_script_it_points_to_paper_and_tablet() -> None:
    shown = page().content.decode().split("<template")[0]
    assert "纸质测评票" in shown
    assert "paper ballot" in shown


def test_every_page_says_that_the_ballot_is_not_sealed() -> None:
    for name in ("head", "plain-head", "receipt", "notice"):
        content = page().content.decode()
        piece = content.split(f'<template id="piece-{name}">')[1]
        assert 'data-say="not_sealed"' in piece.split("</template>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_is_asked_for_is_there(language: str) -> None:
    known = words(language)
    for path in TEMPLATES:
        asked = re.findall(r'data-say(?:-label)?="(\w+)"', path.read_text())
        assert set(asked) <= set(known), path
    for path in SCRIPTS:
        asked = re.findall(r'\bsay\("(\w+)"', path.read_text())
        assert set(asked) <= set(known), path


def test_no_word_is_carried_in_vain() -> None:
    assert set(words("en")) - asked_for() == set()


def test_the_two_languages_say_the_same_things() -> None:
    chinese, english = words("zh-hans"), words("en")
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        names = set(re.findall(r"\{\w+\}", text))
        assert names == set(re.findall(r"\{\w+\}", english[key])), key
        # Commas and the like may be the same everywhere; sentences may not.
        assert text != english[key], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_of_the_box_has_its_sentence(language: str) -> None:
    sentences = sentences_by_language()[language]
    for refusal in Refusal:
        assert sentences[refusal.value].strip()
    assert sentences["no_answer"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_opens_in_the_language_of_the_reader(language: str) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    with translation.override("zh-hans"):
        assert f'<html lang="{language}"' in page(client).content.decode()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_run_in_browsers_three_years_old(path: Path) -> None:
    source = re.sub(r"//[^\n]*", "", path.read_text())
    for young in (r"\?\.", r"\?\?", r"\.at\(", r"replaceAll", r"structuredClone"):
        assert not re.search(young, source), young


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_writes_markup_from_text(path: Path) -> None:
    assert not re.search("innerHTML|outerHTML|insertAdjacentHTML", path.read_text())
