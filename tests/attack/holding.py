"""Holding a poll over real processes while root copies everything it can reach."""

import os
from typing import Final

from tests.attack.capture import take
from tests.attack.programs import Programs

CASTING: Final = "1-casting"
CLOSED: Final = "2-closed"
UNSEALED: Final = "3-unsealed"
STOPPED: Final = "4-stopped"
TAPPED: Final = "5-tapped"
WORDS: Final = "four plain words here"


def hold(programs: Programs, voters: int, copies: int) -> dict[str, str]:
    """Hold a poll over these programs and capture it; return the truth."""
    shots = programs.folder / "captures"
    places = {
        name: programs.folder / name for name in ("site", "box", "printed", "backups")
    }
    programs.begin()
    try:
        _begin_django(programs)
        from tests.attack import voting

        programs.wait()
        hall = voting.prepared(programs, voters)

        def look(number: int, of: int) -> None:
            if number == of or number % -(-of // copies) == 0:
                take(shots, f"{CASTING}-{number:05d}", places)
            if number == of // 2:
                _back_up(programs, "while-casting")

        hall.come(look)
        hall.season.close()
        take(shots, CLOSED, places)
        hall.season.headed().unseal()
        _back_up(programs, "unsealed")
        take(shots, UNSEALED, places)
    finally:
        programs.stop()
    take(shots, STOPPED, places)
    take(shots, TAPPED, {"taps": programs.taps})
    return hall.truth


def _begin_django(programs: Programs) -> None:
    os.environ.update(programs.surroundings(programs.site))
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongping.project.settings"
    import django

    django.setup()


def _back_up(programs: Programs, name: str) -> None:
    """Make a backup, and read it as who knows its passphrase does."""
    from gongping.project.safekeeping import backup
    from gongping.project.safekeeping.envelope import opened
    from gongping.project.safekeeping.members import Unpacker

    folder = programs.folder / "backups"
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.gongping"
    backup.make(file, WORDS)
    with file.open("rb") as stream:
        for member, blocks in Unpacker(opened(stream, WORDS)).members():
            path = folder / name / member
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"".join(blocks))
