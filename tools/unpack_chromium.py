"""Unpacks the npm copy of Chromium:  python -m tools.unpack_chromium BIN TARGET.

The packed files are compared with the hashes below before anything is run.
"""

import hashlib
import io
import shutil
import sys
import tarfile
from pathlib import Path

import brotli

PACKED = {
    "al2023.tar.br": "2e22542d8c66b83194172f4bbbef0a79b80bbeb99d69abf3962d85c1351f478d",
    "chromium.br": "64d813a054f76fc32b8010e305d87e6d7a45aa76ee02d36e66c03c8ca6667e8d",
    "fonts.tar.br": "78620f052a57d98716b8da709e9de5c14a5ae606e60810009f5051ab46e2a588",
    "swiftshader.tar.br": (
        "f957ea867313f9815b71dc2ed30cce301e01db4f3973fbdb31ffa5391b0ec45a"
    ),
}


class WrongCopyError(Exception):
    """A packed file is not the one that was looked at when this was written."""


def unpack(source: Path, target: Path) -> None:
    """The program and its libraries lie in the target, or nothing does."""
    beside = target.with_name(f"{target.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for name, wanted in PACKED.items():
        _unpack_one(_verified(source / name, wanted), name, beside)
    shutil.rmtree(target, ignore_errors=True)
    beside.rename(target)


def _verified(path: Path, wanted: str) -> bytes:
    packed = path.read_bytes()
    found = hashlib.sha256(packed).hexdigest()
    if found != wanted:
        msg = f"{path.name} has hash {found}, expected {wanted}"
        raise WrongCopyError(msg)
    return packed


def _unpack_one(packed: bytes, name: str, target: Path) -> None:
    content = brotli.decompress(packed)
    if name.endswith(".tar.br"):
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            archive.extractall(target, filter="data")
        return
    program = target / name.removesuffix(".br")
    program.write_bytes(content)
    program.chmod(0o755)


def main() -> int:
    source, target = (Path(word) for word in sys.argv[1:3])
    try:
        unpack(source, target)
    except (OSError, WrongCopyError, brotli.error) as problem:
        print(f"The copy of Chromium could not be unpacked: {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
