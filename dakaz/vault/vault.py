"""A vault is a folder: keyring, encrypted database, sealed objects, signed checkpoints. No secret is here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dakaz.errors import Locked

from . import compartments, generation, keyring_file, members, opening, recovery, rekey
from .age import Identity
from .durable import PART, write_atomically
from .keyring import VERSION, Keyring, render
from .keys import RECOVERY, CompartmentKeys, Keys
from .objects import ObjectStore


class Vault:
    """The folder of a vault.

    Every method reads the keyring afresh, because another program may have changed it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db_path = folder / keyring_file.DATABASE_NAME
        self.objects = ObjectStore(folder / "objects")
        self.log_folder = folder / "log"

    @classmethod
    def open(cls, folder: Path) -> Vault:
        """Look at a folder and check its keyring as far as that goes without a key.

        Raises:
            BadInput: it is no vault.
            VaultDamaged, VaultTooNew: nothing was opened or written.
        """
        vault = cls(folder)
        vault._ring()
        return vault

    @staticmethod
    def can_be_mended(folder: Path) -> bool:
        """Say whether keyring.json is damaged or gone while its second copy can be read."""
        return keyring_file.can_be_mended(folder)

    @staticmethod
    def mend_keyring(folder: Path) -> None:
        """Put the second copy in place of a damaged keyring.json.

        Raises:
            BadInput: there is no second copy. VaultDamaged: it is damaged too.
        """
        sound = render(keyring_file.read(folder, name=keyring_file.COPY_NAME))
        with generation.alone(folder):
            write_atomically(folder / keyring_file.NAME, sound)

    def _ring(self) -> Keyring:
        return keyring_file.read(self.folder)

    @property
    def version(self) -> int:
        """Version of the keyring's format this program writes."""
        return VERSION

    @property
    def vault_id(self) -> str:
        """Random id of this vault, 32 hex digits."""
        return self._ring().vault_id

    @property
    def generation(self) -> int:
        """Which database key is the present one; a session with another must sign in again."""
        return self._ring().database.generation

    @property
    def recovery_confirmed(self) -> bool:
        """Whether two shares have been typed back."""
        return self._ring().recovery.confirmed

    @property
    def recovery_recipient(self) -> str:
        """The age recipient that two shares can open; backups are sealed to it."""
        return self._ring().recovery.recipient

    @property
    def log_public_keys(self) -> tuple[str, ...]:
        """Base64 of every Ed25519 key that signed checkpoints here, newest last."""
        return self._ring().log.public

    def users(self) -> tuple[members.VaultUser, ...]:
        """Return everyone who can sign in, by id."""
        return members.listed(self._ring())

    def unlock(self, *, user_name: str, passphrase: str) -> Keys:
        """Open the vault for one person; takes one Argon2id derivation whether the name is known or not.

        Raises:
            WrongPassphrase: name or passphrase is wrong.
            VaultDamaged: a key or the database is not what was written.
            VaultBusy: a removal must be finished first and another program is using the vault.
        """
        ring = self._ring()
        holder = opening.signed_in(ring, user_name=user_name, passphrase=passphrase)
        return opening.open_keys(self.folder, ring, holder)

    def recover(self, shares: Sequence[str]) -> Keys:
        """Open everything with two of the three paper shares; then give someone a new passphrase.

        Raises:
            BadInput: a share is mistyped, or there are fewer than two.
            WrongPassphrase: the shares are not this vault's.
        """
        ring = self._ring()
        return opening.open_keys(self.folder, ring, opening.recovered(ring, recovery.identity(shares)))

    def is_stale(self, keys: Keys) -> bool:
        """Say whether keys have changed since they were opened: ``refresh`` them, or sign in again."""
        return keyring_file.is_stale(self._ring(), keys)

    def refresh(self, keys: Keys) -> Keys:
        """Return the keys of the same person as the keyring has them now, without a passphrase.

        Raises:
            Locked: the person was removed or has a new passphrase since: they sign in again.
        """
        ring = self._ring()
        user = ring.user(keys.user_id)
        recipient = ring.recovery.recipient if keys.user_id == RECOVERY else user and user.recipient
        if Identity(keys.identity).recipient() != recipient:
            raise Locked(keyring_file.STALE_KEYS)
        return opening.open_keys(
            self.folder, ring, opening.Holder(keys.user_id, keys.identity, keys.authority)
        )

    def _change(self, keys: Keys, step: Callable[[Keyring], Keyring]) -> Keyring:
        return keyring_file.change(self.folder, keys, step)

    def confirm_recovery(self, keys: Keys, shares: Sequence[str]) -> None:
        """Note that two shares were typed back correctly.

        Raises:
            BadInput, WrongPassphrase: as ``recover``.
        """
        opening.recovered(self._ring(), recovery.identity(shares))
        self._change(keys, lambda ring: replace(ring, recovery=replace(ring.recovery, confirmed=True)))

    def new_shares(self, keys: Keys) -> tuple[str, ...]:
        """Make three new shares; the former ones open only former copies. Recovery is unconfirmed again.

        Raises:
            NotAllowed: not an administrator, or a compartment is not held by ``keys``.
        """
        identity, shares = recovery.new()
        self._change(keys, lambda ring: members.with_recovery(ring, keys, identity))
        return shares

    def set_passphrase(
        self, keys: Keys, passphrase: str, *, user_name: str | None = None, user_id: str | None = None
    ) -> Keys:
        """Give a user a new passphrase (and a new name, if one is given).

        Args:
            keys: the user's own, an administrator's, or recovery's.
            passphrase: the new one.
            user_name: a new name to sign in with; None keeps the present one.
            user_id: None is oneself; after ``recover``, the only administrator.

        Returns:
            Keys of the user when it is oneself (or after ``recover``), else ``keys``.

        Raises:
            BadInput: too easy to guess, or after ``recover`` there are several administrators to choose from.
            NotAllowed: someone else's, without being an administrator and holding what they hold.
        """
        ring = keyring_file.current(self.folder, keys)
        whose = user_id or members.myself(ring, keys)
        if whose != keys.user_id:
            members.administrator(keys)
        digest = members.digest_for(ring, keys, whose, user_name)
        mine = members.credentials(ring, digest=digest, passphrase=passphrase)
        written = self._change(keys, lambda present: members.rephrased(present, keys, mine, user_id=whose))
        if keys.user_id not in (whose, RECOVERY):
            return keys
        return opening.open_keys(self.folder, written, members.just_set(written, whose, mine))

    def add_user(
        self,
        keys: Keys,
        *,
        user_name: str,
        passphrase: str,
        admin: bool = False,
        grants: Sequence[str] = (compartments.FIRST,),
    ) -> str:
        """Let one more person sign in.

        Args:
            keys: of an administrator.
            user_name: folded (case, width, outer spaces) before it is compared.
            passphrase: the person's first one.
            admin: may add and remove users.
            grants: compartments they may open; ``keys`` must hold them.

        Returns:
            The new user's id.

        Raises:
            BadInput: the name is taken or the passphrase too easy to guess. NotAllowed.
        """
        members.administrator(keys)
        ring = keyring_file.current(self.folder, keys)
        digest = members.free_name(ring, keys, user_name)
        mine = members.credentials(ring, digest=digest, passphrase=passphrase)
        user_id = members.new_id()
        self._change(
            keys,
            lambda present: members.added(
                present, keys, mine, user_id=user_id, admin=admin, grants=tuple(grants)
            ),
        )
        return user_id

    def add_compartment(self, keys: Keys) -> tuple[CompartmentKeys, Keys]:
        """Make a compartment that at first only this user (and recovery) can open.

        Returns:
            Its keys, and the user's keys with it among them.
        """
        made = compartments.fresh(members.new_id())
        mine = () if keys.user_id == RECOVERY else (keys.user_id,)
        self._change(
            keys, lambda ring: ring.with_compartment(compartments.sealed(made, ring=ring, members=mine))
        )
        return made, self.refresh(keys)

    def grant(self, keys: Keys, user_id: str, compartment_id: str) -> None:
        """Let a user open a compartment, past content included.

        Raises:
            NotAllowed: ``keys`` do not hold it. NotFound: no such user or compartment.
        """
        self._change(keys, lambda ring: members.granted(ring, keys, user_id, compartment_id))

    def revoke(self, keys: Keys, user_id: str, compartment_id: str) -> Keys:
        """Take a compartment from a user; what is added from now on has a new key.

        Returns:
            The caller's keys with the new generation.

        Raises:
            NotAllowed, NotFound: as ``grant``.
        """
        self._change(keys, lambda ring: members.revoked(ring, keys, user_id, compartment_id))
        return self.refresh(keys)

    def remove_user(self, keys: Keys, user_id: str, *, at: rekey.Step = rekey.nothing) -> Keys:
        """Remove a user and change every key they held; survives being killed at any step.

        Every other connection to the database must be closed first. Objects stay sealed to the former
        generation (which the leaver may have copied); ``objects.reseal`` moves them.

        Returns:
            The caller's new keys; all other sessions must sign in again.

        Raises:
            NotAllowed, NotFound, BadInput: who removes whom. VaultBusy, NoRoom: see ``rekey.without_user``.
        """
        members.removable(self._ring(), keys, user_id)
        rekey.without_user(self.folder, keys, user_id, at=at)
        return self.refresh(keys)

    def discard_unfinished(self, *, before: datetime) -> int:
        """Remove what killed programs left half-written (all ciphertext), if untouched since ``before``.

        Returns:
            How many files.
        """
        found = (*self.folder.glob(f"*{PART}*"), *self.log_folder.glob(f"*{PART}"))
        left = [path for path in found if path.stat().st_mtime < before.timestamp()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left) + self.objects.discard_unfinished(before=before)

    def alone(self) -> AbstractContextManager[None]:
        """Hold the vault for an upgrade: no other program can connect. Connections of this thread can."""
        return generation.alone(self.folder)
