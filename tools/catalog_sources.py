"""Finds the sentences to translate in the Python and template files of a room."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATE_KINDS = {".html", ".txt", ".svg", ".xml"}


@dataclass(frozen=True)
class Message:
    """One sentence, with its context and plural where it has them."""

    text: str
    plural: str | None = None
    context: str | None = None
    place: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalogue finds it by."""
        return (self.context, self.text)


def messages_of(folder: Path) -> list[Message]:
    """Each sentence of the room once, in the order of files and lines."""
    found: dict[tuple[str | None, str], Message] = {}
    for path in _files(folder):
        for message in _messages_in(path, str(path.relative_to(folder))):
            before = found.get(message.key)
            if before is None or (before.plural is None and message.plural):
                found[message.key] = message
    return list(found.values())


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        is_code = path.suffix == ".py" and "migrations" not in parts
        is_template = path.suffix in TEMPLATE_KINDS and "templates" in parts
        if is_code or is_template:
            yield path


def _messages_in(path: Path, place: str) -> Iterable[Message]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return messages_in_python(source, place)
    return messages_in_template(source, place)


def messages_in_template(source: str, place: str = "") -> list[Message]:
    """The sentences of a template: translate, blocktranslate and _("…")."""
    # The packages for extraction are absent at run time, where .mo files are made.
    from django.utils.translation.template import templatize  # noqa: PLC0415

    return messages_in_python(templatize(source), place)


def messages_in_python(source: str, place: str = "") -> list[Message]:
    """The sentences given to gettext and its relatives."""
    from babel.messages.extract import extract  # noqa: PLC0415

    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
    return [
        _message(texts, context, f"{place}:{line}")
        for line, texts, _comments, context in found
        if texts
    ]


def _message(texts: str | tuple[str, ...], context: str | None, place: str) -> Message:
    if isinstance(texts, str):
        return Message(texts, None, context, place)
    # Babel leaves the context in place at the front of the tuple.
    forms = texts[1:] if context and texts[0] == context else texts
    plural = forms[1] if len(forms) > 1 else None
    return Message(forms[0], plural, context, place)
