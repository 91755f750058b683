"""`gongping backup` and `gongping restore`, as their reader meets them."""

import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.db import Error as DatabaseError
from django.utils.translation import gettext as _

from ballotbox.speech import reason
from gongping.foundation.errors import DomainError
from gongping.project.safekeeping import passphrase
from gongping.project.safekeeping.members import Manifest
from gongping.project.speech import speaking, spoken

BLOCK = 1 << 20


def back_up(out: Path, words: Path | None, lang: str | None) -> int:
    """Say what is left out, write the file, say what is in it."""

    def work() -> None:
        from gongping.project.safekeeping import backup, contents, target

        target.check_free(out)
        backup.check_is_site()
        _say(_("备份里有意不放："))
        for sentence in contents.left_out():
            _say(f"- {sentence}")
        began = time.monotonic()
        manifest = backup.make(out, passphrase.to_seal(words))
        _say(
            _("备好了：%(file)s，%(size)s，用时 %(seconds).1f 秒。")
            % {
                "file": out,
                "size": size_of(out),
                "seconds": time.monotonic() - began,
            }
        )
        _say_contents(manifest)
        _say(_("文件的 SHA-256：%(digest)s") % {"digest": digest_of(out)})
        _say(_("口令和备份分开放。没有口令，谁也打不开它，我们也不能。"))

    return _spoken(work, lang)


def check(file: Path, words: Path | None, lang: str | None) -> int:
    """Read a backup to its last byte and say what is in it; nothing is restored."""

    def work() -> None:
        from gongping.project.safekeeping import backup

        manifest = backup.check(file, passphrase.to_open(words))
        _say(
            _("完好：%(file)s，%(size)s，%(when)s 备份。")
            % {"file": file, "size": size_of(file), "when": manifest.made_at}
        )
        _say_contents(manifest)

    return _spoken(work, lang)


def restore(file: Path, words: Path | None, lang: str | None) -> int:
    """Make the site again and say what is to be done next."""

    def work() -> None:
        from gongping.project.safekeeping import restore as restoring

        began = time.monotonic()
        manifest = restoring.restore(file, passphrase.to_open(words))
        _say(
            _("恢复好了：%(when)s 的备份，用时 %(seconds).1f 秒。")
            % {"when": manifest.made_at, "seconds": time.monotonic() - began}
        )
        _say_contents(manifest)
        _say(_("接下来："))
        for sentence in _next_steps():
            _say(f"- {sentence}")

    return _spoken(work, lang)


def refuse_half_restored(data_dir: Path, lang: str | None = None) -> None:
    """Stop the server from starting on what a killed restore left."""
    django.setup()
    from gongping.project.safekeeping.restore import check_not_half

    with speaking(lang):
        try:
            check_not_half(data_dir)
        except DomainError as error:
            raise SystemExit(error.message) from error


def size_of(path: Path) -> str:
    """Return the size of a file as it is said."""
    size = path.stat().st_size
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _spoken(work: Callable[[], None], lang: str | None) -> int:
    django.setup()
    with speaking(lang):
        try:
            work()
        except DomainError as error:
            return _fail(error.message)
        except OSError as error:
            return _fail(
                _("%(file)s：%(why)s。没有完成，也没有留下半个文件。")
                % {"file": error.filename or "", "why": reason(error, spoken(lang))}
            )
        except DatabaseError as error:
            return _fail(
                _("数据库没有让做完：%(why)s。没有留下半份数据，可以再来一次。")
                % {"why": error}
            )
        except KeyboardInterrupt:
            return _fail(_("停下了，没有留下半个文件。"))
    return 0


def _say_contents(manifest: Manifest) -> None:
    _say(
        _("内有：表 %(tables)s 张，记录 %(rows)s 条，佐证附件 %(files)s 个，"
          "已截止测评的票板文件 %(boards)s 个。")
        % {
            "tables": len(manifest.below("tables")),
            "rows": f"{manifest.rows:,}",
            "files": len(manifest.below("attachments")),
            "boards": len(manifest.below("box") + manifest.below("boards")),
        }
    )  # fmt: skip
    if manifest.open_polls:
        _say(
            _("没截止的测评：%(polls)s。它们不能从这个备份接着投，恢复后作废。")
            % {"polls": "、".join(manifest.open_polls)}
        )
    for name in manifest.missing:
        _say(_("附件 %(name)s 在盘上找不到，没有备。") % {"name": name})


def _next_steps() -> list[str]:
    return [
        _("运行 gongping serve。所有人重新登录，密码和第二道验证照旧；"
          "备份以后改过的密码，还是改以前的。"),
        _("没用过的激活码都不算了，请安全管理员重新打印。"),
        _("恢复前没截止的测评已经作废，请秘书处建一个新的，重新领票、投票。"),
        _("票箱单独运行的，把它的 box_secret 拷到这里的数据目录。"),
        _("由审计管理员在“审计记录”里点一次核对，看记录是否完整。"),
    ]  # fmt: skip


def _say(sentence: str) -> None:
    print(sentence)  # noqa: T201


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return 1
