"""Backup files of scrutineers as their desk writes them, for keys made at loading.

The passphrase of the demo stands here in the clear: whoever reads this opens them all.
A real passphrase is made in the scrutineer's browser and is on paper only.
"""

import os
from hashlib import pbkdf2_hmac
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ballotbox.canonical import canonical_json
from ballotbox.words_en import ENGLISH
from ballotbox.words_zh import CHINESE

KIND: Final = "gongping-scrutineer-backup"
ROUNDS: Final = 100_000
WORDS: Final = 8
# The first eight words of the list, in either language.
PASSPHRASE_ZH: Final = CHINESE[:WORDS]
PASSPHRASE_EN: Final = ENGLISH[:WORDS]


def backup_text(secrets: dict[str, Any]) -> str:
    """Return the file in which a browser finds these secrets, by the demo's words."""
    salt, nonce = os.urandom(16), os.urandom(12)
    key = pbkdf2_hmac("sha256", f"{KIND}\0".encode() + _passphrase(), salt, ROUNDS)
    plain = canonical_json(secrets).encode()
    content = {
        "kind": KIND,
        "version": 1,
        "rounds": ROUNDS,
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "sealed": AESGCM(key).encrypt(nonce, plain, KIND.encode()).hex(),
    }
    return canonical_json(content)


def _passphrase() -> bytes:
    # Ten bits a word: the places of the words in their list.
    bits = 0
    for place in range(WORDS):
        bits = bits << 10 | place
    return bits.to_bytes(10, "big")
