"""The last import is taken back exactly, or not at all."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gongping.organisation.models import (
    LeaderUnitLink,
    Person,
    Post,
    Unit,
    UnitCategory,
)
from tests.organisation.conftest import GOOD
from tests.organisation.test_import import confirm, upload
from tests.world import World

Make = Callable[..., io.BytesIO]
MODELS = (UnitCategory, Unit, Person, Post, LeaderUnitLink)


@pytest.fixture
def keeper(world: World) -> Client:
    return world.client("secretariat")


def everything() -> list[list[Any]]:
    return [list(model.objects.order_by("pk").values_list()) for model in MODELS]


def undo(client: Client, staged: Any) -> str:
    return client.post(f"{staged.url}/undo", follow=True).content.decode()


def test_undo_restores_everything_as_it_was(
    keeper: Client, make_workbook: Make
) -> None:
    confirm(keeper, upload(keeper, make_workbook()))
    before = everything()
    rows = {
        "单位": [[102, "测绘司", None, "新序列"], [101, "档案馆", None, "直属单位"],
                 [301, "新馆", None, "直属单位", "省", "档案馆"]],
        "人员": [["M2", "改了名", None, "新馆", "处级", "主要负责人"],
                 ["M7", "新人", None, "测绘司", "司局级", "主要负责人"],
                 ["M1", "副部长乙", None, None, "部级", None, 1, "离任"]],
        "领导联系": [["部长", "新馆", "分管"]],
    }  # fmt: skip
    staged = upload(keeper, make_workbook(rows), "2026-02-01")
    confirm(keeper, staged)
    assert everything() != before
    assert "已撤销，组织恢复到导入之前" in undo(keeper, staged)
    assert everything() == before


def test_undo_asks_once_before_it_acts(keeper: Client, make_workbook: Make) -> None:
    staged = upload(keeper, make_workbook())
    confirm(keeper, staged)
    assert (
        "撤销“组织.xlsx”的导入？" in keeper.get(f"{staged.url}/undo").content.decode()
    )
    assert Unit.objects.filter(name="测绘司").exists()


def test_only_the_last_import_can_be_taken_back(
    keeper: Client, make_workbook: Make
) -> None:
    first = upload(keeper, make_workbook())
    confirm(keeper, first)
    rows = {"单位": [[401, "别馆", None, "直属单位"]], "人员": [], "领导联系": []}
    second = upload(keeper, make_workbook(rows))
    confirm(keeper, second)
    assert "只能撤销最近一次导入" in undo(keeper, first)
    undo(keeper, second)
    assert "已撤销" in undo(keeper, first)


def test_what_was_changed_by_hand_since_is_not_lost(
    keeper: Client, make_workbook: Make
) -> None:
    staged = upload(keeper, make_workbook())
    confirm(keeper, staged)
    Unit.objects.filter(name="测绘司").update(name="测绘地理司")
    assert "“测绘地理司”在导入之后又改过" in undo(keeper, staged)
    assert Unit.objects.filter(name="测绘地理司").exists()


def test_what_others_build_on_is_not_taken_away(
    keeper: Client, make_workbook: Make
) -> None:
    from gongping.meetings.models import ReviewRound

    staged = upload(keeper, make_workbook())
    confirm(keeper, staged)
    review = ReviewRound.objects.create(year=2026, half="first", title="上半年")
    review.units.add(Unit.objects.get(name="测绘司"))
    assert "已经用在别处" in undo(keeper, staged)
    assert review.units.count() == 1


def test_people_added_later_to_an_imported_unit_keep_it(
    keeper: Client, make_workbook: Make
) -> None:
    staged = upload(keeper, make_workbook())
    confirm(keeper, staged)
    unit = Unit.objects.get(name="测绘司")
    Person.objects.create(name="后来的人", staff_no="Z1", unit=unit, rank=1)
    assert "已经用在别处（人员）" in undo(keeper, staged)


def test_an_account_made_since_keeps_its_person(
    keeper: Client, make_workbook: Make, world: World
) -> None:
    staged = upload(keeper, make_workbook())
    confirm(keeper, staged)
    Person.objects.filter(staff_no="M3").update(user=world.users["scrutineer"])
    assert "“䶮㛃堃”在导入之后又改过" in undo(keeper, staged)


def test_the_same_workbook_can_be_imported_again_after_undo(
    keeper: Client, make_workbook: Make
) -> None:
    staged = upload(keeper, make_workbook())
    confirm(keeper, staged)
    undo(keeper, staged)
    confirm(keeper, upload(keeper, make_workbook()))
    assert Person.objects.filter(staff_no__startswith="M").count() == len(GOOD["人员"])
