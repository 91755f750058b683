"""Taking a second office into a poll: its keys before the freeze, its counts after.

Nothing of it is secret from this site, and nothing here can sign in its place.
"""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox.errors import BallotBoxError
from ballotbox.labels import short_code
from ballotbox.manifest import GroupRow
from ballotbox.offices import (
    CountsFile,
    KeysFile,
    OfficeCount,
    parse_counts_file,
    parse_keys_file,
)
from ballotbox.parameters import parameters_of
from gongping.foundation.actors import Actor
from gongping.polls.exceptions import OfficeFileWrong
from gongping.polls.models import Poll, SecondOffice
from gongping.polls.policies import check_can_change_office, check_can_count_office
from gongping.polls.selectors import manifest_of, office_of
from gongping.polls.selectors.offices import fits_groups
from gongping.polls.services.acts import held, note

SECOND = 2


@transaction.atomic
def name_office(poll: Poll, text: str, *, by: Actor) -> KeysFile:
    """Take the keys file of a second office, in the place of one taken before."""
    poll = held(poll)
    check_can_change_office(poll, by)
    office = _read_keys(poll, text)
    SecondOffice.objects.update_or_create(
        poll=poll, defaults={"keys_file": office.text, "counts_file": ""}
    )
    note("polls:office:named", poll, by=by, office=office.name)
    return office


@transaction.atomic
def dismiss_office(poll: Poll, *, by: Actor) -> None:
    """Let the poll have one office only."""
    poll = held(poll)
    check_can_change_office(poll, by)
    office = office_of(poll)
    if office is not None:
        SecondOffice.objects.filter(poll=poll).delete()
        note("polls:office:dismissed", poll, by=by, office=office.name)


@transaction.atomic
def take_office_counts(poll: Poll, text: str, *, by: Actor) -> CountsFile:
    """Take what the second office counted; the head will say it."""
    poll = held(poll)
    check_can_count_office(poll, by)
    office = office_of(poll)
    if office is None:
        raise OfficeFileWrong(_("这次测评没有第二发票处。"), "file")
    counts = _read_counts(poll, text)
    SecondOffice.objects.filter(poll=poll).update(counts_file=counts.text)
    code = short_code(counts.digest)
    note("polls:office:counted", poll, by=by, office=office.name, code=code)
    return counts


def _read_keys(poll: Poll, text: str) -> KeysFile:
    try:
        office = parse_keys_file(text)
    except BallotBoxError as error:
        raise OfficeFileWrong(
            _("这不是发票处的公钥文件。请第二发票处重新导出。"), "file"
        ) from error
    if office.poll != poll.code or not fits_groups(poll, office):
        raise OfficeFileWrong(
            _("公钥文件不是给这次测评的，或者票种对不上。请给它新的名册，再导出一份。"),
            "file",
        )
    wanted = parameters_of(poll.suite, allow_weak=settings.ALLOW_WEAK_BALLOTS)
    if any(len(key.modulus) != wanted.modulus_bytes for key in office.keys):
        raise OfficeFileWrong(_("公钥的长度不对。请第二发票处重新生成。"), "file")
    if not office.name.strip():
        raise OfficeFileWrong(_("公钥文件里没有发票处的名称。"), "file")
    return office


def _read_counts(poll: Poll, text: str) -> CountsFile:
    try:
        counts = parse_counts_file(text)
    except BallotBoxError as error:
        raise OfficeFileWrong(
            _("这不是发票处的数目文件。请第二发票处重新导出。"), "file"
        ) from error
    rules = manifest_of(poll)
    listed = [row.group for row in counts.groups]
    if (counts.manifest, counts.issuer) != (rules.digest, SECOND) or listed != [
        group.number for group in rules.groups
    ]:
        raise OfficeFileWrong(_("数目文件不是这次测评的，没有收下。"), "file")
    for row, group in zip(counts.groups, rules.groups, strict=True):
        _check_adds_up(row, group)
    return counts


def _check_adds_up(row: OfficeCount, group: GroupRow) -> None:
    if row.collected <= row.handed <= row.letters <= group.size:
        return
    raise OfficeFileWrong(
        _(
            "第 %(group)d 票种：名册 %(size)d 人，印 %(letters)d 封，"
            "发出 %(handed)d 封，领票 %(collected)d 张，对不上，没有收下。"
            "请监票人到第二发票处核对。"
        )
        % {
            "group": row.group,
            "size": group.size,
            "letters": row.letters,
            "handed": row.handed,
            "collected": row.collected,
        },
        "file",
    )
