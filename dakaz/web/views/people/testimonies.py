"""Testimonies: what someone told us, and what they agreed may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.casebook import save_testimony
from dakaz.records.queries import casebook, casebook_pages, vocabulary
from dakaz.web.edtf_words import in_words, when
from dakaz.web.look import Fact, Link
from dakaz.web.record_forms import CaseField, EdtfField, PartyField, RecordForm
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from . import marks
from .case_parts import link_to
from .consent import agreed_words, consent_line, consent_states

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Testimony
    from dakaz.web.requests import Request

HOW_TOLD = (
    ("summary", gettext_lazy("a summary in our words")),
    ("verbatim", gettext_lazy("word for word")),
)


class TestimonyForm(RecordForm):
    """What someone told us."""

    case_id = CaseField()
    speaker_id = PartyField(label=gettext_lazy("Who spoke"), new_kinds=("person", "group"))
    date = EdtfField(label=gettext_lazy("When they spoke"))
    asked_by = forms.CharField(max_length=120, required=False, label=gettext_lazy("Who asked"))
    interpreter = forms.CharField(
        max_length=120,
        required=False,
        label=gettext_lazy("Interpreter"),
        help_text=gettext_lazy("“none” is an answer too"),
    )
    language = forms.ChoiceField(
        choices=[("", "—"), *vocabulary.LANGUAGES], required=False, label=gettext_lazy("In which language")
    )
    text = forms.CharField(
        label=gettext_lazy("What they told"),
        help_text=gettext_lazy("Only what the case needs: no routes, no health, no names of third persons."),
        widget=forms.Textarea(attrs={"rows": 12, "class": "reading"}),
    )
    verbatim = forms.ChoiceField(
        choices=HOW_TOLD,
        initial="summary",
        label=gettext_lazy("These are"),
        widget=forms.RadioSelect,
    )
    read_back = forms.BooleanField(
        required=False, label=gettext_lazy("Read back to the speaker, who agreed that it is right")
    )
    consent = forms.MultipleChoiceField(
        choices=vocabulary.CONSENTS,
        required=False,
        label=gettext_lazy("What they agreed to"),
        help_text=gettext_lazy("Ask for each by itself. What is not ticked may not be done."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        speaker, case = self.fields["speaker_id"], self.initial.get("case_id")
        if isinstance(speaker, PartyField) and getattr(case, "pk", None):
            people = casebook_pages.parties_of_case(seen_by, case.pk)  # type: ignore[union-attr]
            speaker.offer(seen_by, first=lambda _: people)

    def clean_verbatim(self) -> bool:
        """Return whether the text is word for word."""
        return bool(self.cleaned_data["verbatim"] == "verbatim")

    @classmethod
    def initial_of(cls, record: Any) -> dict[str, Any]:
        """Return a testimony's values as the form shows them."""
        return super().initial_of(record) | {"verbatim": "verbatim" if record.verbatim else "summary"}


def _cells(testimony: Testimony) -> list[Any]:
    return [
        when(testimony.date) or gettext("no date"),
        testimony.speaker.label,
        testimony.case.code if testimony.case else None,
        vocabulary.word_for(vocabulary.LANGUAGES, testimony.language),
        [marks.told(testimony), marks.agreed(testimony)],
        agreed_words(testimony.consent) or marks.no_consent(),
    ]


def _facts(_request: Request, testimony: Testimony) -> list[Fact]:
    case = testimony.case
    return [
        Fact(gettext("Speaker"), link_to(testimony.speaker)),
        Fact(gettext("Case"), Link(case.code, reverse("people:case", args=[case.pk])) if case else None),
        Fact(gettext("When"), in_words(testimony.date)),
        Fact(gettext("Asked by"), testimony.asked_by),
        Fact(gettext("Interpreter"), testimony.interpreter),
        Fact(gettext("Language"), vocabulary.word_for(vocabulary.LANGUAGES, testimony.language)),
        Fact(gettext("How it is written"), [marks.told(testimony), marks.agreed(testimony)]),
        Fact(gettext("May be used"), consent_states(testimony.consent)),
    ]


def _more(_request: Request, testimony: Testimony) -> dict[str, Any]:
    return {"consent": consent_line(testimony.consent), "agreed": bool(testimony.consent)}


TESTIMONIES = Pages(
    namespace="people",
    name="testimony",
    path="testimonies",
    words={
        "one": gettext_lazy("Testimony"),
        "many": gettext_lazy("Testimonies"),
        "add": gettext_lazy("Add a testimony"),
        "empty": gettext_lazy("What people told you, with what they agreed may be done with it."),
    },
    columns=(
        Column("date", gettext_lazy("When")),
        Column("speaker", gettext_lazy("Speaker")),
        Column("case", gettext_lazy("Case"), minor=True, fit="whole"),
        Column("language", gettext_lazy("Language"), sortable=False, minor=True),
        Column("how", gettext_lazy("How it is written"), sortable=False, minor=True),
        Column("consent", gettext_lazy("May be used"), sortable=False, minor=True),
    ),
    first="-date",
    listing=casebook.testimonies,
    cells=_cells,
    fetch=casebook.testimony,
    facts=_facts,
    form=TestimonyForm,
    save=save_testimony,
    more=_more,
    template="people/testimony.html",
)
