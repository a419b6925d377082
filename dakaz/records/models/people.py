"""Parties: persons, organisations and groups, with the names they are known by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .link import Link
from .record import Record


class PartyKind(models.TextChoices):
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    GROUP = "group", _("group")


class Protection(models.TextChoices):
    """Whether a party may be named in anything that leaves the office."""

    PUBLIC_FIGURE = "public_figure", _("public figure")
    NAMED = "named", _("agreed to be named")
    PSEUDONYM = "pseudonym", _("only under a pseudonym")
    SEALED = "sealed", _("never to be named")


class Party(Record):
    """A person, an organisation or a group (a shop, a church, an authority, a profession)."""

    owned = ("names",)

    kind = models.CharField(max_length=12, choices=PartyKind)
    label = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    protection = models.CharField(max_length=14, choices=Protection, default=Protection.SEALED)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        verbose_name_plural = "parties"
        indexes = (models.Index(fields=("label",)),)


class NameKind(models.TextChoices):
    USUAL = "usual", _("usual name")
    LEGAL = "legal", _("name in documents")
    FORMER = "former", _("former name")
    ALIAS = "alias", _("alias or pseudonym")


class Name(models.Model):
    """One written form of a party's name. ``fold`` is its cross-script reading, for finding it."""

    party = Link(Party, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=3, blank=True)
    script = models.CharField(max_length=4, blank=True)
    kind = models.CharField(max_length=6, choices=NameKind, default=NameKind.USUAL)
    fold = models.CharField(max_length=300, db_index=True)
