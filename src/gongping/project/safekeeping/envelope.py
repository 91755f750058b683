"""The sealed file: AES-256-GCM in chunks, with a key from the words by scrypt.

A chunk's nonce is prefix ‖ number ‖ whether it is the last (the STREAM construction),
and the header is bound to every chunk. So a chunk changed, moved, doubled or dropped,
and an end cut off or added to, are all found. docs/reference is in
docs/decisions/0005-backup.md.
"""

import hashlib
import hmac
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from gongping.project.safekeeping.exceptions import (
    Damaged,
    NotABackup,
    WrongPassphrase,
)

MAGIC: Final = b"GONGPING backup\n"
VERSION: Final = 1
CHUNK: Final = 1 << 20
TAG: Final = 16
LAYOUT: Final = struct.Struct(">16sBBBBI16s7s16s")
SUM: Final = 32
HEADER: Final = LAYOUT.size + SUM
LOG_N, R, P = 17, 8, 1
# A file may ask for more work than ours, but not for all memory of the machine.
MOST_LOG_N, MOST_R, MOST_P, MOST_CHUNK = 20, 16, 4, 1 << 24


@dataclass(frozen=True, slots=True)
class Header:
    """What stands open at the beginning of the file."""

    log_n: int
    r: int
    p: int
    chunk: int
    salt: bytes
    prefix: bytes
    check: bytes

    @property
    def raw(self) -> bytes:
        """Return the bytes as written, closed by their own hash."""
        head = LAYOUT.pack(
            MAGIC, VERSION, self.log_n, self.r, self.p, self.chunk,
            self.salt, self.prefix, self.check,
        )  # fmt: skip
        return head + hashlib.sha256(head).digest()


class Sealer:
    """Writes sealed chunks; the last one is marked when it is closed."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        salt, prefix = secrets.token_bytes(16), secrets.token_bytes(7)
        key, check = _derive(passphrase, salt, LOG_N, R, P)
        header = Header(LOG_N, R, P, CHUNK, salt, prefix, check)
        self._file = file
        self._header = header
        self._cipher = AESGCM(key)
        self._waiting = bytearray()
        self._number = 0
        file.write(header.raw)

    def write(self, data: bytes) -> None:
        """Take more of the contents."""
        self._waiting += data
        # One chunk is always held back: only the end knows that it is the last.
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        """Write the last chunk, marked as such."""
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, plain: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._header, self._number, is_last=is_last)
        self._file.write(self._cipher.encrypt(nonce, plain, self._header.raw))
        self._number += 1


def opened(file: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """Yield the contents chunk by chunk; raise where they are not as written."""
    header = read_header(file)
    key, check = _derive(passphrase, header.salt, header.log_n, header.r, header.p)
    if not hmac.compare_digest(check, header.check):
        raise WrongPassphrase(_("口令不对，打不开这个备份。什么也没有写。"))
    cipher = AESGCM(key)
    size = header.chunk + TAG
    sealed, number = file.read(size), 0
    while sealed:
        following = file.read(size)
        nonce = _nonce(header, number, is_last=not following)
        try:
            yield cipher.decrypt(nonce, sealed, header.raw)
        except InvalidTag as error:
            raise damaged(number) from error
        sealed, number = following, number + 1
    if not number:
        raise damaged(number)


def read_header(file: BinaryIO) -> Header:
    """Return the open beginning, if it is that of a backup that we can read."""
    raw = file.read(HEADER)
    if not raw.startswith(MAGIC):
        raise NotABackup(_("这个文件不是公评的备份。"))
    if len(raw) < HEADER:
        raise damaged(0)
    if raw[len(MAGIC)] != VERSION:
        raise NotABackup(_("这个备份是更新的公评做的。请先升级，再恢复。"))
    if hashlib.sha256(raw[: LAYOUT.size]).digest() != raw[LAYOUT.size :]:
        raise damaged(0)
    header = Header(*LAYOUT.unpack(raw[: LAYOUT.size])[2:])
    if header.log_n > MOST_LOG_N or header.r > MOST_R or header.p > MOST_P:
        raise damaged(0)
    if not 0 < header.chunk <= MOST_CHUNK:
        raise damaged(0)
    return header


def damaged(part: int) -> Damaged:
    """Return the sentence for a file that is not whole."""
    return Damaged(
        _("备份文件坏了或不完整（第 %(part)s 段）。请换一份。什么也没有写。")
        % {"part": part + 1}
    )


def _nonce(header: Header, number: int, *, is_last: bool) -> bytes:
    return header.prefix + struct.pack(">IB", number, is_last)


def _derive(
    passphrase: str, salt: bytes, log_n: int, r: int, p: int
) -> tuple[bytes, bytes]:
    raw = Scrypt(salt=salt, length=48, n=1 << log_n, r=r, p=p).derive(
        passphrase.encode()
    )
    return raw[:32], raw[32:]
