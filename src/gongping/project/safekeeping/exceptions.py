"""Why a backup or a restore is refused; each sentence says what to do."""

from gongping.foundation.errors import DomainError


class SafekeepingError(DomainError):
    """Nothing was written, or what was written is gone again."""


class WrongPassphrase(SafekeepingError):
    """The words do not open this file."""


class Damaged(SafekeepingError):
    """The file is not, to the last byte, the one that was written."""


class NotABackup(SafekeepingError):
    """The file was not made by `gongping backup`, or by a newer one."""


class NotEmpty(SafekeepingError):
    """A site is restored only where there is none."""


class Undeclared(SafekeepingError):
    """A table is neither kept nor left out: somebody has to decide first."""
