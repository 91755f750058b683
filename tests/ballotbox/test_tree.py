"""Roots from a second implementation, and proofs that cannot be bent.

The eight roots are those of the tree that Certificate Transparency logs test with
(entries "", 00, 10, 2021 …, hexadecimal). They were computed again with a shell
script around `openssl dgst -sha256` that splits as RFC 9162 §2.1.1 does, from the top;
the code under test builds from the bottom.
"""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballotbox.findings import ProofWrong
from ballotbox.tree import (
    StreamingRoot,
    inclusion_proof,
    tree_root,
    verify_inclusion,
)

ENTRIES = (
    *("", "00", "10", "2021", "3031", "40414243"),
    *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
)
LEAVES = [hashlib.sha256(b"\0" + bytes.fromhex(entry)).digest() for entry in ENTRIES]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_another_implementation(size: int) -> None:
    assert tree_root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert tree_root([]) == hashlib.sha256(b"").digest()


def test_memory_grows_with_the_levels_only() -> None:
    tree = StreamingRoot()
    for number in range(1000):
        tree.add(number.to_bytes(32, "big"))
    assert (tree.size, len(tree._peaks)) == (1000, 6)
    assert tree.root() == tree.root()


@settings(max_examples=60)
@given(st.integers(1, 70), st.data())
def test_each_leaf_is_proved_and_no_other(size: int, data: st.DataObject) -> None:
    leaves = [number.to_bytes(32, "big") for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, index)
    root = tree_root(leaves)
    verify_inclusion(leaves[index], index, size, proof, root)
    wrong = data.draw(st.integers(-1, size).filter(lambda place: place != index))
    for leaf, place, hashes in (
        (leaves[index], wrong, proof),
        (b"?" * 32, index, proof),
        (leaves[index], index, (*proof, proof[-1] if proof else root)),
        *([(leaves[index], index, proof[:-1])] if proof else []),
    ):
        with pytest.raises(ProofWrong):
            verify_inclusion(leaf, place, size, hashes, root)
