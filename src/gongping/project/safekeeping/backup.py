"""From a site, which may be in use, to one sealed file; and reading that file."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import system_actor
from gongping.project.environment import read
from gongping.project.safekeeping import contents, rows
from gongping.project.safekeeping.envelope import Sealer, opened
from gongping.project.safekeeping.exceptions import SafekeepingError
from gongping.project.safekeeping.members import BLOCK, Manifest, Packer, verified
from gongping.project.safekeeping.target import unfinished


def make(out: Path, passphrase: str) -> Manifest:
    """Write the site to `out`, which must not exist; return what is in it.

    Rows are of one moment. Evidence is read afterwards: it is written before the row
    that names it, and never changed.
    """
    check_is_site()
    with unfinished(out) as file:
        packer = Packer(Sealer(file, passphrase))
        with rows.snapshot():
            named, open_polls, unsealed = _add_tables(packer)
            migrations = rows.applied()
        missing = _add_evidence(packer, named)
        _add_rest(packer, unsealed)
        manifest = Manifest(
            mode=read().mode,
            made_at=timezone.localtime(clock.now()).isoformat(" ", "seconds"),
            migrations=migrations,
            members=list(packer.members),
            missing=missing,
            open_polls=open_polls,
        )
        packer.close(manifest)
        record(
            "project:backup:made",
            by=system_actor("gongping backup"),
            subject=out.name,
            detail={"rows": manifest.rows},
        )
    return manifest


def check(file: Path, passphrase: str) -> Manifest:
    """Read the whole file and return its manifest if every byte is as written."""
    with file.open("rb") as stream:
        return verified(opened(stream, passphrase))


def check_is_site() -> None:
    """Refuse where there is no site, or one whose tables are not today's."""
    if connection.vendor == "sqlite":
        path = Path(str(settings.DATABASES["default"]["NAME"]))
        # To connect would make the file.
        if not path.exists():
            raise _no_site()
    if not (applied := rows.applied()):
        raise _no_site()
    if applied != rows.known():
        raise SafekeepingError(
            _("数据库的表还不是这个版本的。请先运行 gongping serve 一次，再备份。")
        )
    contents.check_declared(rows.tables_in_database())


def open_poll_ids(model: type[models.Model]) -> dict[int, str]:
    """Return the polls that cannot be continued from a backup, by their key."""
    found: models.QuerySet[Any] = models.QuerySet(model)
    found = found.exclude(state__in=contents.LASTING)
    return dict(found.order_by("pk").values_list("pk", "title"))


def unsealed_codes(model: type[models.Model]) -> list[str]:
    """Return the codes of the polls that were opened and counted."""
    found: models.QuerySet[Any] = models.QuerySet(model)
    unsealed = found.filter(state="unsealed").order_by("pk")
    return list(unsealed.values_list("code", flat=True))


def _no_site() -> SafekeepingError:
    return SafekeepingError(
        _("%(folder)s 里没有公评的数据。请看 GONGPING_DATA_DIR 写得对不对。")
        % {"folder": read().data_dir}
    )


def _add_tables(packer: Packer) -> tuple[list[str], list[str], list[str]]:
    tables = rows.all_models()
    named: set[str] = set()
    for table in sorted(contents.KEPT & tables.keys()):
        lines = Counted(rows.lines_of(tables[table]))
        packer.add(f"tables/{table}.jsonl", _gathered(lines))
        packer.count_rows(lines.count - 1)
        named.update(rows.files_named(tables[table]))
    polls = tables["polls_poll"]
    return sorted(named), list(open_poll_ids(polls).values()), unsealed_codes(polls)


def _add_evidence(packer: Packer, named: Iterable[str]) -> list[str]:
    missing = []
    folder = read().data_dir / contents.ATTACHMENTS
    for name in named:
        try:
            _add_file(packer, f"{contents.ATTACHMENTS}/{name}", folder / name)
        except FileNotFoundError:
            missing.append(name)
    return missing


def _add_rest(packer: Packer, unsealed: Iterable[str]) -> None:
    data_dir = read().data_dir
    for name in (f"{contents.BOARDS}/{code}.jsonl" for code in unsealed):
        if (data_dir / name).exists():
            _add_file(packer, name, data_dir / name)
    for place in closed_polls(data_dir / contents.BOX):
        for name in _names_in(place):
            if (place / name).exists():
                inside = f"{contents.BOX}/{place.name}/{name}"
                _add_file(packer, inside, place / name)
    for name in contents.MARKS:
        if (data_dir / name).exists():
            _add_file(packer, f"site/{name}", data_dir / name)


def closed_polls(box: Path) -> list[Path]:
    """Return the folders of the polls that are closed for good."""
    return sorted(
        place for place in box.glob("*/") if (place / contents.CLOSED_BY).is_file()
    )


def _names_in(place: Path) -> tuple[str, ...]:
    if (place / contents.HEAD).exists():
        return contents.BOX_FILES
    return (*contents.BOX_FILES, contents.UNTIL_HEAD)


def _add_file(packer: Packer, name: str, path: Path) -> None:
    with path.open("rb") as file:
        packer.add(name, iter(lambda: file.read(BLOCK), b""))


class Counted:
    """Lines that are counted as they pass."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.count = 0
        self._lines = lines

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.count += 1
            yield line


def _gathered(lines: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for line in lines:
        waiting += line
        if len(waiting) >= BLOCK:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)
