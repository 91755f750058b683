"""Both languages are complete, and Django finds what the catalogues say."""

from pathlib import Path

import polib
import pytest
from django.utils import translation

from tests.architecture import sources
from tools import catalog_rules, catalogs
from tools.catalog_sources import (
    Message,
    messages_in_python,
    messages_in_template,
)


def test_the_catalogues_are_complete_and_in_step() -> None:
    found = catalogs.problems()
    assert not found, sources.listed(found)


CATALOGUES = sorted(sources.PRODUCT.glob(f"*/{catalogs.CATALOGUE}"))


@pytest.mark.parametrize("path", CATALOGUES, ids=sources.relative)
def test_django_finds_the_english(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    entry = next((e for e in catalogue if e.msgstr and not e.msgctxt), None)
    if entry is None:
        return  # Nothing is translated yet: the test above says so.
    with translation.override("en"):
        assert translation.gettext(entry.msgid) == entry.msgstr
    with translation.override("zh-hans"):
        assert translation.gettext(entry.msgid) == entry.msgid


@pytest.mark.parametrize("path", CATALOGUES, ids=sources.relative)
def test_catalogues_carry_no_dates_and_no_tools(path: Path) -> None:
    assert dict(polib.pofile(str(path)).metadata) == catalogs.HEADER


# --- Finding sentences ------------------------------------------------------


def _texts(messages: list[Message]) -> list[tuple[str | None, str, str | None]]:
    return [(message.context, message.text, message.plural) for message in messages]


def test_sentences_in_python_are_found() -> None:
    source = """
_("一" "二")
gettext_lazy("三")
ngettext("%(n)d 项", "%(n)d 项", n)
pgettext_lazy("人", "四")
npgettext("人", "五", "五", n)
_(variable)
"""
    assert _texts(messages_in_python(source)) == [
        (None, "一二", None),
        (None, "三", None),
        (None, "%(n)d 项", "%(n)d 项"),
        ("人", "四", None),
        ("人", "五", "五"),
    ]


def test_sentences_in_templates_are_found() -> None:
    source = """
{% translate "一" %}{% translate "二" context "人" as x %}
{% blocktranslate trimmed count n=x %}
  有 {{ n }} 项
{% plural %}
  有 {{ n }} 项
{% endblocktranslate %}
{% field form.name label=_("三") %}{{ _("四") }}{# translate "五" #}
"""
    assert _texts(messages_in_template(source)) == [
        (None, "一", None),
        ("人", "二", None),
        (None, "有 %(n)s 项", "有 %(n)s 项"),
        (None, "三", None),
        (None, "四", None),
    ]


# --- Keeping a catalogue ----------------------------------------------------


def _room(folder: Path, source: str) -> Path:
    room = folder / "attic"
    room.mkdir(exist_ok=True)
    (room / "views.py").write_text(source, encoding="utf-8")
    return room


def test_updating_keeps_translations_and_drops_what_is_gone(tmp_path: Path) -> None:
    room = _room(tmp_path, '_("一")\n_("二")\n')
    catalogs.update_room(room, elsewhere={})
    path = room / catalogs.CATALOGUE
    catalogue = polib.pofile(str(path))
    catalogue[0].msgstr = "One"
    catalogue.save()
    _room(tmp_path, '_("三")\n_("一")\n')
    catalogs.update_room(room, elsewhere={})
    assert [(e.msgid, e.msgstr) for e in polib.pofile(str(path))] == [
        ("三", ""),
        ("一", "One"),
    ]


def test_updating_twice_changes_nothing(tmp_path: Path) -> None:
    room = _room(tmp_path, '_("一")\nngettext("%(n)d 项", "%(n)d 项", n)\n')
    catalogs.update_room(room, elsewhere={})
    before = (room / catalogs.CATALOGUE).read_bytes()
    catalogs.update_room(room, elsewhere={})
    assert (room / catalogs.CATALOGUE).read_bytes() == before
    assert b"Date" not in before


def test_a_sentence_known_elsewhere_is_filled_in(tmp_path: Path) -> None:
    known: dict[catalogs.Key, polib.POEntry] = {}
    known[None, "一"] = polib.POEntry(msgid="一", msgstr="One")
    room = _room(tmp_path, '_("一")\n')
    catalogs.update_room(room, elsewhere=known)
    assert polib.pofile(str(room / catalogs.CATALOGUE))[0].msgstr == "One"


def test_compiling_is_done_only_where_something_is_newer(tmp_path: Path) -> None:
    room = _room(tmp_path, '_("一")\n')
    catalogs.update_room(room, elsewhere={})
    path = room / catalogs.CATALOGUE
    assert list(catalogs.compile_stale([path])) == [path.with_suffix(".mo")]
    assert list(catalogs.compile_stale([path])) == []


# --- Each rule can fail -----------------------------------------------------


@pytest.mark.parametrize(
    ("chinese", "english", "problem"),
    [
        ("保存", "", "no English"),
        ("保存吗!", "Save?", "half-width"),
        ("单位,人员", "Units", "half-width"),
        ("保存", "Save!", "exclamation"),
        ("保存", "Save。", "Chinese punctuation"),
        ("Save", "Save", "source language"),
        ("甲 乙", "A", "white space"),
        ("%(n)d 项", "items", "placeholders"),
        ("%(n)d 项", "%(m)d items", "placeholders"),
        ("%(n)d 项", "%(n)d items, 50% done", "placeholders"),
        ("项", "%(n)d items", "placeholders"),
    ],
)
def test_a_planted_wrong_entry_is_found(
    chinese: str, english: str, problem: str
) -> None:
    entry = polib.POEntry(msgid=chinese, msgstr=english)
    assert any(problem in found for found in catalog_rules.wrong_entry(entry))


def test_planted_fuzzy_and_obsolete_entries_are_found() -> None:
    fuzzy = polib.POEntry(msgid="一", msgstr="One", flags=["fuzzy"])
    gone = polib.POEntry(msgid="一", msgstr="One", obsolete=True)
    assert "fuzzy" in next(catalog_rules.wrong_entry(fuzzy))
    assert "obsolete" in next(catalog_rules.wrong_entry(gone))


def test_a_sound_entry_passes() -> None:
    plural = polib.POEntry(
        msgid="还差 %(n)d 项",
        msgid_plural="还差 %(n)d 项",
        msgstr_plural={0: "One missing", 1: "%(n)d missing"},
    )
    assert list(catalog_rules.wrong_entry(plural)) == []


def test_a_planted_step_out_of_line_is_found() -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="二", msgstr="Two"))
    found = list(catalog_rules.out_of_step("attic", [Message("一")], catalogue))
    assert len(found) == 2


def test_a_planted_contradiction_is_found() -> None:
    one, other = polib.POFile(), polib.POFile()
    one.append(polib.POEntry(msgid="单位", msgstr="Unit"))
    other.append(polib.POEntry(msgid="单位", msgstr="Office"))
    assert catalog_rules.contradictions({"a": one, "b": one}) == []
    assert "单位" in catalog_rules.contradictions({"a": one, "b": other})[0]
