"""Words and look-ups of the result sheet as template filters."""

from collections.abc import Mapping
from decimal import Decimal

from django import template

from gongping.results.bands import tier_name
from gongping.results.statements import withheld_words

register = template.Library()
register.filter("tier", tier_name)
register.filter("withheld", withheld_words)


@register.filter
def at(addresses: Mapping[int, str], key: int) -> str:
    """Return what stands under a key; empty if nothing does."""
    return addresses.get(key, "")


@register.filter
def signed(number: Decimal) -> str:
    """Write a difference with its sign, such as +1.4 and −0.3."""
    return f"{number:+}".replace("-", "−") if number else f"{number}"
