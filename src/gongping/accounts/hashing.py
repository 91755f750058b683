"""How passwords are kept: Argon2id, measured for a hall that signs in at once."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CrowdArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: the parameters of OWASP.

    Django's own (100 MiB, eight lanes) take fifteen times as long on two loaded
    cores and 1.2 GB for twelve people at a time; six hundred come in two minutes.
    """

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
