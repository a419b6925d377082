"""What is asked about an event; what does not fit its kind stays folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from dakaz.records.queries import event_kinds, events, people_words, vocabulary
from dakaz.web.kept_where import KeptSomewhereForm
from dakaz.web.record_forms import CaseField, EdtfField, PartyField, RowsOf

from . import event_rights
from .case_parts import EventPartRow
from .people_fields import CountryField, text

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy

_SEVERAL = ("violations", "profile")
_NOT_KEPT = ("find_rights",)


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together.

    Args:
        code: names its place on the page.
        heading: in the reader's language.
        fields: as the form draws them.
        opened: whether it stands unfolded: it fits the kind of event, holds something, or has to be mended.
    """

    code: str
    heading: Any
    fields: Sequence[Any]
    opened: bool


def _long(label: Any, help_text: Any, *, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        required=False, label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class EventForm(KeptSomewhereForm):
    """An act or incident, a step of a matter, support, or what became of somebody."""

    kind = forms.ChoiceField(
        choices=[("", "—"), *event_kinds.offered()],
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy("What is asked below depends on it."),
    )
    title = text(
        gettext_lazy("What happened"),
        most=200,
        help_text=gettext_lazy(
            "In a few words, as a source says it: shop window broken. Left empty, the kind stands here."
        ),
    )
    date = EdtfField(label=gettext_lazy("When"))
    country = CountryField()
    place = text(gettext_lazy("Place"), most=200)
    status = forms.ChoiceField(
        choices=vocabulary.EVENT_STATUSES,
        initial="unknown",
        label=gettext_lazy("How sure it is"),
        widget=forms.RadioSelect,
    )
    case_id = CaseField(help_text=gettext_lazy("Only when it belongs to one."))
    description = _long(
        gettext_lazy("What is said about it"),
        gettext_lazy("Say who says so; each side's account in its own sentence."),
        rows=6,
    )
    asked_for = forms.ChoiceField(
        choices=[("", "—"), *vocabulary.ASKED_FOR],
        required=False,
        label=gettext_lazy("What is asked for"),
        help_text=gettext_lazy(
            "Only for an application to an authority: from its day the authority's time is counted."
        ),
    )
    violations = forms.MultipleChoiceField(
        choices=events.VIOLATIONS, required=False, widget=forms.CheckboxSelectMultiple
    )
    find_rights = text(
        gettext_lazy("Find a right"),
        most=80,
        help_text=gettext_lazy("By a word in any language, or by an article: return, высылка, ECHR 3"),
    )
    profile = forms.MultipleChoiceField(
        choices=people_words.HOME_RISKS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Why the people it happened to were at risk at home"),
        help_text=gettext_lazy(
            "As they or a source tell it. What an authority holds against them is another list."
        ),
    )
    reported_to_id = PartyField(
        required=False,
        new_kinds=("organisation", "person"),
        label=gettext_lazy("To whom it was brought"),
        help_text=gettext_lazy("Police, prosecutor, ombudsman; for a letter, whoever it was sent to"),
    )
    reported = EdtfField(label=gettext_lazy("Brought to them on"))
    answered = EdtfField(label=gettext_lazy("Answered on"))
    answer = _long(gettext_lazy("Their answer, word for word"), gettext_lazy("Empty while none has come."))
    believed = _long(
        gettext_lazy("What the person believes helped"),
        gettext_lazy(
            "In their own words and language. It is quoted as theirs; nothing here says that it did."
        ),
    )

    rows = {  # noqa: RUF012 - one table per class, never changed
        "involvements": RowsOf(
            form=EventPartRow,
            label=gettext_lazy("Who was involved"),
            one=gettext_lazy("Who"),
            more=gettext_lazy("One more person or organisation"),
            spare=1,
        )
    }
    first = ("kind",)
    always = ("title", "date", "country", "place", "status", "case_id", "lives_in", "description")

    @classmethod
    def initial_asked(cls, seen_by: SeenBy, asked: QueryDict) -> dict[str, Any]:
        """Return what an address says of a new event: ``case`` or ``case_id``, ``kind`` and other columns."""
        given = asked.copy()
        case = str(given.get("case") or given.get("case_id") or "")
        given.pop("case_id", None)
        if case:
            given["case"] = case
        several = {name: given.getlist(name) for name in _SEVERAL if name in given}
        return super().initial_asked(seen_by, given) | several

    def clean(self) -> dict[str, Any]:
        """Put the kind where nothing was written: *Pressure on relatives* says enough."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("title") and given.get("kind"):
            given["title"] = capfirst(vocabulary.word_for(vocabulary.EVENT_KINDS, given["kind"]))
        return given

    def values(self) -> dict[str, Any]:
        """Return what the action takes: all but what only finds something."""
        return {name: value for name, value in super().values().items() if name not in _NOT_KEPT}

    @property
    def first_fields(self) -> list[Any]:
        """What is asked before anything else."""
        return [self[name] for name in self.first]

    @property
    def always_fields(self) -> list[Any]:
        """What is asked about every event."""
        return [self[name] for name in self.always if name in self.fields]

    @property
    def sections(self) -> list[Section]:
        """What else can be said, what fits the kind of event first."""
        kind = str(self["kind"].value() or "")
        harm, help_ = event_kinds.happens_to_somebody(kind), event_kinds.helps_somebody(kind)
        every = [
            self._section(
                "application", gettext_lazy("What is asked for"), kind == "application", "asked_for"
            ),
            self._section("rights", gettext_lazy("Rights that were violated"), harm, "violations"),
            self._section("risk", gettext_lazy("Risk at home"), harm, "profile"),
            self._section(
                "follow-up",
                gettext_lazy("Brought to somebody, and what they answered"),
                event_kinds.can_be_reported(kind),
                "reported_to_id",
                "reported",
                "answered",
                "answer",
            ),
            self._section("believed", gettext_lazy("What helped"), help_, "believed"),
        ]
        return sorted(every, key=lambda section: not section.opened)

    def _section(self, code: str, heading: Any, fits: bool, *names: str) -> Section:
        fields = [self[name] for name in names]
        sought = code == "rights" and bool(self["find_rights"].value())
        opened = fits or sought or any(field.errors or field.value() for field in fields)
        return Section(code, heading, fields, opened)

    @property
    def right_groups(self) -> list[event_rights.RightGroup]:
        """The rights to tick."""
        return event_rights.groups(
            list(self["violations"].value() or ()),
            kind=str(self["kind"].value() or ""),
            words=str(self["find_rights"].value() or ""),
        )
