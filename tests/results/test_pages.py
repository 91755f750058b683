"""Every page of a result: what it says, to whom, and what it keeps back."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from ballotbox.words import code_of
from gongping.results import selectors
from gongping.results.models import Audience, Result
from tests.results.conftest import three_groups
from tests.results.worlds import CODE, Group, counted, cycled
from tests.world import World

SHEET = f"/results/{CODE}"
TABLE, REPORT = f"{SHEET}/table", f"{SHEET}/count-report"
EXPORT, PUBLISH = f"{SHEET}/counts.xlsx", f"{SHEET}/publish"
OPEN_PAGES = ("/results", SHEET, TABLE)
SINGLE = (("总体评价", "Overall", 100),)


def _page(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def _dots(page: str) -> int:
    """Count the units on the drawing, apart from those between groups."""
    return page.count('r="3.5"/>') + page.count('r="1.5"/>')


def _unit_page(result: Result, place: int = 0) -> str:
    return f"{SHEET}/units/{result.figures['units'][place]['key']}"


# --- What the pages say ---------------------------------------------------------


def test_without_a_count_the_list_says_so(world: World) -> None:
    page = _page(world.client("secretariat"), "/results")
    assert "现在没有您能看的结果。" in page
    assert world.client("secretariat").get(SHEET).status_code == 404


def test_the_list_leads_to_the_sheet(world: World, result: Result) -> None:
    page = _page(world.client("leader"), "/results")
    assert f'href="{SHEET}"' in page
    assert "92 / 106" in page
    assert "未公布" in page


def test_the_sheet_says_first_what_the_vote_cannot_tell(
    world: World, result: Result
) -> None:
    page = _page(world.client("secretariat"), SHEET)
    lead = page.index("同档之内的先后，不宜作奖惩依据。")
    assert lead < page.index('<figure class="result-sheet"')
    assert "40 : 20 : 40" in page
    assert "收回 92，无效 0" in page
    for caveat in ("怎么看区间", "不包括什么", "不公布什么"):
        assert f"<b>{caveat}</b>" in page
    for announced in ("即将", "大致在第", "大致名次"):
        assert announced not in page


def test_drawing_and_table_say_the_same(world: World, result: Result) -> None:
    page = _page(world.client("secretariat"), SHEET)
    assert 'role="figure" aria-label="6 个单位的加权平均分' in page
    assert _dots(page) == 6
    assert "业务党建" not in page
    for unit in result.figures["units"]:
        assert f'aria-label="{unit["name"]}　{unit["score"]} 分' in page
        assert f'<td class="n state result-score">{unit["score"]}</td>' in page


def test_one_criterion_needs_no_strip(world: World) -> None:
    ballots = cycled(40, len(world.units))
    counted(world, [Group("全体", 1, ballots)], SINGLE)
    page = _page(world.client("secretariat"), SHEET)
    assert "layer-strip" not in page
    assert "票权</div>" not in page


def test_categories_filter_and_count(world: World, result: Result) -> None:
    page = _page(world.client("secretariat"), SHEET, category="0")
    assert _dots(page) == 3
    assert "资源报社" not in page
    for wild in ("99", "-1", "x", "²"):
        assert "资源报社" in _page(world.client("secretariat"), SHEET, category=wild)


@pytest.mark.parametrize(
    ("who", "may_order"),
    [("secretariat", True), ("leader", True), ("scrutineer", False), ("unit", False)],
)
def test_only_secretariat_and_leaders_see_the_order_of_scores(
    world: World, result: Result, who: str, may_order: bool
) -> None:
    _publish(result, Audience.UNITS)
    page = _page(world.client(who), SHEET, order="score")
    assert ("按得分排列" in page) is may_order
    assert ("得分序" in page) is may_order


def test_the_table_holds_every_count(world: World, result: Result) -> None:
    page = _page(world.client("secretariat"), TABLE)
    for row in result.figures["units"][0]["counts"]:
        cells = "".join(f'<td class="n">{n}</td>' for n in row)
        assert cells in page
    assert "优秀率" in page


def test_a_score_is_explained_down_to_counts(world: World, result: Result) -> None:
    page = _page(world.client("secretariat"), _unit_page(result))
    unit = result.figures["units"][0]
    assert unit["score_fine"] in page
    for part in unit["by_group"]:
        assert part["score"] in page
        for row in part["counts"]:
            assert "".join(f'<td class="n">{n}</td>' for n in row) in page
    assert world.client("secretariat").get(f"{SHEET}/units/999999").status_code == 404


# --- What is kept back ----------------------------------------------------------


def test_small_groups_are_hatched_and_named(world: World, cells: int) -> None:
    result = counted(world, three_groups(cells, leaders=7))
    client = world.client("secretariat")
    page = _page(client, SHEET)
    assert "不单列的票种：部领导、单位负责人。" in page
    assert "只含单列的票种" in page
    page = _page(client, _unit_page(result))
    assert page.count('<td class="is-hatched">') == 2
    assert 'id="group-3"' in page
    assert 'id="group-1"' not in page
    assert 'id="group-2"' not in page


def test_small_groups_keep_their_numbers_of_ballots_back(
    world: World, cells: int
) -> None:
    counted(world, three_groups(cells, leaders=7))
    client = world.client("secretariat")
    assert _page(client, TABLE).count('colspan="5">人少不公布') == 1
    assert _page(client, TABLE).count('colspan="5">为免倒推，不公布') == 1
    counts = list(_book(client)["票数"].values)
    assert [row[3:] for row in counts[1:3]] == [
        ("人少不公布", *[None] * 4),
        ("为免倒推，不公布", *[None] * 4),
    ]
    assert isinstance(counts[3][4], int)


def test_a_poll_too_small_is_hatched_throughout(world: World, cells: int) -> None:
    result = counted(world, [Group("全体", 1, cycled(8, cells))])
    client = world.client("secretariat")
    page = _page(client, SHEET)
    assert "没有可以公布的得分。" in page
    assert "评分不到 10 人" in page
    assert f'href="{PUBLISH}"' not in page
    assert '<circle class="dot"' not in page
    assert page.count("人少不公布</span></td>") == 6
    assert 'class="hatch"' in page
    assert page.count("人少不公布") > 6
    for address in (TABLE, REPORT):
        assert "人少不公布" in _page(client, address)
    assert "得分不公布" in _page(client, _unit_page(result))


def test_missing_grades_are_said_not_counted_as_zero(world: World, cells: int) -> None:
    silent = (0xFFFF, 0xFFFF)
    groups = [
        Group("部领导", 40, [(*silent, *row[2:]) for row in cycled(12, cells)]),
        Group("其他干部", 60, cycled(60, cells, 2)),
    ]
    result = counted(world, groups)
    client = world.client("secretariat")
    for address in (SHEET, TABLE, REPORT):
        assert "缺票" in _page(client, address)
    assert "不按零分算" in _page(client, _unit_page(result))


def test_below_the_quorum_only_the_numbers_stand(world: World, cells: int) -> None:
    counted(world, [Group("全体", 1, cycled(20, cells), size=100)])
    client = world.client("secretariat")
    for address in (SHEET, TABLE, REPORT):
        page = _page(client, address)
        assert "收回不足，本次不生效" in page, address
        assert "<figure" not in page
    assert "不生效" in _page(client, "/results")
    assert "没有可公布的得分" in _page(client, PUBLISH)
    refused = client.post(PUBLISH, {"audience": "units"})
    assert refused.status_code == 409


# --- Who reads ------------------------------------------------------------------


def _publish(result: Result, audience: Audience) -> None:
    result.audience = audience
    result.published_version = result.current if audience else None
    result.save()


RESPONSIBLE = {"secretariat", "leader", "scrutineer"}


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.NOBODY, RESPONSIBLE),
        (Audience.LEADERSHIP, RESPONSIBLE),
        (Audience.UNITS, RESPONSIBLE | {"unit", "other_unit"}),
        (Audience.EVERYBODY, RESPONSIBLE | {"unit", "other_unit", "voter"}),
    ],
)
def test_each_circle_reads_what_was_published_to_it(
    world: World, result: Result, audience: Audience, readers: set[str]
) -> None:
    _publish(result, audience)
    for who in (*RESPONSIBLE, "unit", "other_unit", "voter"):
        client = world.client(who)
        may = who in readers
        for address in (SHEET, TABLE):
            assert client.get(address).status_code == (200 if may else 404), who
        assert (f'href="{SHEET}"' in _page(client, "/results")) is may


def test_administrators_and_strangers_read_nothing(
    world: World, result: Result
) -> None:
    _publish(result, Audience.EVERYBODY)
    for who in ("system_admin", "security_admin", "audit_admin"):
        for address in (*OPEN_PAGES, REPORT, EXPORT, _unit_page(result)):
            assert world.client(who).get(address).status_code == 403, (who, address)
    assert Client().get(SHEET).status_code == 302


def test_the_report_is_for_those_who_answer_for_it(
    world: World, result: Result
) -> None:
    _publish(result, Audience.EVERYBODY)
    for address in (REPORT, EXPORT):
        for who in RESPONSIBLE:
            assert world.client(who).get(address).status_code == 200
        for who in ("unit", "voter"):
            answer = world.client(who).get(address)
            assert answer.status_code == 403
            assert "监票人保管" in answer.content.decode()
    assert "计票报告" not in _page(world.client("unit"), SHEET)


# --- Publishing -----------------------------------------------------------------


def test_publishing_asks_once_and_then_opens(world: World, result: Result) -> None:
    client = world.client("secretariat")
    page = _page(client, PUBLISH)
    assert "现在的范围：未公布" in page
    page = _page(client, PUBLISH, audience="units")
    assert "把公布范围定为“部领导和各单位”？" in page
    assert world.client("unit").get(SHEET).status_code == 404
    answer = client.post(f"{PUBLISH}?audience=units", follow=True)
    assert "已公布" in answer.content.decode()
    assert world.client("unit").get(SHEET).status_code == 200
    result.refresh_from_db()
    assert result.audience == Audience.UNITS
    assert result.published_by_name == "secretariat"


def test_publishing_only_widens(world: World, result: Result) -> None:
    client = world.client("secretariat")
    _publish(result, Audience.UNITS)
    for narrower in ("leadership", "units", "", "nonsense"):
        answer = client.post(PUBLISH, {"audience": narrower})
        assert answer.status_code == 409, narrower
        assert "不能收回" in answer.content.decode()
    page = _page(client, PUBLISH)
    assert 'value="everybody"' in page
    assert 'value="leadership"' not in page
    _publish(result, Audience.EVERYBODY)
    assert "不能再扩大" in _page(client, PUBLISH)


def test_only_the_secretariat_publishes(world: World, result: Result) -> None:
    for who in ("leader", "scrutineer", "unit", "voter", "system_admin"):
        client = world.client(who)
        assert client.get(PUBLISH).status_code == 403
        assert client.post(PUBLISH, {"audience": "units"}).status_code == 403
    result.refresh_from_db()
    assert result.audience == Audience.NOBODY


# --- Report and workbook --------------------------------------------------------


def test_the_report_carries_counts_digests_and_lines_to_sign(
    world: World, result: Result
) -> None:
    page = _page(world.client("scrutineer"), REPORT)
    for digest in (result.manifest_digest, result.board_digest, result.digest):
        assert len(digest) == 64
        assert digest in page
    assert code_of(bytes.fromhex(result.board_digest)) in page
    assert "本次有效" in page
    assert '<th scope="row">监票人</th><td>scrutineer2</td>' in page
    for unit in result.figures["units"]:
        assert unit["score_fine"] in page


def test_the_report_says_why_ballots_were_invalid(world: World, cells: int) -> None:
    ballots = [*cycled(20, cells), (0,), (1,)]
    counted(world, [Group("全体", 1, ballots)])
    page = _page(world.client("scrutineer"), REPORT)
    assert "无效原因：票面不完整 2。" in page


def _book(client: Client) -> Any:
    answer = client.get(EXPORT)
    assert "attachment" in answer.headers["Content-Disposition"]
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_the_workbook_holds_what_the_pages_show(world: World, result: Result) -> None:
    book = _book(world.client("secretariat"))
    assert book.sheetnames == ["说明", "票数", "得分", "票面分布"]
    total = [cell.value for cell in list(book["票数"].rows)[-1]]
    assert total == ["合计", None, 106, 92, 92, 92, 0, 0]
    scores = list(book["得分"].values)[1:]
    kept = [(u["name"], float(u["score"])) for u in result.figures["units"]]
    assert [(row[2], row[3]) for row in scores] == kept
    notes = [row[0] for row in book["说明"].values]
    assert any(result.board_digest in note for note in notes)


def test_the_workbook_keeps_small_groups_back(world: World, cells: int) -> None:
    counted(world, three_groups(cells, leaders=7))
    rows = list(_book(world.client("secretariat"))["票面分布"].values)[1:]
    hidden = [row for row in rows if row[2] in {"部领导", "单位负责人"}]
    assert len(hidden) == 12
    assert all(row[3:] == ("不单列", *[None] * 5) for row in hidden)


# --- Language and cost ----------------------------------------------------------


def test_english_readers_get_numbers_with_a_key(world: World, result: Result) -> None:
    client = world.client("secretariat")
    client.cookies["gongping_language"] = "en"
    page = _page(client, SHEET)
    assert "order within a tier" in page
    assert 'class="level-text"' in page
    assert "Unit 3" in page
    assert "Bureaus" in page
    for address in (TABLE, REPORT, PUBLISH, _unit_page(result)):
        assert '<html lang="en"' in _page(client, address)


def test_selectors_cost_what_they_say(
    world: World, result: Result, django_assert_num_queries: Callable[[int], Any]
) -> None:
    actor = world.actor("secretariat")
    with django_assert_num_queries(3):
        found = selectors.get_result(CODE, actor)
    with django_assert_num_queries(0):
        assert selectors.present_scrutineers(found) == ["scrutineer", "scrutineer2"]
    with django_assert_num_queries(1):
        assert [r.poll.round.title for r in selectors.list_results(actor)]


@pytest.mark.parametrize("address", [*OPEN_PAGES, REPORT])
def test_pages_ask_the_database_little(
    world: World,
    result: Result,
    address: str,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    client = world.client("secretariat")
    client.get("/results")
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
