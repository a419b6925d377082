"""How the vault itself stands: its backup, its recovery, its last check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext

from dakaz import vault
from dakaz.records.queries import archive
from dakaz.web import serving
from dakaz.web.frame import address_or_nothing
from dakaz.web.look import Link, State
from dakaz.web.templatetags.words import days_before

BACKUP_IS_OLD = 7  # days
CHECK_IS_OLD = 30  # days


@dataclass(frozen=True, slots=True)
class Need:
    """How the vault itself stands in one respect."""

    state: State
    text: str
    link: Link | None = None


def needs(today: date) -> list[Need]:
    """Return how backup, recovery and check stand, what is missing first."""
    state = archive.vault_state()
    found = [
        _backup(state.last_backup, today),
        _recovery(confirmed=vault.Vault.open(serving.current().folder).recovery_confirmed),
        _check(state.last_verified, today),
    ]
    return sorted(found, key=lambda need: need.state.tone == "good")


def _backup(last: datetime | None, today: date) -> Need:
    link = Link(gettext("Save a backup"), reverse("backup"))
    if last is None:
        text = gettext("If this machine is lost today, everything in it is lost.")
        return Need(State(gettext("no backup yet"), "brick"), text, link)
    words = gettext("last backup %(ago)s") % {"ago": days_before(last, today)}
    old = _age(last, today) > BACKUP_IS_OLD
    return Need(State(words, "amber" if old else "good"), "", link)


def _recovery(*, confirmed: bool) -> Need:
    if confirmed:
        return Need(State(gettext("recovery confirmed"), "good"), gettext("Two paper shares open the vault."))
    text = gettext("Until two paper shares are typed back, a lost passphrase may lose everything.")
    return Need(
        State(gettext("recovery not confirmed"), "amber"),
        text,
        Link(gettext("Confirm recovery"), reverse("recovery")),
    )


def _check(last: datetime | None, today: date) -> Need:
    page = address_or_nothing("check")
    link = Link(gettext("Check the vault"), page) if page else None
    if last is None:
        return Need(
            State(gettext("not checked yet"), "open"), gettext("Nobody has checked all of it yet."), link
        )
    words = gettext("checked whole %(ago)s") % {"ago": days_before(last, today)}
    return Need(State(words, "amber" if _age(last, today) > CHECK_IS_OLD else "good"), "", link)


def _age(moment: datetime, today: date) -> int:
    return (today - moment.date()).days
