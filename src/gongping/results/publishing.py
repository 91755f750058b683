"""What goes out with a result, in words: said before it is published."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.results.deciding import what_was_decided
from gongping.results.models import Audience

if TYPE_CHECKING:
    from gongping.results.models import Result
    from gongping.results.sheet import Sheet


def goes_out(result: "Result", sheet: "Sheet") -> list[str]:
    """Say what every reader of a wider circle gets, as the result stands now."""
    return list(_parts(result, sheet))


def stays_back(audience: str) -> str:
    """Say what readers of the circle do not get; of the leaders, what they get."""
    if audience == Audience.LEADERSHIP:
        return _(
            "部领导、秘书处和监票人另能拿计票报告、PDF、Word、Excel 和核对用的数字，"
            "也能看每个单位的得分怎么来的。"
        )
    return _(
        "不随结果公布的：计票报告、PDF、Word、Excel、核对用的数字，和别的单位各票种的"
        "票数。这些只给部领导、秘书处和监票人。"
    )


def _parts(result: "Result", sheet: "Sheet") -> Iterator[str]:
    yield _("结果第 %(n)d 版，指纹 %(digest)s") % {
        "n": result.shown.number,
        "digest": result.digest,
    }
    yield _("各单位的得分，和单列票种的票数合计，按指标分")
    if sheet.compared:
        yield _("档次和区间；%(how)s") % {
            "how": what_was_decided(
                is_ranked=result.is_ranked, is_across=result.is_across
            )
        }
    shown = [group.name for group in sheet.groups if group.is_shown]
    if len(shown) > 1:
        yield _("各票种给各单位的平均分（%(groups)s）") % {
            "groups": _("、").join(shown)
        }
    yield _("票面的总体情况，包括有疑问的票有几张")
    yield _("各单位另能看本单位的得分怎么来的，到各票种的票数")
