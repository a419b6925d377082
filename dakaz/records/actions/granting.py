"""Who holds the key of a sealed case: granted person by person, taken back, renewed for what is to come."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.db import connection, transaction

from dakaz.errors import N_, BadInput, NotFound
from dakaz.records import database
from dakaz.records.models import User
from dakaz.records.models.access import HOLDERS

from . import resealing
from .acting import Acting
from .logged import Act, append
from .renewing import renew_rows
from .sealing import sealed_compartment


def holders(acting: Acting, case_id: uuid.UUID | str) -> list[User]:
    """Return the colleagues who hold the key of a sealed case, by name."""
    compartment = sealed_compartment(acting, case_id)
    mine = {user.id for user in acting.vault.users() if compartment in user.compartments}
    return list(User.objects.filter(pk__in=mine, removed=False).order_by("name"))


def could_hold(acting: Acting, case_id: uuid.UUID | str) -> list[User]:
    """Return the colleagues who could be given the key: their work is with cases and they lack it."""
    mine = {user.pk for user in holders(acting, case_id)}
    everyone = User.objects.filter(removed=False).exclude(pk__in=mine).order_by("name")
    return [user for user in everyone if HOLDERS & set(user.roles)]


def grant(acting: Acting, case_id: uuid.UUID | str, user_id: str) -> None:
    """Give a colleague the key of a sealed case: they read all of it, also what was written before.

    Raises:
        NotFound: no such case or colleague. BadInput: the case is not sealed, or their role has no cases.
    """
    compartment = sealed_compartment(acting, case_id)
    user = User.objects.filter(pk=user_id, removed=False).first()
    if user is None:
        raise NotFound(N_("There is no such colleague."))
    if not HOLDERS & set(user.roles):
        raise BadInput(
            N_("%(name)s has no role that works with sealed cases. An administrator can give one."),
            name=user.name,
        )
    with transaction.atomic():
        append(acting, [Act("case.granted", compartment, uuid.UUID(str(case_id)), {"user": user_id})])
    connection.close()  # the keyring's number is written through a connection of its own
    acting.vault.grant(acting.keys, user_id, compartment)


def revoke(acting: Acting, case_id: uuid.UUID | str, user_id: str) -> Acting:
    """Take the key of a sealed case from a colleague, and give the case a new one.

    What they have read, copied or kept with an older copy of the vault stays with them; what is written
    from now on they cannot read. Rows get the new key at once, originals beside other work.

    Returns:
        The acting person with the new key.

    Raises:
        NotFound: no such case, or they do not hold it. BadInput: nobody would hold it any more.
    """
    compartment = sealed_compartment(acting, case_id)
    if [user.pk for user in holders(acting, case_id)] == [user_id]:
        raise BadInput(
            N_("Nobody else holds the key of this case. Give it to a colleague first, or unseal the case.")
        )
    with transaction.atomic():
        append(acting, [Act("case.revoked", compartment, uuid.UUID(str(case_id)), {"user": user_id})])
    connection.close()
    keys = acting.vault.revoke(acting.keys, user_id, compartment)
    if user_id == acting.seen_by.user_id:
        database.look_with(keys)
        return replace(acting, keys=keys)
    now = replace(acting, keys=keys)
    database.look_with(keys)
    renew_rows(now)
    resealing.note(now)
    return now
