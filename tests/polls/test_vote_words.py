"""The page that seals says the same in both languages, and runs in old browsers."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from ballotbox.refusals import Refusal
from gongping.polls.box_sentences import sentences_by_language

ROOM = Path("src/gongping/polls")
LANGUAGES = [language for language, _name in settings.LANGUAGES]
SCRIPTS = sorted((ROOM / "static/polls/vote").glob("*.js"))
SHARED = sorted((ROOM / "static/polls/ballot").glob("*.js"))
TEMPLATES = [
    *(ROOM / "templates/polls/vote").glob("*.html"),
    ROOM / "templates/polls/ballot/_pieces.html",
    ROOM / "templates/polls/ballot/_tools.html",
]
# What the issuers' doors answer with; `collect_` stands before it in the page.
ISSUERS = ("unknown_ticket", "already_collected", "not_opened", "malformed", "wrong_poll",
           "busy", "broken")  # fmt: skip


@cache
def _page() -> str:
    return str(Client().get("/vote/").content.decode())


def _words(language: str) -> dict[str, str]:
    found = re.search(
        rf'<template data-language="{language}">(.*?)</template>', _page(), re.DOTALL
    )
    assert found is not None
    return dict(re.findall(r'<i data-word="(\w+)">(.*?)</i>', found.group(1)))


def _said_in(path: Path) -> set[str]:
    source = path.read_text()
    asked = re.findall(r'data-say(?:-label)?="(\w+)"', source)
    return set(asked) | set(re.findall(r'\bsay\("(\w+)"[,)]', source))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [*SCRIPTS, *TEMPLATES], ids=lambda path: path.name)
def test_every_word_that_is_asked_for_is_there(language: str, path: Path) -> None:
    assert _said_in(path) <= set(_words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_of_an_issuer_has_its_sentence(language: str) -> None:
    assert {f"collect_{word}" for word in ISSUERS} <= set(_words(language))


def test_no_word_is_carried_in_vain() -> None:
    asked: set[str] = set()
    for path in [*SCRIPTS, *SHARED, *TEMPLATES]:
        source = path.read_text()
        asked |= _said_in(path) | set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', source))
    asked |= {word for word in _words("en") if word.startswith("collect_")}
    assert set(_words("en")) - asked == set()


def test_the_two_languages_say_the_same_things() -> None:
    chinese, english = _words("zh-hans"), _words("en")
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        names = set(re.findall(r"\{\w+\}", text))
        assert names == set(re.findall(r"\{\w+\}", english[key])), key
        assert text != english[key], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_of_the_box_is_explained(language: str) -> None:
    sentences = sentences_by_language()[language]
    for word in [*(refusal.value for refusal in Refusal), "no_answer"]:
        assert sentences[word].strip()


def test_the_page_names_no_form_and_no_token() -> None:
    assert "csrf" not in _page()
    assert "method=" not in _page()


@pytest.mark.parametrize("path", [*SCRIPTS, *SHARED], ids=lambda path: path.name)
def test_scripts_run_in_browsers_three_years_old(path: Path) -> None:
    source = re.sub(r"//[^\n]*", "", path.read_text())
    for young in (r"\?\.", r"\?\?", r"\.at\(", r"replaceAll", r"structuredClone"):
        assert not re.search(young, source), young


@pytest.mark.parametrize("path", [*SCRIPTS, *SHARED], ids=lambda path: path.name)
def test_no_script_writes_markup_from_text(path: Path) -> None:
    markup = "innerHTML|outerHTML|insertAdjacentHTML"
    assert not re.search(markup, path.read_text())


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_asks_the_clock(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"Date\.|new Date|Math\.random\(\)(?! \* 5000)", source)


def test_the_page_opens_in_the_first_language_for_everybody() -> None:
    assert f'<html lang="{settings.LANGUAGE_CODE}"' in _page()
    assert "paper ballot" in _page().split("<template")[0]
