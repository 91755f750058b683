"""Measures signing blindly against the fastest that OpenSSL signs with such a key.

    ./run bench issue

RSA-3072 with base blinding and the check for faults, as the issuer does it; OpenSSL's
own figure is that of `openssl speed rsa3072`, which neither blinds twice nor checks.
In turns, so that both meet the same machine. Beside it the pieces that make up the
difference: two powers in even time, one inversion, one check.
"""

import argparse
import re
import secrets
import shutil
import statistics
import subprocess
import sys
from typing import Final

import gmpy2

from ballotbox.blinding import blind_sign
from ballotbox.keys import IssuerKey, new_issuer_key
from bench import _machine

BITS: Final = 3072
SIGNATURES: Final = 60
SPEED: Final = re.compile(rf"rsa\s+{BITS} bits\s+([\d.]+)s")


def main() -> int:
    """Sign in turns with OpenSSL, print the medians."""
    parser = argparse.ArgumentParser(prog="./run bench issue")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each")
    options = parser.parse_args()
    print(_machine.load())
    key = new_issuer_key()
    ours, theirs = [], []
    for _ in range(options.rounds):
        theirs.append(openssl())
        ours.append(blindly(key))
    sign, least = statistics.median(ours), statistics.median(theirs)
    print(f"signing blindly          {sign:8.0f} us  {1e6 / sign:5.0f} a CPU-second")
    print(f"  two powers (powmod_sec){powers(key):8.0f} us")
    print(
        f"openssl speed rsa{BITS}    {least:8.0f} us  {1e6 / least:5.0f} a CPU-second"
    )
    print(f"signing blindly takes {sign / least:.1f} times as long as OpenSSL signs")
    return 0


def blindly(key: IssuerKey) -> float:
    """Return the processor time of one blind signature, in us."""
    asked = [secrets.randbelow(2**BITS >> 1) for _ in range(SIGNATURES)]
    requests = [number.to_bytes(BITS // 8, "big") for number in asked]
    return _machine.cpu_each(lambda request: blind_sign(key, request), requests)


def powers(key: IssuerKey) -> float:
    """Return the processor time of the two powers that no signature can do without."""
    numbers = key.numbers
    p, q = gmpy2.mpz(numbers.p), gmpy2.mpz(numbers.q)
    bases = [gmpy2.mpz(secrets.randbelow(numbers.q)) for _ in range(SIGNATURES)]
    return _machine.cpu_each(
        lambda base: (
            gmpy2.powmod_sec(base % p, numbers.dmp1, p),
            gmpy2.powmod_sec(base % q, numbers.dmq1, q),
        ),
        bases,
    )


def openssl() -> float:
    """Return what OpenSSL says one signature takes of the processor, in us."""
    program = shutil.which("openssl")
    if program is None:
        raise SystemExit("openssl is not installed")
    words = [program, "speed", "-seconds", "1", f"rsa{BITS}"]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    found = SPEED.search(said)
    if found is None:
        raise SystemExit(f"openssl speed said something else:\n{said}")
    return float(found[1]) * 1e6


if __name__ == "__main__":
    sys.exit(main())
