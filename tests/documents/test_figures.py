"""Figures say in words what they draw, and place things where they belong."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from gongping.documents import charts, figures
from gongping.documents.coverage import CoverageMatrix, Pair, UnitColumn
from gongping.foundation import clock

NODES = [
    figures.Node(date(2012, 10, 31), "planned", "机制定型"),
    figures.Node(date(2012, 2, 20), "done", "方案印发"),
    figures.Node(date(2012, 4, 25), "done", "三省试点"),
    figures.Node(date(2012, 6, 28), "soon", "试点评估"),
]
LABELS = ["优秀", "良好", "一般", "较差"]


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.standing_still_at(datetime(2012, 6, 25, 3, tzinfo=UTC)):
        yield


def render(source: str, **context: Any) -> str:
    return Template("{% load figures %}" + source).render(Context(context))


def test_a_path_is_said_in_one_sentence() -> None:
    said = figures.path_summary(sorted(NODES, key=lambda node: node.on))
    assert said == "4 个节点，完成 2 个，下一节点 6月28日 试点评估"
    with translation.override("en"):
        english = figures.path_summary(NODES[:1])
    assert english == "1 milestone, 0 done, next on 31 Oct: 机制定型"


def test_a_finished_path_names_no_next_milestone() -> None:
    assert figures.path_summary(NODES[1:3]) == "2 个节点，完成 2 个"


def test_a_row_places_milestones_along_the_year() -> None:
    drawn = figures.path_row(NODES, 2012)
    places = [float(x) for x in re.findall(r'<svg x="([\d.]+)%"', drawn)]
    assert places == sorted(places)
    assert places[0] == pytest.approx(50 / 365 * 100, abs=0.1)
    assert 'class="today"' in drawn
    assert 'role="img"' in drawn


def test_another_year_has_no_today_line() -> None:
    assert 'class="today"' not in figures.path_row([], 2011)


def test_a_milestone_outside_the_year_stays_on_the_edge() -> None:
    late = figures.Node(date(2013, 3, 1), "planned", "")
    assert 'x="100%"' in figures.path_row([late], 2012)


def test_the_large_path_carries_names_days_and_a_list() -> None:
    drawn = figures.path_axis(NODES, date(2012, 2, 9))
    for word in ("方案印发", "2月20日 已完成", "6月28日 还有 3 天", "今天", "2月"):
        assert word in drawn
    assert '<ol class="path-list only-narrow">' in drawn


def test_labels_that_would_touch_take_another_lane() -> None:
    near = [
        figures.Node(date(2012, 6, 1), "done", "部省联席会议议题商定"),
        figures.Node(date(2012, 6, 5), "late", "部省联席会议召开"),
        figures.Node(date(2012, 12, 5), "planned", "总结"),
    ]
    drawn = figures.path_axis(near)
    lanes = re.findall(r'class="name" x="[\d.]+%" dx="-?\d" y="(\d+)"', drawn)
    assert lanes == ["78", "120", "78"]


def test_a_reported_milestone_is_waiting_not_late() -> None:
    node = figures.Node(date(2012, 6, 1), "waiting", "外业核查")
    assert figures.node_note(node) == "待审核"
    assert "mark-waiting" in figures.path_row([node], 2012)


def test_a_grade_bar_adds_up_and_speaks() -> None:
    row = charts.GradeCounts("资源保护司", (30, 50, 20, 0))
    drawn = charts.grade_bar(row, LABELS)
    widths = [
        float(w)
        for w in re.findall(r'class="grade-\d" x="[^"]*" width="([\d.]+)%', drawn)
    ]
    assert sum(widths) == pytest.approx(100)
    assert "资源保护司: 优秀 30, 良好 50, 一般 20, 较差 0" in drawn
    assert 'class="outline"' in drawn


def test_what_may_not_be_disclosed_is_hatched() -> None:
    drawn = charts.grade_bar(charts.GradeCounts("人少不公布", None), LABELS)
    assert "hatch" in drawn
    assert "grade-1" not in drawn
    assert "empty-bar" in charts.grade_columns([charts.GradeCounts("x", None)], LABELS)


def test_columns_leave_room_before_a_category() -> None:
    rows = [charts.GradeCounts(str(i), (1, 0, 0, 0), i in {0, 2}) for i in range(4)]
    columns = charts.columns_of(rows)
    steps = [columns.at(i + 1) - columns.at(i) for i in range(3)]
    assert steps[1] > steps[0] == pytest.approx(steps[2])
    assert columns.at(3) + columns.width == pytest.approx(100)
    assert charts.Columns(()).width == 0


def test_deviations_fade_towards_zero() -> None:
    drawn = charts.deviation_strip({"a": 2.0, "b": -1.0, "c": 0.0, "d": None}, "思路")
    assert re.findall(r'rect class="(\w+)"', drawn) == [
        "above",
        "below",
        "level",
        "level",
    ]
    opacities = [float(o) for o in re.findall(r'fill-opacity="([\d.]+)"', drawn)]
    assert opacities[0] > opacities[1]
    assert "a +2.0" in drawn


def coverage() -> CoverageMatrix:
    units = [
        UnitColumn(1, "办公厅", starts_category=True, spoken_seconds=400),
        UnitColumn(2, "信息中心", starts_category=True, is_now=True),
    ]
    pairs = {(7, 1): Pair("missing", "/comments/7/1"), (7, 2): Pair("due")}
    return CoverageMatrix(units, [(7, "副部长甲"), (8, "副部长乙")], pairs, 360)


def test_the_matrix_leads_to_the_pair_and_lists_what_is_missing() -> None:
    shown = render("{% coverage_matrix m %}", m=coverage())
    assert 'href="/comments/7/1"' in shown
    assert "副部长甲 · 办公厅：已汇报未点评" in shown
    assert "overrun" in shown
    assert coverage().missing() == [("副部长甲", "办公厅")]


def test_a_full_matrix_says_so() -> None:
    full = CoverageMatrix([UnitColumn(1, "办公厅")], [(7, "副部长甲")])
    assert "已汇报的单位都有了点评。" in render("{% coverage_matrix m %}", m=full)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_all_samples_can_be_drawn(language: str) -> None:
    with translation.override(language):
        shown = render("{% figure_samples %}{% path_list n %}", n=NODES)
    assert shown.count("fig-row") == 3
