"""Characters that nobody sees do not get into names."""

import pytest
from django import forms

from gongping.foundation.forms import PlainForm
from gongping.foundation.plain import plain


class Named(PlainForm):
    """A form with one name and one file."""

    name = forms.CharField(label="姓名", required=False)
    file = forms.FileField(label="工作簿")


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u2066", "\u200f", "\x1b", "\x7f", "\u200b", "\ufeff"]
)
def test_an_invisible_character_is_taken_out(mark: str) -> None:
    assert plain(f"方案{mark}fdp.exe") == "方案fdp.exe"


def test_rare_characters_lines_and_tabs_stay() -> None:
    assert plain("䶮㛃堃\t一\n二𠮷") == "䶮㛃堃\t一\n二𠮷"


def test_a_typed_name_that_turns_its_direction_is_refused_in_one_sentence() -> None:
    form = Named({"name": "规划\u202e司"})

    assert "看不见的控制字符" in str(form.errors["name"])
    assert form["name"].value() == "规划\u202e司"


def test_a_typed_text_of_several_lines_is_taken() -> None:
    assert "name" not in Named({"name": "一\r\n二"}).errors


def test_a_file_not_chosen_is_asked_for_by_what_it_is() -> None:
    assert "请选工作簿再交" in str(Named({}).errors["file"])
