"""The presets: data files, one for each, that a poll's plan begins with."""

import json
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from gongping.foundation.names import local_name
from gongping.polls.counting import from_plain, percent_of, with_quorum
from gongping.polls.rules import CriterionPlan, GradePlan, GroupPlan, PollPlan

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).parent / "presets"


@cache
def presets() -> "Mapping[str, Mapping[str, Any]]":
    """Return the presets by their name, in the order in which they are offered."""
    found = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in FOLDER.glob("*.json")
    }
    ordered = sorted(found.items(), key=lambda entry: int(entry[1]["order"]))
    return MappingProxyType(dict(ordered))


def preset_choices() -> list[tuple[str, str]]:
    """Return the presets as choices in the reader's language."""
    return [(key, local_name(value)) for key, value in presets().items()]


def preset_descriptions() -> list[tuple[str, str]]:
    """Return the presets as choices, each with a sentence on what it is for."""
    return [
        (key, local_name(value) + _("。") + local_name(value, "about"))
        for key, value in presets().items()
    ]


def usual_plan(
    title: str,
    preset: str = "one_group",
    layout: str = "overall",
    *,
    title_en: str = "",
) -> PollPlan:
    """Return the plan that a preset begins with.

    Where only the whole is rated, the last criterion of the preset is that.
    """
    data = presets()[preset]
    criteria = tuple(
        CriterionPlan(row["name"], row["name_en"], Decimal(row["weight"]))
        for row in data["criteria"]
    )
    quorum = Fraction(data["quorum"])
    return PollPlan(
        title=title,
        title_en=title_en,
        layout=layout,
        quorum_percent=percent_of(quorum),
        is_identical_invalid=bool(data.get("is_identical_invalid")),
        criteria=criteria[-1:] if layout == "overall" else criteria,
        grades=tuple(
            GradePlan(row["name"], row["name_en"], Decimal(row["points"]))
            for row in data["grades"]
        ),
        groups=tuple(
            GroupPlan(row["rule"], row["name"], row["name_en"], Decimal(row["weight"]))
            for row in data["groups"]
        ),
        counting=with_quorum(from_plain(data["counting"]), quorum),
    )
