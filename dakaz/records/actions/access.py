"""The first rows of a new vault, and the people who work in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from dakaz.errors import N_, BadInput, NotFound, WrongPassphrase
from dakaz.names.fold import FOLD_VERSION
from dakaz.records import database, guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Compartment, Role, User, VaultState
from dakaz.records.models.access import WORKING_ROLES
from dakaz.vault import RECOVERY, Keys, Vault
from dakaz.vault.backup import backup
from dakaz.vault.backup_check import check

from . import resealing
from .acting import Acting, Clock
from .logged import Act, append

OFFICE = "office"
# Whoever makes a vault does everything there until colleagues come.
EVERYTHING = [Role.ADMINISTRATOR.value, *WORKING_ROLES]


def acting_for(vault: Vault, keys: Keys, *, clock: Clock) -> Acting:
    """Return someone at work, as the database knows them; the office first among their compartments.

    Raises:
        WrongPassphrase: the keyring knows them but they were removed from the database.
    """
    office = Compartment.objects.filter(name=OFFICE).values_list("id", flat=True).first()
    mine = sorted(keys.compartments, key=lambda compartment: compartment != office)
    if keys.user_id == RECOVERY:
        everything = frozenset(EVERYTHING)
        whoever = SeenBy(RECOVERY, "recovery", tuple(mine), administrator=True, roles=everything)
        return Acting(whoever, vault, keys, clock)
    user = User.objects.filter(pk=keys.user_id, removed=False).first()
    if user is None:
        raise WrongPassphrase(N_("This person no longer works in this vault. Ask an administrator."))
    seen_by = SeenBy(
        user.id, user.name, tuple(mine), administrator=user.administrator, roles=frozenset(user.roles)
    )
    return Acting(seen_by, vault, keys, clock)


def backup_before_upgrade(vault: Vault, keys: Keys, now: datetime) -> None:
    """Write a backup beside the vault before its tables are changed, and read it back to its end.

    Raises:
        VaultDamaged: it cannot be relied on; it is removed again. NoRoom: the disk is full.
    """
    target = vault.folder.with_name(f"{vault.folder.name}-before-upgrade-{now:%Y%m%d-%H%M%S}.age")
    backup(vault, keys, target, now=now)
    try:
        check(vault, keys, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def found(
    vault: Vault, keys: Keys, *, user_name: str, clock: Clock, sample_today: date | None = None
) -> Acting:
    """Write the rows every vault begins with: its state, the office, the first administrator.

    Args:
        vault, keys: as just created; the database is open.
        sample_today: for a sample vault, the day its clock stands at.
    """
    office = next(iter(keys.compartments))
    first = SeenBy(keys.user_id, user_name, (office,), administrator=True, roles=frozenset(EVERYTHING))
    acting = Acting(first, vault, keys, clock)
    with transaction.atomic():
        VaultState.objects.create(
            pk=1, fold_version=FOLD_VERSION, sample=sample_today is not None, sample_today=sample_today
        )
        Compartment.objects.create(id=acting.seen_by.office, name=OFFICE)
        User.objects.create(id=acting.seen_by.user_id, name=user_name, administrator=True, roles=EVERYTHING)
        append(acting, [Act("vault.created", acting.seen_by.office)])
    return acting


def add_user(
    acting: Acting,
    *,
    name: str,
    passphrase: str,
    administrator: bool = False,
    roles: Sequence[str] = WORKING_ROLES,
) -> User:
    """Let a colleague in with a first passphrase they change themselves.

    Args:
        roles: what they are here to do besides administering; ``models.Role``.

    Raises:
        BadInput: someone has this name, or that is no role.
        NotAllowed: the person acting is no administrator.
    """
    guard.administrator(acting.seen_by)
    name = " ".join(name.split())
    if not name or User.objects.filter(name__iexact=name, removed=False).exists():
        raise BadInput(N_("“%(name)s” is empty or taken. Choose another name."), name=name)
    roles = known_roles(roles, administrator=administrator)
    user_id = acting.vault.add_user(acting.keys, user_name=name, passphrase=passphrase, admin=administrator)
    with transaction.atomic():
        user = User.objects.create(id=user_id, name=name, administrator=administrator, roles=roles)
        append(acting, [Act("user.added", acting.seen_by.office, None, {"user": user_id})])
    return user


def known_roles(roles: Sequence[str], *, administrator: bool) -> list[str]:
    """Return roles in their usual order.

    Raises:
        BadInput: one is none of ours, or there is none.
    """
    wanted = {*roles} - {Role.ADMINISTRATOR.value} | ({Role.ADMINISTRATOR.value} if administrator else set())
    if wanted - set(Role.values):
        raise BadInput(N_("Choose roles from the list."))
    if not wanted:
        raise BadInput(N_("Choose at least one role: without one, nothing here can be opened."))
    return [role for role in Role.values if role in wanted]


def set_roles(acting: Acting, user_id: str, roles: Sequence[str]) -> User:
    """Say what a colleague is here to do. Whether they administer was said when they were let in.

    Raises:
        NotAllowed: the person acting is no administrator. NotFound: no such colleague.
        BadInput: no such role, or none at all.
    """
    guard.administrator(acting.seen_by)
    with transaction.atomic():
        user = User.objects.filter(pk=user_id, removed=False).first()
        if user is None:
            raise NotFound(N_("There is no such colleague."))
        user.roles = known_roles(roles, administrator=user.administrator)
        user.save(update_fields=["roles"])
        details = {"user": user_id, "roles": user.roles}
        append(acting, [Act("user.roles", acting.seen_by.office, None, details)])
    return user


def remove_user(acting: Acting, user_id: str) -> Acting:
    """Take someone's access away and change every key they held; ``resealing.reseal`` does the files.

    The database is closed meanwhile and opened again with its new key; other sessions must sign in
    again. Killed in between, the next sign-in finishes the change of keys, ``resealing.note`` the rest.

    Returns:
        The same person with today's keys.
    """
    guard.administrator(acting.seen_by)
    database.lock()
    keys = acting.vault.remove_user(acting.keys, user_id)
    database.unlock(acting.vault, keys)
    now_acting = replace(acting, keys=keys)
    resealing.note(now_acting)
    return now_acting


def set_language(acting: Acting, language: str) -> None:
    """Remember in which language someone works."""
    User.objects.filter(pk=acting.seen_by.user_id).update(language=language)
