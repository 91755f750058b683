"""What voter, issuer and box say to each other: one canonical text for each."""

from dataclasses import dataclass

from ballotbox.errors import MessageMalformed
from ballotbox.shapes import read_text, write_text


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """A voter asks one issuer (from 1) for a token, by the right of a ticket."""

    manifest: bytes
    issuer: int
    group: int
    ticket: str
    blinded: bytes

    @property
    def text(self) -> str:
        """Return the one text of the request."""
        return write_text(self)


@dataclass(frozen=True, slots=True)
class IssueReply:
    """The issuer's blind signature."""

    blind_signature: bytes

    @property
    def text(self) -> str:
        """Return the one text of the reply."""
        return write_text(self)


@dataclass(frozen=True, slots=True)
class CastRequest:
    """A sealed ballot on its way to the box."""

    body: bytes
    signature: bytes
    contents: bytes

    @property
    def text(self) -> str:
        """Return the one text of the request."""
        return write_text(self)


@dataclass(frozen=True, slots=True)
class CastReply:
    """The box's signature under what it has stored."""

    receipt: bytes

    @property
    def text(self) -> str:
        """Return the one text of the reply."""
        return write_text(self)


def parse_issue_request(text: str) -> IssueRequest:
    """Return the request of a text; raise `MessageMalformed` if there is none."""
    return read_text(IssueRequest, text, MessageMalformed)


def parse_issue_reply(text: str) -> IssueReply:
    """Return the reply of a text; raise `MessageMalformed` if there is none."""
    return read_text(IssueReply, text, MessageMalformed)


def parse_cast_request(text: str) -> CastRequest:
    """Return the request of a text; raise `MessageMalformed` if there is none."""
    return read_text(CastRequest, text, MessageMalformed)


def parse_cast_reply(text: str) -> CastReply:
    """Return the reply of a text; raise `MessageMalformed` if there is none."""
    return read_text(CastReply, text, MessageMalformed)
