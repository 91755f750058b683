"""What was typed for a difference, given back to the form."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from gongping.paper.selectors import Difference

register = template.Library()


@register.filter
def seen(typed: Mapping[str, str], difference: "Difference") -> str:
    """Return what the scrutineer typed for this difference."""
    place = "" if difference.place is None else difference.place
    return typed.get(f"{difference.sheet}-{place}", "")
