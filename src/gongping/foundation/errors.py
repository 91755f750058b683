"""The four ways in which a request can be refused, each with a sentence."""


class DomainError(Exception):
    """A rule of the domain forbids the step; the message says what to do."""

    status = 409

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(DomainError):
    """What was sent cannot be used; `field` names where, if it is known."""

    status = 422

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Refused(DomainError):
    """This person may see the thing but may not do this with it."""

    status = 403


class Missing(DomainError):
    """There is no such thing for this person."""

    status = 404
