"""Saying an act in a plain sentence, in the reader's language."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.audit.tags import SENTENCES
from gongping.audit.words import KEY_WORDS, VALUE_WORDS
from gongping.foundation.actors import Role

if TYPE_CHECKING:
    from gongping.audit.models import Event

ROOM_WORDS: Final = {
    "accounts": gettext_lazy("账号"),
    "audit": gettext_lazy("审计"),
    "project": gettext_lazy("系统"),
    "organisation": gettext_lazy("组织"),
    "ledger": gettext_lazy("台账"),
    "meetings": gettext_lazy("汇报会"),
    "comments": gettext_lazy("点评"),
    "polls": gettext_lazy("测评"),
    "roll": gettext_lazy("名册"),
    "paper": gettext_lazy("纸质票"),
    "results": gettext_lazy("结果"),
    "bulletins": gettext_lazy("公文"),
    "procedure": gettext_lazy("会务"),
    "workbench": gettext_lazy("意见"),
    "demo": gettext_lazy("演示"),
}
ROLE_WORDS: Final = {
    Role.VOTER.value: gettext_lazy("处级以上干部"),
    Role.UNIT.value: gettext_lazy("单位填报人"),
    Role.LEADER.value: gettext_lazy("部领导"),
    Role.SCRUTINEER.value: gettext_lazy("监票人"),
    Role.SECRETARIAT.value: gettext_lazy("秘书处"),
    Role.SYSTEM_ADMIN.value: gettext_lazy("系统管理员"),
    Role.SECURITY_ADMIN.value: gettext_lazy("安全管理员"),
    Role.AUDIT_ADMIN.value: gettext_lazy("审计管理员"),
}
PAIRS: Final = (("before", "after"), ("old", "new"))
# A space parts a Latin name from Chinese, and nothing parts Chinese from Chinese.
_NEEDLESS: Final = re.compile(
    r"(?<=[\u3400-\u9fff”）…]) (?=[\u3400-\u9fff“（])|(?<=[\u3400-\u9fff]) (?=…)"
)


class _Said(dict[str, str]):
    """Answers with “…” for what an act did not note down."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence_of(event: "Event") -> str:
    """Return what happened as one sentence with its two names."""
    said = _Said({key: _word(value, key) for key, value in event.detail.items()})
    said["actor"] = event.actor_name or _("有人")
    said["subject"] = _word(event.subject) or "…"
    return _filled(event.tag, said)


def sentence_without_names(tag: str) -> str:
    """Return the kind of act, with “…” where the names would stand."""
    return _filled(tag, _Said())


def rows_of(detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what was noted down beside the sentence, as words.

    Where the state before and after is noted, only what changed is told.
    """
    for first, last in PAIRS:
        before, after = detail.get(first), detail.get(last)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            rest = {k: v for k, v in detail.items() if k not in {first, last}}
            return [*_changes(before, after), *_rows(rest)]
    return _rows(detail)


def _rows(detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (_key_word(key), _word(value, key))
        for key, value in detail.items()
        if value is not None
    ]


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[str, str]]:
    if not before:
        return _rows({key: value for key, value in after.items() if value != ""})
    return [
        (_key_word(key), f"{_shown(before.get(key), key)} → {_shown(value, key)}")
        for key, value in after.items()
        if value != before.get(key)
    ]


def _shown(value: Any, key: str) -> str:
    return _word(value, key) or _("空")


def _key_word(key: str) -> str:
    return str(KEY_WORDS.get(key, key))


def _filled(tag: str, said: Mapping[str, str]) -> str:
    template = SENTENCES.get(tag)
    return _NEEDLESS.sub("", str(template) % said) if template else tag


def _word(value: Any, key: str = "") -> str:
    if isinstance(value, str) and value in ROLE_WORDS:
        return str(ROLE_WORDS[value])
    if isinstance(value, Mapping):
        parts = (
            f"{_key_word(name)} {_word(part, name)}"
            for name, part in value.items()
            if part
        )
        return _("，").join(parts)
    if isinstance(value, list):
        return _("、").join(_word(part, key) for part in value)
    code = "" if value is None else str(value)
    return str(VALUE_WORDS.get(key, {}).get(code, code))
