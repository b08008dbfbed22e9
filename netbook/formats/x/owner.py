"""Which account is the user's own, from whatever part of the archive says it."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING

from netbook.domain.records import Owner
from netbook.errors import UsageProblem
from netbook.formats.json_stream import BrokenItem
from netbook.formats.x.cells import X_NETWORK, account_called, account_number, account_numbered, with_number
from netbook.formats.x.contents import assigned
from netbook.formats.x.parts import Kind, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netbook.domain.handles import Handle
    from netbook.domain.records import LeftOut
    from netbook.formats.x.accounts import Accounts
    from netbook.formats.x.contents import Contents
    from netbook.formats.x.shapes import Naming

_MOST_ANSWERS = 20_000


class OwnAccount:
    """The user's own account: its numbers, and its names of today and of earlier."""

    def __init__(self, given: Handle | None) -> None:
        """Begin with what the user says; raises UsageProblem if that is an account elsewhere."""
        if given is not None and given.network != X_NETWORK:
            raise UsageProblem(f"“{given.shown}” is not an account on X. Give your own, for example: --me x.com/ada")
        self.numbers: set[str] = set()
        self.names: set[str] = set()
        self.broken: list[LeftOut] = []
        """What of the files about the account cannot be read."""
        self._name: str | None = None
        self._handle: Handle | None = None
        if given is not None:
            self.learn(given.stable_id or "", "" if given.key.startswith("id:") else given.shown, None)

    def learn(self, number: str, name: str, shown: str | None) -> None:
        """Take in a number and a name of the account; the first name that is learnt is today's."""
        if number:
            self.numbers.add(number)
        handle = account_called(name.removeprefix("@").rpartition("/")[2])
        if handle is not None:
            self.names.add(handle.key)
            self._handle = self._handle or handle
        self._name = self._name or shown

    def is_me(self, number: str, name: str | None) -> bool:
        """Say whether an account is the user's own; a number says more than a name, which others may have today."""
        if number and self.numbers:
            return number in self.numbers
        return bool(name and self.names) and str(name).lower() in self.names

    def find_number(self, accounts: Accounts) -> None:
        """Learn the account's number from the tweets, where only its name is known."""
        person = accounts.called(self._handle.shown[1:]) if self._handle and not self.numbers else None
        if person is not None and person.handle.stable_id:
            self.numbers.add(person.handle.stable_id)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the account."""
        return bool(self.numbers or self.names)

    def record(self) -> Owner | None:
        """Return the record of the account, None if nothing is known of it."""
        number = min(self.numbers, default="")
        if self._handle is not None:
            return Owner(with_number(self._handle, number) if number else self._handle, self._name)
        return Owner(account_numbered(number), self._name) if number else None


def own_account(parts: Iterable[Part], contents: Contents, given: Handle | None) -> OwnAccount:
    """Return what the files about the account itself say of it."""
    own = OwnAccount(given)
    for part in parts:
        if part.kind is Kind.ACCOUNT:
            _from_account(part, own)
        elif part.kind is Kind.USER_DETAILS:
            _from_details(part, own)
    for info in contents.owners:
        if not own.numbers:
            own.learn(account_number(info.account_id), info.user_name or "", info.display_name)
    for part in parts:
        if part.kind is Kind.NAME_CHANGES:
            _from_changes(part, own)
        elif part.kind is Kind.TWEET_HEADERS and not own.numbers:
            _from_headers(part, own)
    return own


def _from_account(part: Part, own: OwnAccount) -> None:
    from netbook.formats.x.shapes import AccountRecord

    for item in part.items(AccountRecord):
        if isinstance(item, BrokenItem):
            own.broken.append(part.broken(item))
        else:
            account = item.value.account
            own.learn(account_number(account.account_id), account.username or "", account.account_display_name)


def _from_details(part: Part, own: OwnAccount) -> None:
    import msgspec

    from netbook.formats.x.shapes import UserDetails

    try:
        details = msgspec.json.decode(assigned(part), type=UserDetails)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    own.learn(account_number(details.id), details.screen_name or "", details.full_name)


def _from_changes(part: Part, own: OwnAccount) -> None:
    from netbook.formats.x.shapes import NameChangeRecord

    for item in part.items(NameChangeRecord):
        if isinstance(item, BrokenItem):
            own.broken.append(part.broken(item))
        else:
            change = item.value.screen_name_change.screen_name_change
            for name in (change.changed_to, change.changed_from):
                own.learn("", name or "", None)


def _from_headers(part: Part, own: OwnAccount) -> None:
    from netbook.formats.x.shapes import TweetHeaderRecord

    for item in part.items(TweetHeaderRecord):
        if isinstance(item, BrokenItem):
            own.broken.append(part.broken(item))
        else:
            own.learn(account_number(item.value.tweet.user_id), "", None)
            return


class AnswersToOneself:
    """Tweets that answer a tweet of the same file: whoever wrote that is the user."""

    def __init__(self) -> None:
        """Begin with no tweets."""
        self._written = array("Q")
        self._answered: dict[int, tuple[str, str]] = {}

    def note(self, tweet: Naming, number: int) -> None:
        """Take in one tweet and its number."""
        if 0 < number < 2**64:
            self._written.append(number)
        to = tweet.in_reply_to_status_id_str
        if to and tweet.in_reply_to_user_id_str and len(self._answered) < _MOST_ANSWERS and account_number(to):
            self._answered[int(to)] = (tweet.in_reply_to_user_id_str, tweet.in_reply_to_screen_name or "")

    def settle(self, own: OwnAccount) -> None:
        """Tell the account whose tweets are answered here and stand here."""
        votes = Counter(self._answered[tweet] for tweet in self._written if tweet in self._answered)
        if votes:
            number, name = votes.most_common(1)[0][0]
            own.learn(account_number(number), name, None)
