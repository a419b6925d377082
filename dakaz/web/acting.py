"""On whose behalf a view calls an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dakaz import vault

from . import serving

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting

    from .requests import Request


def acting(request: Request) -> Acting:
    """Return user, vault, keys and clock of a request, as actions take them."""
    from dakaz.records.actions.acting import Acting  # noqa: PLC0415 - tables load after the settings

    served = serving.current()
    return Acting(
        seen_by=request.user,
        vault=vault.Vault.open(served.folder),
        keys=request.session.keys,
        clock=served.clock,
    )
