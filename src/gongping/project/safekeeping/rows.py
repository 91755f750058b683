"""The database as lines of JSON, the same for SQLite and PostgreSQL.

A dump of one kind of database could not be wiped row by row before it is written, nor
restored into the other kind. Values go through Django's fields both ways.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

import msgspec
from django.apps import apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from gongping.project.safekeeping import contents
from gongping.project.safekeeping.exceptions import NotABackup, NotEmpty

Migrations = list[tuple[str, str]]
Model = type[Any]
BATCH: Final = 500
ONE_MOMENT: Final = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}
OWN_TABLES: Final = {MigrationRecorder.Migration._meta.db_table}


@contextmanager
def snapshot() -> Iterator[None]:
    """See the database as it is at one moment, and let others write meanwhile.

    Not by `atomic`: a site's own transactions begin by taking the turn to write.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE_MOMENT[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def all_models(registry: Apps = apps) -> dict[str, Model]:
    """Return every table's model, tables between two others included."""
    found = registry.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in found}


def tables_in_database() -> set[str]:
    """Return the tables that are really there, Django's book of migrations apart."""
    return set(connection.introspection.table_names()) - OWN_TABLES


def lines_of(model: Model) -> Iterator[bytes]:
    """Yield the names of the columns, then each row, wiped as `contents` says."""
    names = [field.attname for field in model._meta.concrete_fields]
    table = model._meta.db_table
    rows: models.QuerySet[Any] = models.QuerySet(model)
    if table in contents.LEFT_UNLESS:
        state, kept_in = contents.LEFT_UNLESS[table]
        rows = rows.filter(**{f"{state}__in": kept_in})
    yield msgspec.json.encode(names) + b"\n"
    for row in _wiped(table, rows.order_by("pk"), names):
        yield msgspec.json.encode([row[name] for name in names]) + b"\n"


def _wiped(
    table: str, rows: "models.QuerySet[Any]", names: list[str]
) -> Iterator[dict[str, Any]]:
    always = contents.WIPED.get(table, {})
    if table not in contents.WIPED_UNLESS:
        for row in rows.values(*names).iterator(BATCH):
            yield {**row, **always}
        return
    state, kept_in, values = contents.WIPED_UNLESS[table]
    for row in rows.values(*names, state).iterator(BATCH):
        yield {**row, **always, **({} if row[state] in kept_in else values)}


def files_named(model: Model) -> Iterator[str]:
    """Yield the name of every uploaded file that a row speaks of."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.FileField):
            everything: models.QuerySet[Any] = models.QuerySet(model)
            named = everything.exclude(**{field.attname: ""})
            yield from named.values_list(field.attname, flat=True).order_by("pk")


def load(model: Model, lines: Iterable[bytes]) -> int:
    """Put the rows in as they were, keys included; return how many."""
    rest = iter(lines)
    names: list[str] = msgspec.json.decode(next(rest))
    fields = {field.attname: field for field in model._meta.concrete_fields}
    count = 0
    while batch := list(islice(rest, BATCH)):
        things = [
            model(
                **{
                    name: fields[name].to_python(value)
                    for name, value in zip(
                        names, msgspec.json.decode(line), strict=True
                    )
                }
            )
            for line in batch
        ]
        # Not the model's own manager: that of the record refuses what is not new.
        models.QuerySet(model).bulk_create(things)
        count += len(things)
    return count


def finish_loading(loaded: Iterable[Model]) -> None:
    """Check every reference, and let new rows be numbered after those that came."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(loaded)):
            cursor.execute(sql)


def applied() -> Migrations:
    """Return the migrations of this database, in a lasting order."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def known() -> Migrations:
    """Return the migrations that this program knows."""
    return sorted(MigrationExecutor(connection).loader.disk_migrations)


def bring_to(wanted: Migrations) -> Apps:
    """Give an empty database the tables of the backup; return the models of then."""
    if set(wanted) - set(known()):
        raise NotABackup(_("这个备份是更新的公评做的。请先升级，再恢复。"))
    if set(applied()) - set(wanted):
        raise NotEmpty(
            _("数据库里已有比备份更新的表。请换一个新的数据目录或空数据库再恢复。")
        )
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    inside = {key for key in wanted if key in graph.nodes}
    ends = [
        key
        for key in sorted(inside)
        if not any(
            child.key in inside and child.key[0] == key[0]
            for child in graph.node_map[key].children
        )
    ]
    executor.migrate(ends)
    return executor.loader.project_state(ends).apps
