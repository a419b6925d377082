"""Who works here. Keys are in the keyring; the database knows names and what is shared with whom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .record import CompartmentField


class Role(models.TextChoices):
    """What somebody is here to do; what each may do stands in ``dakaz.web.capabilities``."""

    ADMINISTRATOR = "administrator", _("administrator")
    CASEWORKER = "caseworker", _("caseworker")
    LAWYER = "lawyer", _("lawyer")
    DOCUMENTALIST = "documentalist", _("documentalist")
    ANALYST = "analyst", _("analyst")
    PUBLISHER = "publisher", _("publisher")


WORKING_ROLES = tuple(role.value for role in Role if role != Role.ADMINISTRATOR)
# Whose work is with cases: they alone can be given the key of a sealed one.
HOLDERS = frozenset({Role.CASEWORKER.value, Role.LAWYER.value, Role.DOCUMENTALIST.value})


class User(models.Model):
    """Someone who signs in; ``id`` is the keyring's."""

    id = models.CharField(primary_key=True, max_length=36)
    name = models.CharField(max_length=80)
    administrator = models.BooleanField(default=False)
    roles = models.JSONField(default=list)
    language = models.CharField(max_length=5, blank=True)  # empty until chosen: then the browser's
    away = models.BooleanField(default=False)
    removed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(removed=False), name="working_users_names_differ"
            ),
        )

    @property
    def said_roles(self) -> list[str]:
        """What they are here to do, in words, in the usual order."""
        return [str(role.label) for role in Role if role.value in self.roles]


class Compartment(models.Model):
    """A circle of people who hold one key. The first is the office; sealed cases are others."""

    id = CompartmentField(primary_key=True)
    name = models.CharField(max_length=80)


class Resealing(models.Model):
    """How far the objects of a compartment are sealed anew after its keys changed."""

    compartment = CompartmentField(primary_key=True)
    generation = models.IntegerField()  # of the keys they are sealed to from now on
    after = models.CharField(max_length=64, blank=True)  # name of the last object looked at
    done = models.BigIntegerField(default=0)
    of = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)  # missing or damaged; ``verify`` names them
    finished = models.BooleanField(default=False)


class VaultState(models.Model):
    """The one row of facts about the vault that pages show: what it is for, when it was last kept safe."""

    sample = models.BooleanField(default=False)
    sample_today = models.DateField(null=True)
    last_backup = models.DateTimeField(null=True)
    last_verified = models.DateTimeField(null=True)
    fold_version = models.IntegerField(default=0)
    # A reindexing under way: to which version of the fold, and how far it came.
    folding = models.IntegerField(default=0)
    folded_to = models.BigIntegerField(default=-1)
    last_checkpoint = models.DateTimeField(null=True)
