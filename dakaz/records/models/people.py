"""Parties: persons, organisations and groups, with the names and ways they are known and reached by."""

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
    """A person, an organisation or a group (a shop, a church, an authority, a profession).

    Attributes:
        born: EDTF, at the precision known.
        citizenships: ISO 3166 codes; ``XXA`` (ICAO 9303) for nobody's citizen.
        merged_into: the party this one was found to be. Its names and what its own circle wrote of it
            stand there now; what other circles wrote still leads here, and from here there.
    """

    owned = ("names", "contacts", "risks")
    later = frozenset({"born", "citizenships", "merged_into_id", "contacts", "risks"})

    kind = models.CharField(max_length=12, choices=PartyKind)
    label = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    protection = models.CharField(max_length=14, choices=Protection, default=Protection.SEALED)
    country = models.CharField(max_length=2, blank=True)
    born = models.CharField(max_length=40, blank=True)
    citizenships = models.JSONField(default=list, blank=True)
    merged_into = Link("self", null=True, on_delete=models.PROTECT, related_name="merged_parties")

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


class ContactKind(models.TextChoices):
    PHONE = "phone", _("phone")
    SIGNAL = "signal", _("Signal")
    TELEGRAM = "telegram", _("Telegram")
    WHATSAPP = "whatsapp", _("WhatsApp")
    VIBER = "viber", _("Viber")
    EMAIL = "email", _("e-mail")
    ADDRESS = "address", _("postal address")
    THROUGH = "through", _("through someone")
    OTHER = "other", _("other way")


class Safety(models.TextChoices):
    """Whether a way of reaching somebody may be used."""

    ASK = "ask", _("ask them first")
    SAFE = "safe", _("safe to use")
    SOMETIMES = "sometimes", _("only as noted")
    NEVER = "never", _("not to be used")


class ContactWay(models.Model):
    """One way to reach a party, and when using it endangers nobody."""

    party = Link(Party, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=8, choices=ContactKind, default=ContactKind.PHONE)
    value = models.CharField(max_length=200)
    safety = models.CharField(max_length=9, choices=Safety, default=Safety.ASK)
    safe_when = models.CharField(max_length=300, blank=True)


class HomeRisk(models.TextChoices):
    """Why somebody is at risk at home. Never the same list as what an authority holds against them."""

    PROTEST = "protest", _("took part in protests")
    PROSECUTED = "prosecuted", _("criminal or administrative case there")
    LISTED = "listed", _("listed as extremist or terrorist")
    JOURNALISM = "journalism", _("journalist or blogger")
    RIGHTS_WORK = "rights_work", _("human rights or civic work")
    OPPOSITION = "opposition", _("political opposition")
    STRIKE = "strike", _("strike or independent union")
    SOLIDARITY = "solidarity", _("donations or help to the persecuted")
    WORDS_ONLINE = "words_online", _("words or subscriptions online")
    DRAFT = "draft", _("refuses military service")
    LEFT_SERVICE = "left_service", _("left state service in protest")
    RELATIVE = "relative", _("relative of someone persecuted")
    FAITH_OR_MINORITY = "minority", _("faith, language, origin or orientation")
    ABROAD = "abroad", _("asked for protection or spoke out abroad")
    OTHER_RISK = "other_risk", _("other reason")


class RiskAtHome(models.Model):
    """One reason why a person is at risk at home, as they or a source tell it."""

    party = Link(Party, on_delete=models.CASCADE, related_name="risks")
    kind = models.CharField(max_length=12, choices=HomeRisk)
    words = models.CharField(max_length=300, blank=True)
