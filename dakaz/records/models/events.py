"""What happened: incidents, steps of a matter, support, and what became of somebody afterwards."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .casebook import Case
from .link import Link
from .people import Party
from .record import Record


class EventStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    LIKELY = "likely", _("likely")
    POSSIBLE = "possible", _("possible")
    UNLIKELY = "unlikely", _("unlikely")
    DISPROVED = "disproved", _("disproved")
    UNKNOWN = "unknown", _("not known")


class EventKind(models.TextChoices):
    """What happened. ``INCIDENTS``, ``STEPS``, ``SUPPORT`` and ``AFTERMATH`` say where each belongs."""

    # incidents where people live
    VANDALISM = "vandalism", _("damage to property")
    THREAT = "threat", _("threat")
    HATE_SPEECH = "hate_speech", _("hate speech")
    FALSE_CALL = "false_call", _("false call or message")
    ATTACK = "attack", _("attack on a person")
    DATA_LEAK = "data_leak", _("leak of personal data")
    DISCRIMINATION = "discrimination", _("refusal of a service, work or housing")
    # incidents across borders
    RELATIVES = "relatives", _("pressure on relatives")
    IN_ABSENTIA = "in_absentia", _("trial in absentia")
    EXTREMIST_LIST = "extremist_list", _("listing as extremist or terrorist")
    CITIZENSHIP = "citizenship", _("loss of citizenship")
    NOTICE = "notice", _("international notice or wanted listing")
    HAND_OVER = "hand_over", _("hand-over by a third state")
    SURVEILLANCE = "surveillance", _("surveillance or recruiting abroad")
    PROPERTY = "property", _("search or seizure of property at home")
    DOCUMENT = "document", _("refusal of documents by a consulate")
    # steps of a matter
    APPLICATION = "application", _("application to an authority")
    INTERVIEW = "interview", _("interview by an authority")
    HEARING = "hearing", _("hearing")
    APPEAL = "appeal", _("complaint or appeal filed")
    OUTCOME = "outcome", _("outcome")
    NOTE = "note", _("note")
    # what was done for somebody
    INTERVENTION = "intervention", _("other support")
    LETTER = "letter", _("letter of support")
    PICKET = "picket", _("picket or public action")
    MEDIA = "media", _("media")
    MEETING = "meeting", _("meeting with an authority")
    STRATEGIC = "strategic", _("strategic case")
    # what became of somebody afterwards
    LEFT = "left", _("left for another country")
    REFUSED_ELSEWHERE = "refused_there", _("refused in another country")
    DETAINED = "detained", _("detained")
    RETURN = "return", _("returned")
    CONTACT_LOST = "contact_lost", _("contact lost")
    SAFE = "safe", _("safe elsewhere")
    # what happens to all
    LAW = "law", _("law or policy")
    OTHER = "other", _("other")


INCIDENTS = (
    EventKind.VANDALISM,
    EventKind.THREAT,
    EventKind.HATE_SPEECH,
    EventKind.FALSE_CALL,
    EventKind.ATTACK,
    EventKind.DATA_LEAK,
    EventKind.DISCRIMINATION,
    EventKind.RELATIVES,
    EventKind.IN_ABSENTIA,
    EventKind.EXTREMIST_LIST,
    EventKind.CITIZENSHIP,
    EventKind.NOTICE,
    EventKind.HAND_OVER,
    EventKind.SURVEILLANCE,
    EventKind.PROPERTY,
    EventKind.DOCUMENT,
)
STEPS = (
    EventKind.APPLICATION,
    EventKind.INTERVIEW,
    EventKind.HEARING,
    EventKind.APPEAL,
    EventKind.OUTCOME,
    EventKind.NOTE,
)
SUPPORT = (
    EventKind.LETTER,
    EventKind.PICKET,
    EventKind.MEDIA,
    EventKind.MEETING,
    EventKind.STRATEGIC,
    EventKind.INTERVENTION,
)
# A hand-over by a third state is an incident and, for a case, what became of somebody.
AFTERMATH = (
    EventKind.LEFT,
    EventKind.REFUSED_ELSEWHERE,
    EventKind.DETAINED,
    EventKind.RETURN,
    EventKind.HAND_OVER,
    EventKind.CONTACT_LOST,
    EventKind.SAFE,
)


class AskedFor(models.TextChoices):
    """What an application asks for; the authority's time to decide hangs on it."""

    ASYLUM = "asylum", _("asylum")
    TEMPORARY_PERMIT = "temporary_permit", _("temporary residence permit")
    PERMANENT_PERMIT = "permanent_permit", _("permanent residence permit")
    OTHER = "other", _("something else")


class Event(Record):
    """An act or incident (HURIDOCS Events Standard Formats); an application to an authority is one too.

    Attributes:
        violations: rights that were violated, by the ids of our vocabulary (``exchange.rights``).
        profile: why the people it happened to were at risk at home, of ``people.HomeRisk``.
        reported_to, reported, answered, answer: to whom it was brought, when, and what they said.
        believed: what the person believes helped, in their own words.
    """

    owned = ("involvements",)
    later = frozenset(
        {
            "asked_for",
            "violations",
            "profile",
            "reported_to_id",
            "reported",
            "answered",
            "answer",
            "believed",
        }
    )

    case = Link(Case, null=True, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=14, choices=EventKind)
    asked_for = models.CharField(max_length=16, choices=AskedFor, blank=True)
    title = models.CharField(max_length=200)
    date = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    place = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=EventStatus, default=EventStatus.UNKNOWN)
    violations = models.JSONField(default=list, blank=True)
    profile = models.JSONField(default=list, blank=True)
    reported_to = Link(Party, null=True, on_delete=models.PROTECT, related_name="events_reported")
    reported = models.CharField(max_length=40, blank=True)
    answered = models.CharField(max_length=40, blank=True)
    answer = models.TextField(blank=True)
    believed = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("kind", "date")),
            models.Index(fields=("date", "id", "compartment"), name="events_by_date"),
            models.Index(fields=("compartment",), name="events_by_compartment"),
        )


class InvolvementRole(models.TextChoices):
    VICTIM = "victim", _("victim")
    PERPETRATOR = "perpetrator", _("alleged perpetrator")
    AUTHORITY = "authority", _("authority")
    SOURCE = "source", _("source")
    HELPER = "helper", _("helper")


class Involvement(models.Model):
    """A party's part in an event."""

    event = Link(Event, on_delete=models.CASCADE, related_name="involvements")
    party = Link(Party, on_delete=models.PROTECT, related_name="event_involvements")
    role = models.CharField(max_length=12, choices=InvolvementRole)
