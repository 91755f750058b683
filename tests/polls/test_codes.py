"""Rules and boards are read aloud as six words of the reader's language."""

import pytest
from django.utils import translation

from ballotbox.words import digits_of_words
from gongping.polls.selectors import head_code, rule_code
from tests.polls.sealed import SealedSeason
from tests.polls.vote_fixtures import sealed

__all__ = ["sealed"]
pytestmark = pytest.mark.django_db


def test_rules_have_no_code_before_they_are_frozen(sealed: SealedSeason) -> None:
    assert (rule_code(sealed.poll), head_code(sealed.poll)) == ("", "")


def test_the_code_of_sealed_rules_is_six_words_of_the_language(
    sealed: SealedSeason,
) -> None:
    poll = sealed.collecting().poll
    begins = poll.manifest_digest[:15]
    chinese = rule_code(poll)
    with translation.override("en"):
        english = rule_code(poll)
    assert digits_of_words(chinese) == digits_of_words(english) == begins
    assert len(chinese.split()) == len(english.split()) == 6
    assert english.isascii()
    assert not chinese.isascii()


def test_pages_show_the_same_words(sealed: SealedSeason) -> None:
    poll = sealed.collecting().poll
    browser = sealed.watches[0].browser
    page = browser.get(f"/polls/{poll.code}/rules").content.decode()
    assert rule_code(poll) in page
