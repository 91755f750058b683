"""The workbook from which an organisation is set up: its sheets and columns.

The words of the file are Chinese in every language of the pages, because the file
is one format. `selectors.WORKBOOK_COLUMNS` is the door to them.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.documents.excel import Column, Kind, Sheet, write_workbook
from gongping.organisation.models import Level, LinkKind, PostKind, RankLevel

UNITS: Final = "单位"
PEOPLE: Final = "人员"
LINKS: Final = "领导联系"
NOTES: Final = "填写说明"
NO_LINK: Final = "取消"
LEAVER: Final = "离任"

LEVEL_WORDS: Final = {
    "部": Level.MINISTRY.value,
    "省": Level.PROVINCE.value,
    "市": Level.CITY.value,
    "县": Level.COUNTY.value,
}
RANK_WORDS: Final = {
    "部级": RankLevel.MINISTERIAL.value,
    "司局级": RankLevel.BUREAU.value,
    "处级": RankLevel.DIVISION.value,
    "科级及以下": RankLevel.STAFF.value,
}
POST_WORDS: Final = {
    "部领导": PostKind.LEADER.value,
    "主要负责人": PostKind.UNIT_HEAD.value,
    "党组织书记": PostKind.PARTY_SECRETARY.value,
    "联络员": PostKind.LIAISON.value,
}
LINK_WORDS: Final = {
    "分管": LinkKind.SUPERVISES.value,
    "联系": LinkKind.LINKS_WITH.value,
    NO_LINK: "",
}
ACTIVE_WORDS: Final = {"在职": True, LEAVER: False}
UNIT_NAMES: Final = f"{UNITS}!$B$2:$B$2000"

UNIT_COLUMNS: Final = (
    Column(
        "position", "编制序", Kind.INTEGER, least=1, most=999_999, width=9,
        aliases=("序号",), note=gettext_lazy("机构编制顺序，从 1 起，不重复。"),
    ),
    Column(
        "name", "单位名称", max_length=60, width=24, aliases=("单位", "名称"),
        note=gettext_lazy("全称，不重复。再次导入时按名称认单位。"),
    ),
    Column("name_en", "英文名称", is_required=False, max_length=120, width=32),
    Column(
        "category", "单位序列", max_length=40, width=16, aliases=("序列",),
        note=gettext_lazy("司局、派驻督察局、直属单位，或您自己的叫法。同一序列才互相比较。"),
    ),
    Column(
        "level", "层级", Kind.CHOICE, is_required=False, choices=LEVEL_WORDS, width=8,
        note=gettext_lazy("部、省、市、县；不填就是本单位这一级。"),
    ),
    Column(
        "parent", "上级单位", is_required=False, max_length=60, width=24,
        lookup=UNIT_NAMES, note=gettext_lazy("填单位名称；没有上级就不填。"),
    ),
)  # fmt: skip
PERSON_COLUMNS: Final = (
    Column(
        "staff_no", "工号", max_length=20, width=12, aliases=("人员编号",),
        note=gettext_lazy("每人一个，不重复。再次导入时按工号认人。"),
    ),
    Column("name", "姓名", max_length=60, width=20),
    Column("name_en", "英文名称", is_required=False, max_length=120, width=32),
    Column(
        "unit", "所在单位", is_required=False, max_length=60, width=24,
        lookup=UNIT_NAMES, aliases=("单位", "单位名称"),
        note=gettext_lazy("与“单位”表里的名称一致；部领导不填。"),
    ),
    Column(
        "rank", "职务层级", Kind.CHOICE, choices=RANK_WORDS, width=14,
        note=gettext_lazy("处级以上参加打分。"),
    ),
    Column(
        "kinds", "职务", Kind.CHOICES, is_required=False, choices=POST_WORDS, width=26,
        note=gettext_lazy("没有就不填；一人两职写成：主要负责人、党组织书记。"),
    ),
    Column(
        "position", "顺序", Kind.INTEGER, is_required=False, most=999_999, width=8,
        note=gettext_lazy("同一单位内的先后；不填按表中顺序。"),
    ),
    Column(
        "is_active", "状态", Kind.CHOICE, is_required=False, choices=ACTIVE_WORDS,
        width=8, note=gettext_lazy("在职或离任；不填就是在职。"),
    ),
)  # fmt: skip
LINK_COLUMNS: Final = (
    Column(
        "leader", "部领导", max_length=60, width=20, aliases=("领导",),
        note=gettext_lazy("姓名；有同名的填工号。"),
    ),
    Column(
        "unit", "单位", max_length=60, width=24, lookup=UNIT_NAMES,
        aliases=("单位名称",), note=gettext_lazy("与“单位”表里的名称一致。"),
    ),
    Column(
        "kind", "关系", Kind.CHOICE, choices=LINK_WORDS, width=10,
        note=gettext_lazy("分管或联系；写“取消”就结束原来的关系。"),
    ),
)  # fmt: skip
WORKBOOK_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    UNITS: UNIT_COLUMNS,
    PEOPLE: PERSON_COLUMNS,
    LINKS: LINK_COLUMNS,
}


def template() -> bytes:
    """Return an empty workbook with headers, drop-downs and notes for each column."""
    sheets = [
        Sheet(name, columns, has_drop_downs=True)
        for name, columns in WORKBOOK_COLUMNS.items()
    ]
    return write_workbook([*sheets, Sheet(NOTES, lines=_notes())])


def _notes() -> list[str]:
    """Return what the sheet of notes says, in the language of whoever asks."""
    lines = [
        _("怎样填写"),
        _("三张表都要留着，表头不改名、不合并；没有内容的表只留表头。"),
        _("姓名只写到够用为止，不写身份证号、电话、住址。"),
        _("导入只增加和修改，不删除：表里没有的单位和人员保持原样。"),
        _("上传后先看预览，确认之前什么都不写；同一份文件再传一次，不会有变化。"),
    ]
    for name, columns in WORKBOOK_COLUMNS.items():
        lines += ["", f"【{name}】"]
        lines += [_note_of(column) for column in columns]
    return lines


def _note_of(column: Column) -> str:
    note = column.title if column.is_required else f"{column.title}（{_('可不填')}）"
    return f"{note}：{column.note}" if column.note else note
