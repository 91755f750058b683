"""The hash tree of the board (RFC 9162 §2.1): one root stands for every leaf."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from ballotbox.findings import ProofWrong

NODE: Final = b"\x01"
"""Before two hashes; a leaf hash has 0x00 there, so neither passes for the other."""


class StreamingRoot:
    """The root of leaves that come one by one; remembers one hash per level."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Take the next leaf hash."""
        place = self.size
        self.size += 1
        while place & 1:
            leaf = _node(self._peaks.pop(), leaf)
            place >>= 1
        self._peaks.append(leaf)

    def root(self) -> bytes:
        """Return the root of the leaves so far."""
        if not self._peaks:
            return hashlib.sha256().digest()
        *others, root = self._peaks
        for peak in reversed(others):
            root = _node(peak, root)
        return root


def tree_root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over these leaf hashes, in this order."""
    tree = StreamingRoot()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the hashes that lead from the leaf at `index` to the root."""
    if len(leaves) <= 1:
        return ()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        inner = inclusion_proof(leaves[:split], index)
        return (*inner, tree_root(leaves[split:]))
    inner = inclusion_proof(leaves[split:], index - split)
    return (*inner, tree_root(leaves[:split]))


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise `ProofWrong` unless the proof leads from the leaf to the root.

    The steps are those of RFC 9162 §2.1.3.2, whose names are kept.
    """
    if not 0 <= index < size:
        raise ProofWrong("the place lies outside the tree")
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0:
            raise ProofWrong("the proof is too long")
        if fn & 1 or fn == sn:
            r = _node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = _node(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn or r != root:
        raise ProofWrong("the proof does not lead to the root")


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()
