"""Taking an import back, as long as nothing stands on it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from gongping.documents.excel import LIST_MARK
from gongping.organisation.exceptions import OrganisationError
from gongping.organisation.models import Unit
from gongping.organisation.services.applying import BATCH, OUT_OF_THE_WAY
from gongping.organisation.services.journal import (
    MODELS,
    NAMES,
    restore,
    rows_of,
    snapshot,
)

Kept = Mapping[str, Sequence[Sequence[Any]]]
BACKWARDS = tuple(reversed([*MODELS]))
SHOWN = 3


def take_back(kept: Kept) -> None:
    """Delete what the import created and restore what it changed, or refuse."""
    rows = {name: _rows(name, kept) for name in MODELS}
    _check_untouched(kept, rows)
    _check_nothing_depends(kept)
    for name in BACKWARDS:
        created = [pk for pk, before, _after in kept[name] if before is None]
        if name == "unit":
            rows_of(MODELS[name]).filter(pk__in=created).update(parent=None)
            _step_aside(kept, rows[name])
        _delete(name, created)
        _restore(name, kept, rows[name])


def _rows(name: str, kept: Kept) -> dict[int, Model]:
    return rows_of(MODELS[name]).in_bulk([pk for pk, _b, _a in kept[name]])


def _check_untouched(kept: Kept, rows: Mapping[str, Mapping[int, Model]]) -> None:
    for name in MODELS:
        for pk, _before, after in kept[name]:
            row = rows[name].get(pk)
            if row is None or snapshot(row) != after:
                raise OrganisationError(
                    _(
                        "撤不了：“%(name)s”在导入之后又改过。"
                        "请用手工修改，或改好工作簿再导入一次。"
                    )
                    % {"name": row or after.get("name", pk)}
                )


def _check_nothing_depends(kept: Kept) -> None:
    for name in ("category", "unit", "person"):
        created = [pk for pk, before, _after in kept[name] if before is None]
        where = [
            str(model._meta.verbose_name)
            for model in _dependants(MODELS[name], created, kept)
        ]
        if where:
            label = MODELS[name]._meta.verbose_name
            raise OrganisationError(
                _(
                    "撤不了：导入的%(what)s已经用在别处（%(where)s）。"
                    "请用手工修改，或改好工作簿再导入一次。"
                )
                % {
                    "what": label,
                    "where": LIST_MARK.join(list(dict.fromkeys(where))[:SHOWN]),
                }
            )


def _dependants(
    model: type[Model], keys: Sequence[int], kept: Kept
) -> Iterable[type[Model]]:
    """Return every kind of row that points at one of `keys` and is not ours.

    The relations are read from the models, so that rooms that come later are seen
    without being known here.
    """
    if not keys:
        return
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not relation.is_relation:
            continue
        pointer: Any = relation
        other: type[Model] = pointer.related_model
        if other._meta.auto_created:
            continue
        ours = [pk for pk, _b, _a in kept[NAMES[other]]] if other in NAMES else []
        rows = rows_of(other).filter(**{f"{pointer.field.name}__in": keys})
        if rows.exclude(pk__in=ours).exists():
            yield other


def _step_aside(kept: Kept, rows: Mapping[int, Model]) -> None:
    changed = [rows[pk] for pk, before, _after in kept["unit"] if before is not None]
    for unit in changed:
        if isinstance(unit, Unit):
            unit.position += OUT_OF_THE_WAY
    Unit.objects.bulk_update(changed, ["position"], BATCH)  # type: ignore[arg-type]


def _delete(name: str, keys: Sequence[int]) -> None:
    rows_of(MODELS[name]).filter(pk__in=keys).delete()


def _restore(name: str, kept: Kept, rows: Mapping[int, Model]) -> None:
    changed = []
    for pk, before, _after in kept[name]:
        if before is not None:
            restore(rows[pk], before)
            changed.append(rows[pk])
    names = [f.name for f in MODELS[name]._meta.concrete_fields if not f.primary_key]
    rows_of(MODELS[name]).bulk_update(changed, names, BATCH)
