"""The component tags: what a reader, a keyboard and a screen reader get."""

from typing import Any

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from gongping.foundation import shapes


def render(source: str, request: HttpRequest | None = None, **context: Any) -> str:
    request = request or RequestFactory().get("/")
    page = Template("{% load ui %}" + source)
    return page.render(Context({"request": request, **context}))


class Sheet(forms.Form):
    title = forms.CharField(label="事项", help_text="40 字以内")
    due_on = forms.DateField(label="时限", required=False)
    track = forms.ChoiceField(
        label="线别", widget=forms.RadioSelect, choices=[("a", "业务"), ("b", "党建")]
    )
    is_joint = forms.BooleanField(label="联合", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("ok", "正常"),
        ("soon", "临期"),
        ("late", "逾期"),
        ("done", "办结"),
        ("idle", "未启动"),
        ("waiting", "待审核"),
        ("draft", "草稿"),
    ],
)
def test_a_light_is_shape_word_and_colour(state: str, word: str) -> None:
    shown = render(f'{{% light "{state}" %}}')
    assert f"light-{state}" in shown
    assert word in shown
    assert 'aria-hidden="true"' in shown


def test_the_reason_of_a_light_is_a_tooltip_or_is_written_out() -> None:
    assert 'title="还有 3 天"' in render('{% light "soon" "还有 3 天" %}')
    aloud = render('{% light "soon" "还有 3 天" aloud=True %}')
    assert "临期，还有 3 天" in aloud
    assert "title=" not in aloud


def test_a_light_speaks_english() -> None:
    with translation.override("en"):
        assert "Overdue" in render('{% light "late" %}')


def test_every_shape_is_silent_and_takes_its_colour_from_the_text() -> None:
    for name in shapes.NAMES:
        drawn = shapes.shape(name)
        assert 'aria-hidden="true"' in drawn
        assert "currentColor" in drawn


def test_a_field_ties_help_and_error_to_its_control() -> None:
    form = Sheet({"title": "", "track": "a"})
    shown = render("{% field form.title %}", form=form)
    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_title-help id_title-error"' in shown
    assert 'id="id_title-help"' in shown
    assert 'id="id_title-error"' in shown
    assert 'class="control"' in shown


def test_a_field_without_trouble_says_nothing_of_errors() -> None:
    shown = render(
        "{% field form.title %}", form=Sheet({"title": "目录", "track": "a"})
    )
    assert "aria-invalid" not in shown
    assert 'value="目录"' in shown


def test_a_date_is_a_native_date_input_and_may_be_left_out() -> None:
    form = Sheet(initial={"due_on": "2012-06-28"})
    shown = render("{% field form.due_on %}", form=form)
    assert 'type="date"' in shown
    assert "可不填" in shown


def test_choices_are_a_fieldset_with_a_legend() -> None:
    shown = render("{% field form.track %}", form=Sheet())
    assert "<fieldset" in shown
    assert "<legend>线别" in shown
    assert shown.count('type="radio"') == 2


def test_a_check_box_and_a_hidden_field_keep_their_form() -> None:
    form = Sheet()
    assert 'class="check"' in render("{% field form.is_joint %}", form=form)
    assert render("{% field form.token %}", form=form).startswith("<input")


def test_the_error_summary_leads_to_the_fields() -> None:
    shown = render("{% error_summary form %}", form=Sheet({"title": ""}))
    assert 'href="#id_title"' in shown
    assert "有 2 处要改" in shown
    assert 'tabindex="-1"' in shown


def test_a_form_without_errors_has_no_summary() -> None:
    shown = render("{% error_summary form %}", form=Sheet({"title": "a", "track": "a"}))
    assert shown.strip() == ""


def test_the_pager_keeps_the_filters() -> None:
    request = RequestFactory().get("/ledger", {"unit": "6", "page": "2"})
    page = Paginator(range(100), 40).page(2)
    shown = render("{% pager page %}", request, page=page)
    assert 'href="?unit=6&amp;page=3"' in shown
    assert 'href="?unit=6&amp;page=1"' in shown
    assert "第 41–80 项，共 100 项" in shown


def test_one_page_needs_no_pager() -> None:
    page = Paginator(range(3), 40).page(1)
    assert render("{% pager page %}", page=page).strip() == ""


def test_an_empty_state_names_a_fact_and_a_way_on() -> None:
    shown = render('{% empty_state "没有待办" "最近的是后天" "/ledger" "看台账" %}')
    assert "最近的是后天" in shown
    assert 'href="/ledger"' in shown


def test_the_chain_marks_the_present_step() -> None:
    steps = [
        ("签收", "2月9日", "passed"),
        ("反馈", "待报", "current"),
        ("销号", "", ""),
    ]
    shown = render("{% chain steps %}{% phases steps %}", steps=steps)
    assert shown.count('aria-current="step"') == 2
    assert shown.count("is-passed") == 2


def test_ticks_are_links_or_one_progress_bar() -> None:
    marks = [
        {"state": "filled", "name": "办公厅", "url": "#1"},
        {"state": "open", "name": "规划司", "url": "#2", "gap": True},
    ]
    assert 'href="#2"' in render("{% ticks marks %}", marks=marks)
    bar = render("{% ticks marks linked=False %}", marks=marks)
    assert 'aria-valuetext="已评 1，共 2"' in bar


def test_grades_are_one_group_without_a_default() -> None:
    choices = [(1, "优秀"), (2, "良好")]
    shown = render('{% grades "u6" "资源保护司" choices %}', choices=choices)
    assert "<legend>资源保护司" in shown
    assert "checked" not in shown
    chosen = render('{% grades "u6" "资源保护司" choices 2 "0" %}', choices=choices)
    assert chosen.count("checked") == 1
    assert "不了解" in chosen


def test_a_switch_has_two_written_states() -> None:
    shown = render('{% switch "follow" "转办" "仅供参考" checked=True %}')
    assert 'role="switch"' in shown
    assert "仅供参考" in shown
    assert "checked" in shown


def test_a_dialog_starts_on_the_way_out() -> None:
    shown = render('{% dialog "close" title="截止？" action="/close" label="截止" %}')
    assert 'aria-labelledby="close-title"' in shown
    assert shown.index("data-close") < shown.index("截止</button>")
    assert "autofocus" in shown


@pytest.mark.parametrize(
    ("level", "kind", "role"),
    [
        (messages.SUCCESS, "success", "status"),
        (messages.WARNING, "warning", "status"),
        (messages.INFO, "warning", "status"),
        (messages.ERROR, "error", "alert"),
    ],
)
def test_a_message_has_kind_shape_and_voice(level: int, kind: str, role: str) -> None:
    shown = render("{% message_line m %}", m=Message(level, "已签收。"))
    assert f"msg-{kind}" in shown
    assert f'role="{role}"' in shown
    assert "<svg" in shown


def test_messages_can_be_shown_elsewhere_on_the_page() -> None:
    said = [Message(messages.SUCCESS, "已签收。")]
    assert "已签收。" in render("{% messages %}", messages=said)
    assert "没有网" in render('{% notice "没有网" %}')
