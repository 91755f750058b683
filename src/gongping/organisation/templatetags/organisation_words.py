"""Words and marks of the organisation's pages."""

from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from gongping.foundation import shapes
from gongping.organisation.selectors import Level, LinkKind

register = template.Library()

FATES: Final = {
    "new": _("新增"),
    "changed": _("更新"),
    "unchanged": _("不变"),
    "bad": _("有错"),
}
MARKS: Final = {LinkKind.SUPERVISES: "filled", LinkKind.LINKS_WITH: "later"}


@register.simple_tag
def fate_word(key: str) -> str:
    """Say what becomes of a line."""
    return str(FATES[key])


@register.simple_tag
def level_word(key: str) -> str:
    """Say a level."""
    return str(Level(key).label)


@register.simple_tag
def link_mark(kind: str, *, word_hidden: bool = False) -> SafeString:
    """Show 分管 as a filled mark and 联系 as a ring, each with its word."""
    return format_html(
        '<span class="light light-plain org-mark">{}<span class="{}">{}</span></span>',
        shapes.shape(MARKS[LinkKind(kind)]),
        "vh" if word_hidden else "word",
        LinkKind(kind).label,
    )
