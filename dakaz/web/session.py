"""Who is signed in: keys in this process's memory, and nowhere else.

A session is named by two secrets: a token that stands in the address and a cookie that is sent
only to addresses that begin with the token. One without the other opens nothing.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dakaz.errors import N_, Locked

from .drafts import Drafts
from .ticks import seconds_awake_or_asleep

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.vault import Keys

IDLE_LIMIT = 15 * 60.0
WHOLE_LIMIT = 12 * 3600.0
SEARCHES_KEPT = 100


@dataclass(slots=True, eq=False)
class Session:
    """One sign-in, from unlock to lock.

    Args:
        token: the segment of the address.
        cookie: what the browser must send with it.
        form_token: proves that a form came from our own page.
        keys: what the passphrase unwrapped.
        user: through whose eyes every query looks.
        started: seconds of the session's clock at sign-in.
        used: seconds at the last request a person made.
        language: chosen in this session; ``None`` follows the browser.
        theme: ``""`` follows the device, else ``light`` or ``dark``.
        papers: what a page must remember until its next step, such as recovery shares to print.
    """

    token: str
    cookie: str = field(repr=False)
    form_token: str = field(repr=False)
    keys: Keys = field(repr=False)
    user: SeenBy = field(repr=False)
    started: float
    used: float
    language: str | None = None
    theme: str = ""
    papers: dict[str, Any] = field(default_factory=dict, repr=False)
    _searches: OrderedDict[str, Any] = field(default_factory=OrderedDict, repr=False)

    def keep_search(self, search: Any) -> str:
        """Remember a search or filter and return the opaque name that may stand in an address."""
        for name, known in self._searches.items():
            if known == search:
                return name
        name = secrets.token_urlsafe(9)
        self._searches[name] = search
        while len(self._searches) > SEARCHES_KEPT:
            self._searches.popitem(last=False)
        return name

    def search(self, name: str) -> Any | None:
        """Return the search kept under ``name``; ``None`` once it is forgotten."""
        return self._searches.get(name)

    @property
    def is_open(self) -> bool:
        """Whether it still has its keys."""
        return hasattr(self, "keys")

    def wipe(self) -> None:
        """Drop what this session knew. Python cannot promise that the memory is overwritten."""
        self._searches.clear()
        self.papers.clear()
        del self.keys, self.user


def _is_among(secret: str, given: Iterable[str]) -> bool:
    return any(hmac.compare_digest(secret.encode(), one.encode()) for one in given)


def nothing_to_lock() -> None:
    """Do nothing: no store is attached."""


def nothing_to_close(_session: Session) -> None:
    """Do nothing: no store is attached."""


def nothing_to_forget(_user_id: str) -> None:
    """Do nothing: no store is attached."""


@dataclass(slots=True)
class Sessions:
    """All sessions of this process.

    Args:
        ticks: seconds, also while the machine sleeps.
        idle: seconds without a request after which a session locks.
        longest: seconds after which it locks in any case.
        before_lock: called with each ending session while its keys are still there; signs the log.
            Whatever happens there, the session ends.
        on_user_gone: called with the id of someone whose last session ended; lets go of their keys
            wherever work went on with them.
        on_last_lock: called when nobody is signed in any more; takes the key from the store.
        drafts: what was sent to a session after it had locked.
    """

    ticks: Callable[[], float] = seconds_awake_or_asleep
    idle: float = IDLE_LIMIT
    longest: float = WHOLE_LIMIT
    before_lock: Callable[[Session], None] = nothing_to_close
    on_user_gone: Callable[[str], None] = nothing_to_forget
    on_last_lock: Callable[[], None] = nothing_to_lock
    drafts: Drafts = field(default_factory=Drafts)
    locks: int = 0  # how often everything was locked at once
    _open: dict[str, Session] = field(default_factory=dict, repr=False)
    _guard: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def open(self, *, keys: Keys, user: SeenBy, asked_at: int | None = None) -> Session:
        """Begin a session with freshly unwrapped keys.

        Args:
            asked_at: ``locks`` when the passphrase was given; a lock since then wins over it.

        Raises:
            Locked: everything was locked while the keys were being unwrapped.
        """
        now = self.ticks()
        session = Session(
            token=secrets.token_urlsafe(24),
            cookie=secrets.token_urlsafe(32),
            form_token=secrets.token_urlsafe(32),
            keys=keys,
            user=user,
            started=now,
            used=now,
        )
        with self._guard:
            if asked_at is not None and asked_at != self.locks:
                if not self._open:
                    self.on_last_lock()
                raise Locked(N_("The vault was locked meanwhile. Sign in to go on."))
            self._open[session.token] = session
        return session

    def find(self, token: str, cookies: Iterable[str], *, by_a_person: bool = True) -> Session | None:
        """Return the session both secrets name, if it is still open.

        Args:
            token: from the address.
            cookies: from the browser, all that have our name; one of them must be ours.
            by_a_person: whether this use puts off the automatic lock; a page that asks by itself
                how far an import is does not.
        """
        with self._guard:
            session = self._open.get(token)
            if session is None or not _is_among(session.cookie, cookies):
                return None
            if self._is_over(session):
                self.lock(session)
                return None
            if by_a_person:
                session.used = self.ticks()
            return session

    def lock(self, session: Session) -> None:
        """End one session; with the last one the store loses its key."""
        with self._guard:
            if self._open.pop(session.token, None) is None:
                return
            user_id = session.user.user_id
            try:
                self.before_lock(session)
            finally:
                self.drafts.session_ended(session)
                session.wipe()
                self._gone(user_id)

    def _gone(self, user_id: str) -> None:
        """Let go of what nobody who is still signed in needs."""
        try:
            if not self.has(user_id):
                self.on_user_gone(user_id)
        finally:
            if not self._open:
                self.on_last_lock()

    def has(self, user_id: str) -> bool:
        """Say whether this person is signed in."""
        with self._guard:
            return any(session.user.user_id == user_id for session in self._open.values())

    def of(self, user_id: str) -> list[Session]:
        """Return the sessions somebody has open."""
        with self._guard:
            return [one for one in self._open.values() if one.user.user_id == user_id]

    def renew(self, user_id: str, *, keys: Keys, user: SeenBy) -> None:
        """Let somebody's sessions go on with what they hold now."""
        with self._guard:
            for session in self.of(user_id):
                session.keys, session.user = keys, user

    def go_on(self, session: Session, keys: Keys, *, enter: Callable[[], object]) -> None:
        """Give a session new keys and the store its new key; neither, when it was locked meanwhile.

        Raises:
            Locked: it was. The store's key is taken away again, whoever gave it.
        """
        with self._guard:
            if session.token in self._open:
                session.keys = keys
                enter()
                return
            if not self._open:
                self.on_last_lock()
        raise Locked(N_("The vault was locked meanwhile. Sign in to go on."))

    def still_open(self, session: Session) -> None:
        """Let long work of a session go on, or end it.

        Raises:
            Locked: the session has ended.
        """
        with self._guard:
            if session.token not in self._open:
                raise Locked(N_("The vault was locked meanwhile. Sign in to go on."))

    def lock_all(self) -> int:
        """End every session and return how many there were."""
        with self._guard:
            self.locks += 1
            ending = list(self._open.values())
            self._lock_each(ending)
            if not ending:
                self.on_last_lock()
            return len(ending)

    def lock_others(self, staying: Session) -> None:
        """End every session but one: keys are about to change."""
        with self._guard:
            self._lock_each([one for one in self._open.values() if one is not staying])

    @contextmanager
    def or_leave(self) -> Iterator[None]:
        """Take the key from the store again when an unlock fails half-way and nobody else is in."""
        try:
            yield
        except BaseException:
            with self._guard:
                if not self._open:
                    self.on_last_lock()
            raise

    def lock_overdue(self) -> None:
        """End the sessions whose time is over; called again and again by a watching thread."""
        with self._guard:
            self._lock_each([one for one in self._open.values() if self._is_over(one)])

    def __len__(self) -> int:
        return len(self._open)

    def _lock_each(self, ending: list[Session]) -> None:
        """Lock all of them, also when there is trouble with one."""
        with ExitStack() as every_one:
            for session in ending:
                every_one.callback(self.lock, session)

    def _is_over(self, session: Session) -> bool:
        now = self.ticks()
        return now - session.used >= self.idle or now - session.started >= self.longest
