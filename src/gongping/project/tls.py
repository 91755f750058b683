"""`gongping tls`: a certificate for a network where no other can be had."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from ballotbox.speech import both, in_language, spoken
from gongping.project.authority import SERVER_DAYS, Folder, NamesDiffer, certify
from gongping.project.https import CertificateUnusable

DONE: Final = both(
    "证书好了，管 {days} 天，只管这些名字：{names}。\n"
    "1. 起服务：gongping serve --host 0.0.0.0 --cert {cert} --key {key}，"
    "并让 GONGPING_HOSTS 里有这些名字。\n"
    "2. 在本单位的平板上装 {authority}（有的平板要 {bytes}），"
    "装前核对指纹：\n   {mark}\n"
    "3. {secret} 只留在这里，不要拷出去，不要发给任何人。\n"
    "个人手机不要装：请用本单位已有的证书、共用平板或纸质票。",
    "The certificate is ready, for {days} days and only these names: {names}.\n"
    "1. Serve: gongping serve --host 0.0.0.0 --cert {cert} --key {key}, "
    "with these names in GONGPING_HOSTS.\n"
    "2. On tablets of your own, install {authority} (some want {bytes}); "
    "first compare its fingerprint:\n   {mark}\n"
    "3. {secret} stays here: copy it nowhere, send it to nobody.\n"
    "Do not install it on private phones: use a certificate that your organisation "
    "has, shared tablets or paper.",
)
OTHER_NAMES: Final = both(
    "{folder} 里的证书机构只管别的名字，什么也没有改变。名字要变，请换一个目录，"
    "平板上也要重新装。",
    "The authority in {folder} is confined to other names; nothing was changed. For "
    "new names take another folder, and install it on the tablets again.",
)
NO_NAME: Final = both(
    "“{names}”里有一个既不是主机名也不是地址。请写浏览器地址栏里的那个名字，"
    "例如 pingce.local 或 10.0.0.5。",
    "One of “{names}” is neither a host's name nor an address. Write what stands in "
    "the browser's address bar, for instance pingce.local or 10.0.0.5.",
)


def add_options(verb: ArgumentParser) -> None:
    """Let the verb know what it wants to be told."""
    verb.add_argument(
        "--name", action="append", required=True, dest="names", metavar="HOST",
        help="name or address in the browser's address bar; may be said again",
    )  # fmt: skip
    verb.add_argument(
        "--out", type=Path, required=True, metavar="DIR",
        help="where authority and certificate lie; the same folder again renews",
    )  # fmt: skip


def run(options: Namespace) -> int:
    """Make or renew the certificate and say what to do with it."""
    folder = Folder(options.out.resolve())
    names = ", ".join(options.names)
    try:
        mark = certify(folder, options.names)
    except NamesDiffer as error:
        raise CertificateUnusable(OTHER_NAMES, folder=folder.path) from error
    except ValueError as error:
        raise CertificateUnusable(NO_NAME, names=names) from error
    sys.stdout.write(_told(folder, names, mark, spoken(options.lang)) + "\n")
    return 0


def _told(folder: Folder, names: str, mark: str, language: str) -> str:
    return in_language(
        DONE, language, days=SERVER_DAYS, names=names, mark=mark,
        cert=folder.server, key=folder.server_key, authority=folder.authority,
        bytes=folder.authority_bytes, secret=folder.authority_key,
    )  # fmt: skip
