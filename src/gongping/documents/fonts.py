"""Which faces PDFs are set in: the site's own first, then free ones, then ours.

The faces of official documents belong to their makers and cannot come with the
product: a site that has them names their folder in `GONGPING_FONTS_DIR`. One free face
does come with it, which has every character of GB 18030's common planes and those of
rare names, so that a document is never set with empty boxes.
"""

from pathlib import Path
from typing import Final

from django.conf import settings

OURS: Final = Path(__file__).parent / "fonts"
LAST: Final = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
ROLES: Final = {
    "sans": (
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "Noto Sans SC",
        "Microsoft YaHei",
        "SimHei",
    ),
    "serif": (*LAST, "SimSun"),
    "fang": ("FangSong_GB2312", "FangSong", "STFangsong", "FandolFang R", *LAST),
    "kai": (
        "KaiTi_GB2312",
        "KaiTi",
        "STKaiti",
        "LXGW WenKai",
        "AR PL UKai CN",
        "AR PL KaitiM GB",
        *LAST,
    ),
    "hei": ("SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", *LAST),
    "song": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", *LAST),
}
"""By what a face is for: the first that is there sets the text, the others what it
lacks."""


def folders() -> list[Path]:
    """Return the folders in which faces are sought besides those of the machine."""
    named = settings.FONTS_DIR
    return [Path(named), OURS] if named else [OURS]
