"""What someone had typed when their session locked, sealed until they sign in again.

A form sent a minute too late must not be lost, and must not lie open in a locked program either.
At the lock a session leaves its user's public key here; what arrives afterwards is sealed to it,
and only that user's next sign-in opens it. A new passphrase makes a new key: what was sealed
before can then no longer be opened and is forgotten.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyrage

if TYPE_CHECKING:
    from dakaz.vault import Keys

    from .session import Session

ENDED_KEPT = 50
DRAFTS_KEPT = 10
LONGEST = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that came too late.

    Args:
        path: the page it was meant for, without the session's segment.
        fields: names and values as typed, in order.
    """

    path: str
    fields: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Ended:
    cookie_hash: bytes
    form_token_hash: bytes
    user_id: str
    recipient: pyrage.x25519.Recipient
    sealed: list[bytes] = field(default_factory=list)


@dataclass(slots=True)
class Drafts:
    """The public keys of ended sessions, and the forms each was sent since."""

    _ended: OrderedDict[str, _Ended] = field(default_factory=OrderedDict, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def session_ended(self, session: Session) -> None:
        """Make ready to take in what may still be sent to ``session``; its keys are still there."""
        ended = _Ended(
            cookie_hash=_digest(session.cookie),
            form_token_hash=_digest(session.form_token),
            user_id=session.keys.user_id,
            recipient=pyrage.x25519.Identity.from_str(session.keys.identity).to_public(),
        )
        with self._guard:
            self._ended[session.token] = ended
            while len(self._ended) > ENDED_KEPT:
                self._ended.popitem(last=False)

    def expects(self, *, token: str, cookies: Iterable[str]) -> bool:
        """Say whether a form sent with this token and one of these cookies may be taken in."""
        ended = self._ended.get(token)
        return ended is not None and any(
            hmac.compare_digest(ended.cookie_hash, _digest(cookie)) for cookie in cookies
        )

    def keep(self, draft: Draft, *, token: str, cookies: Iterable[str], form_token: str) -> bool:
        """Seal ``draft`` for whoever had this session; return whether it was kept.

        It is not when the three secrets do not match the ended session, the text is over 2 MB, or
        ten drafts are kept already.
        """
        ended = self._ended.get(token)
        if ended is None or not self.expects(token=token, cookies=cookies):
            return False
        if not hmac.compare_digest(ended.form_token_hash, _digest(form_token)):
            return False
        plain = json.dumps([draft.path, draft.fields]).encode()
        if len(plain) > LONGEST or len(ended.sealed) >= DRAFTS_KEPT:
            return False
        ended.sealed.append(pyrage.encrypt(plain, [ended.recipient]))
        return True

    def take(self, keys: Keys) -> list[Draft]:
        """Return, oldest first, what this user had sent too late, and forget it."""
        with self._guard:
            tokens = [token for token, ended in self._ended.items() if ended.user_id == keys.user_id]
            theirs = [self._ended.pop(token) for token in tokens]
        identity = pyrage.x25519.Identity.from_str(keys.identity)
        recipient = str(identity.to_public())
        return [
            _opened(sealed, identity)
            for ended in theirs
            if str(ended.recipient) == recipient
            for sealed in ended.sealed
        ]


def _opened(sealed: bytes, identity: pyrage.x25519.Identity) -> Draft:
    path, fields = json.loads(pyrage.decrypt(sealed, [identity]))
    return Draft(path, tuple((name, value) for name, value in fields))


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
