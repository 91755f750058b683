"""From a workbook to the organisation, through the pages."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client

from gongping.foundation import clock
from gongping.organisation.models import (
    ImportBatch,
    LeaderUnitLink,
    Person,
    Post,
    Unit,
    UnitCategory,
)
from tests.organisation.conftest import GOOD, HEADERS
from tests.world import World

Make = Callable[..., io.BytesIO]
HOME = "/organisation/import"


def upload(client: Client, file: io.BytesIO, on: str = "2026-01-05") -> Any:
    return client.post(HOME, {"file": file, "effective_on": on})


def confirm(client: Client, staged: Any) -> Any:
    seen = client.get(staged.url).context["found"].fingerprint
    return client.post(f"{staged.url}/apply", {"seen": seen}, follow=True)


@pytest.fixture
def keeper(world: World) -> Client:
    return world.client("secretariat")


def test_nothing_is_written_before_it_is_confirmed(
    keeper: Client, make_workbook: Make
) -> None:
    units, people = Unit.objects.count(), Person.objects.count()
    staged = upload(keeper, make_workbook())
    page = keeper.get(staged.url).content.decode()
    assert "将写入 10 行，确认之前什么都不写" in page
    assert (Unit.objects.count(), Person.objects.count()) == (units, people)


def test_a_confirmed_workbook_is_written_with_posts_levels_and_links(
    keeper: Client, make_workbook: Make
) -> None:
    page = confirm(keeper, upload(keeper, make_workbook()))
    assert "已导入“组织.xlsx”" in page.content.decode()
    branch = Unit.objects.get(name="档案馆分馆")
    assert branch.level == "province"
    assert branch.parent == Unit.objects.get(name="档案馆")
    head = Person.objects.get(staff_no="M2")
    assert {post.kind for post in head.posts.all()} == {"unit_head", "party_secretary"}
    links = LeaderUnitLink.objects.filter(leader__staff_no="M1")
    assert {(link.unit.name, link.kind) for link in links} == {
        ("测绘司", "supervises"),
        ("档案馆", "links_with"),
        ("档案馆分馆", "links_with"),
    }
    assert {str(link.started_on) for link in links} == {"2026-01-05"}


def test_rare_characters_survive_and_are_found(
    keeper: Client, make_workbook: Make
) -> None:
    confirm(keeper, upload(keeper, make_workbook()))
    assert Person.objects.get(staff_no="M3").name == "䶮㛃堃"
    page = keeper.get("/organisation/people", {"q": "㛃"})
    assert "䶮㛃堃" in page.content.decode()


def test_the_same_file_again_changes_nothing(
    keeper: Client, make_workbook: Make
) -> None:
    confirm(keeper, upload(keeper, make_workbook()))
    before = [*Post.objects.values_list(), *LeaderUnitLink.objects.values_list()]
    found = keeper.get(upload(keeper, make_workbook()).url).context["found"]
    assert found.changes == 0
    assert found.counts["人员"]["unchanged"] == len(GOOD["人员"])
    assert not found.can_apply
    after = [*Post.objects.values_list(), *LeaderUnitLink.objects.values_list()]
    assert before == after


def test_changed_rows_show_before_and_after(
    keeper: Client, make_workbook: Make
) -> None:
    confirm(keeper, upload(keeper, make_workbook()))
    people = [list(row) for row in GOOD["人员"]]
    people[1][5], people[2][5] = "主要负责人", "联络员、党组织书记"
    staged = upload(keeper, make_workbook({"人员": people}), "2026-03-01")
    page = keeper.get(staged.url).content.decode()
    assert "<del>" in page
    assert "主要负责人、党组织书记" in page
    confirm(keeper, staged)
    secretary = Post.objects.get(
        kind="party_secretary", unit__name="测绘司", ended_on__isnull=True
    )
    assert secretary.person.staff_no == "M3"
    former = Post.objects.get(kind="party_secretary", person__staff_no="M2")
    assert str(former.ended_on) == "2026-03-01"


def test_a_changed_link_ends_the_old_one_and_begins_a_new_one(
    keeper: Client, make_workbook: Make
) -> None:
    confirm(keeper, upload(keeper, make_workbook()))
    links = [["副部长乙", "测绘司", "联系"], ["副部长乙", "档案馆", "取消"]]
    confirm(keeper, upload(keeper, make_workbook({"领导联系": links}), "2026-03-01"))
    found = LeaderUnitLink.objects.filter(leader__staff_no="M1", unit__name="测绘司")
    assert [(x.kind, str(x.started_on), str(x.ended_on)) for x in found] == [
        ("links_with", "2026-03-01", "None"),
        ("supervises", "2026-01-05", "2026-03-01"),
    ]
    assert not LeaderUnitLink.objects.filter(
        unit__name="档案馆", ended_on__isnull=True
    ).exists()


def test_two_units_may_swap_their_places(keeper: Client, make_workbook: Make) -> None:
    confirm(keeper, upload(keeper, make_workbook()))
    units = [list(row) for row in GOOD["单位"]]
    units[0][0], units[1][0] = units[1][0], units[0][0]
    confirm(keeper, upload(keeper, make_workbook({"单位": units})))
    places = dict(Unit.objects.values_list("name", "position"))
    assert (places["测绘司"], places["档案馆"]) == (102, 101)


def test_a_new_category_is_made_and_pointed_out(
    keeper: Client, make_workbook: Make
) -> None:
    units = [[201, "研究所", None, "研究机构", None, None]]
    staged = upload(keeper, make_workbook({"单位": units, "人员": [], "领导联系": []}))
    assert "将新建单位序列“研究机构”" in keeper.get(staged.url).content.decode()
    confirm(keeper, staged)
    assert UnitCategory.objects.get(name="研究机构").units.get().name == "研究所"


def test_a_column_that_is_left_out_keeps_what_is_there(
    keeper: Client, make_workbook: Make
) -> None:
    confirm(keeper, upload(keeper, make_workbook()))
    headers = ["编制序", "单位名称", "单位序列"]
    rows = [[row[0], row[1], row[3]] for row in GOOD["单位"]]
    found = keeper.get(
        upload(keeper, make_workbook({"单位": rows}, 单位=headers)).url
    ).context["found"]
    assert found.counts["单位"]["unchanged"] == len(rows)


def test_who_leaves_loses_posts_and_links(keeper: Client, make_workbook: Make) -> None:
    confirm(keeper, upload(keeper, make_workbook()))
    people = [["M1", "副部长乙", None, None, "部级", None, 1, "离任"]]
    rows = {"单位": [], "人员": people, "领导联系": []}
    confirm(keeper, upload(keeper, make_workbook(rows), "2026-04-01"))
    assert not Person.objects.get(staff_no="M1").is_active
    assert not Post.objects.filter(
        person__staff_no="M1", ended_on__isnull=True
    ).exists()
    assert not LeaderUnitLink.objects.filter(
        leader__staff_no="M1", ended_on__isnull=True
    ).exists()


def test_a_preview_that_is_out_of_date_is_not_carried_out(
    keeper: Client, make_workbook: Make
) -> None:
    first, second = (upload(keeper, make_workbook()) for _ in range(2))
    seen = keeper.get(first.url).context["found"].fingerprint
    confirm(keeper, second)
    page = keeper.post(f"{first.url}/apply", {"seen": seen}, follow=True)
    assert "预览之后，组织里有了别的改动" in page.content.decode()
    assert ImportBatch.objects.filter(state="staged").count() == 1


def test_a_discarded_workbook_keeps_nobody(keeper: Client, make_workbook: Make) -> None:
    staged = upload(keeper, make_workbook())
    page = keeper.post(f"{staged.url}/discard", follow=True)
    assert "什么都没有写" in page.content.decode()
    assert "sheets" not in ImportBatch.objects.get().plan
    assert keeper.post(f"{staged.url}/apply", follow=True).status_code == 200
    assert not Unit.objects.filter(name="测绘司").exists()


def test_a_file_nobody_confirms_is_forgotten_after_a_week(
    keeper: Client, make_workbook: Make
) -> None:
    upload(keeper, make_workbook())
    long_ago = clock.now() - timedelta(days=8)
    ImportBatch.objects.update(staged_at=long_ago)
    upload(keeper, make_workbook())
    old, new = ImportBatch.objects.order_by("pk")
    assert (old.state, new.state) == ("discarded", "staged")
    assert "sheets" not in old.plan


def test_the_template_reads_as_an_empty_workbook_without_problems(
    keeper: Client,
) -> None:
    answer = keeper.get("/organisation/import/template.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == [*HEADERS, "填写说明"]
    for name, headers in HEADERS.items():
        assert [cell.value for cell in book[name][1]] == headers
    offered = book["领导联系"].data_validations.dataValidation
    assert '"分管,联系,取消"' in {rule.formula1 for rule in offered}
    file = io.BytesIO(answer.content)
    file.name = "模板.xlsx"
    found = keeper.get(upload(keeper, file).url).context["found"]
    assert found.problem_count == 0
    assert not found.can_apply


def test_a_preview_takes_the_same_queries_however_large(
    keeper: Client, make_workbook: Make, django_assert_max_num_queries: Any
) -> None:
    people = [[f"P{n}", f"人员{n}", None, "档案馆", "处级"] for n in range(300)]
    staged = upload(keeper, make_workbook({"人员": people, "领导联系": []}))
    with django_assert_max_num_queries(15):
        keeper.get(staged.url)


def test_a_remark_names_units_without_leader_or_head(
    keeper: Client, make_workbook: Make
) -> None:
    rows = {"人员": GOOD["人员"][:3], "领导联系": GOOD["领导联系"][:1]}
    page = keeper.get(upload(keeper, make_workbook(rows)).url).content.decode()
    assert "导入后还有 1 个单位没有主要负责人：档案馆。" in page
    assert "导入后还有 1 个单位没有领导分管或联系：档案馆。" in page
