"""From one sealed file to a site, where there was none: all of it or nothing.

Everything is read and checked before anything is written. Files wait in `restoring/`
until all rows are in; they take their places just before the rows are committed. If
the program is killed, the folder `restoring/` tells: with an empty database beside it
the restore did not happen, and the next one clears it away.
"""

import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation.actors import system_actor
from gongping.project.environment import read
from gongping.project.safekeeping import contents, rows
from gongping.project.safekeeping.backup import check, open_poll_ids
from gongping.project.safekeeping.envelope import damaged, opened
from gongping.project.safekeeping.exceptions import NotEmpty, SafekeepingError
from gongping.project.safekeeping.members import Manifest, Unpacker

if sys.platform != "win32":
    import fcntl

STAGE: Final = "restoring"
FOLDERS: Final = (contents.ATTACHMENTS, contents.BOX, contents.BOARDS)


def restore(file: Path, passphrase: str) -> Manifest:
    """Make the site of the backup here; return the manifest."""
    data_dir = read().data_dir
    check_not_in_use(data_dir)
    had_database = _sqlite_file() is None or _sqlite_file_exists()
    check_is_empty(data_dir)
    manifest = check(file, passphrase)
    try:
        registry = rows.bring_to(manifest.migrations)
        _clear(data_dir)
        _put_in(file, passphrase, data_dir, registry)
    except BaseException:
        if _is_database_empty():
            _clear(data_dir)
            if not had_database:
                _remove_sqlite()
        raise
    complete(data_dir)
    record(
        "project:site:restored",
        by=system_actor("gongping restore"),
        subject=file.name,
        detail={"made_at": manifest.made_at, "rows": manifest.rows},
    )
    return manifest


def check_not_half(data_dir: Path) -> None:
    """Refuse to serve what a killed restore left; complete what lacked only its end."""
    if not (data_dir / STAGE).exists():
        return
    if _is_database_empty():
        raise SafekeepingError(
            _("上一次恢复被打断了，这里还没有数据。请再运行一次 gongping restore。")
        )
    complete(data_dir)


def complete(data_dir: Path) -> None:
    """Bring the tables to today's form; the restore is over."""
    call_command("migrate", verbosity=0)
    shutil.rmtree(data_dir / STAGE, ignore_errors=True)


def check_not_in_use(data_dir: Path) -> None:
    """Refuse while a box, and so a server, works in this folder."""
    path = data_dir / contents.BOX / contents.BOX_LOCK
    if not path.exists() or sys.platform == "win32":
        return
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise NotEmpty(
                _("公评正在这个数据目录上运行。请先停下来，再恢复到空目录。")
            ) from error


def check_is_empty(data_dir: Path) -> None:
    """Refuse where there is anything that a restore could mix with or overwrite."""
    is_empty = _sqlite_file() is not None and not _sqlite_file_exists()
    if not is_empty and not _is_database_empty():
        raise _not_empty(data_dir)
    # What a killed restore left beside an empty database is no site.
    if not (data_dir / STAGE).exists():
        found = (path for name in FOLDERS for path in (data_dir / name).rglob("*"))
        if any(path.is_file() and path.name != contents.BOX_LOCK for path in found):
            raise _not_empty(data_dir)


def _not_empty(data_dir: Path) -> NotEmpty:
    return NotEmpty(
        _("%(folder)s 里已经有数据，不覆盖。请换一个空的数据目录和数据库再恢复。")
        % {"folder": data_dir}
    )


def _is_database_empty() -> bool:
    tables = rows.tables_in_database() & contents.KEPT
    with connection.cursor() as cursor:
        for table in sorted(tables):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT 1 FROM {name} LIMIT 1")  # noqa: S608
            if cursor.fetchone() is not None:
                return False
    return True


def _put_in(file: Path, passphrase: str, data_dir: Path, registry: Apps) -> None:
    tables = rows.all_models(registry)
    stage = data_dir / STAGE
    stage.mkdir(mode=0o700)
    loaded = []
    with transaction.atomic(), file.open("rb") as stream:
        for name, blocks in Unpacker(opened(stream, passphrase)).members():
            folder, _slash, rest = name.partition("/")
            if folder == "tables":
                model = tables[rest.removesuffix(".jsonl")]
                rows.load(model, _lines(blocks))
                loaded.append(model)
            elif rest:
                _write(stage / _safe(name), blocks)
            else:
                for _block in blocks:
                    pass
        _void_open_polls(tables["polls_poll"])
        rows.finish_loading(loaded)
        _take_places(stage, data_dir)


def _void_open_polls(model: type[models.Model]) -> None:
    # The box's intake is in no backup, so nobody can cast in them or close them.
    models.QuerySet(model).filter(pk__in=open_poll_ids(model)).update(
        state="void", void_reason=_("从备份恢复，没截止的测评不能接着投。")
    )


def _lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        *whole, rest = (rest + block).split(b"\n")
        yield from whole


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise damaged(0)
    return path


def _write(path: Path, blocks: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        path.chmod(0o600)
        file.writelines(blocks)


def _take_places(stage: Path, data_dir: Path) -> None:
    for name in FOLDERS:
        if (stage / name).exists():
            shutil.rmtree(data_dir / name, ignore_errors=True)
            (stage / name).rename(data_dir / name)
    for path in (stage / "site").glob("*"):
        path.rename(data_dir / path.name)


def _clear(data_dir: Path) -> None:
    """Remove what an interrupted restore put beside the empty database."""
    if (data_dir / STAGE).exists():
        for name in (*FOLDERS, STAGE):
            shutil.rmtree(data_dir / name, ignore_errors=True)
        for name in contents.MARKS:
            (data_dir / name).unlink(missing_ok=True)


def _sqlite_file() -> Path | None:
    if connection.vendor != "sqlite":
        return None
    return Path(str(settings.DATABASES["default"]["NAME"]))


def _sqlite_file_exists() -> bool:
    path = _sqlite_file()
    return path is not None and path.exists()


def _remove_sqlite() -> None:
    connection.close()
    if (path := _sqlite_file()) is not None:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
