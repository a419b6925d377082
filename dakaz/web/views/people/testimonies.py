"""Testimonies: what someone told us, of what, and what they agreed may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.casebook import save_testimony
from dakaz.records.queries import people_words, testimonies, vocabulary
from dakaz.web.edtf_words import in_words, when
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from . import marks
from .case_parts import link_to
from .consent import agreed_words, consent_line, use_lines
from .people_outside import called, mark
from .testimonies_form import TestimonyForm
from .testimonies_told import told_lines

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Testimony
    from dakaz.web.requests import Request

STATES = (
    ("agreed", gettext_lazy("read back and agreed")),
    ("unread", gettext_lazy("not read back yet")),
    ("no_consent", gettext_lazy("no consent yet")),
)


def topic_words(codes: Sequence[str] | None) -> list[str]:
    """Return topics in words, in the order of their list."""
    return [str(word) for code, word in testimonies.TOPICS if code in (codes or ())]


def _cells(testimony: Testimony) -> list[Any]:
    return [
        when(testimony.date) or gettext("no date"),
        testimony.speaker.label,
        testimony.get_kind_display() if testimony.kind else None,
        testimony.case.code if testimony.case else None,
        topic_words(testimony.topics),
        vocabulary.word_for(vocabulary.LANGUAGES, testimony.language),
        marks.of_words(testimony),
        agreed_words(testimony.consent) or marks.no_consent(),
    ]


def _cells_outside(seen_by: SeenBy, rows: Sequence[Testimony]) -> list[list[Any]]:
    """Return how the list stands in a file: speakers under the name each testimony may be cited by."""
    names = testimonies.cited_as_all(seen_by, rows)
    uses = testimonies.uses_of_all(seen_by, rows)
    return [
        [
            _cells(one)[0],
            called(names[one.pk]),
            *_cells(one)[2:7],
            [str(use.words) for use in uses[one.pk] if use.allowed] or marks.no_consent(),
        ]
        for one in rows
    ]


def _facts(request: Request, testimony: Testimony) -> list[Fact]:
    case, item = testimony.case, testimony.item
    return [
        Fact(gettext("Speaker"), link_to(testimony.speaker)),
        Fact(gettext("Kind"), testimony.get_kind_display() if testimony.kind else None),
        Fact(gettext("Case"), Link(case.code, reverse("people:case", args=[case.pk])) if case else None),
        Fact(gettext("When"), in_words(testimony.date)),
        Fact(gettext("Asked by"), testimony.asked_by),
        Fact(gettext("Interpreter"), testimony.interpreter),
        Fact(gettext("Language"), vocabulary.word_for(vocabulary.LANGUAGES, testimony.language)),
        Fact(gettext("Tells of"), topic_words(testimony.topics)),
        Fact(gettext("How it is written"), marks.of_words(testimony)),
        Fact(
            gettext("Recording or paper"),
            Link(item.title or item.name, reverse("archive:item", args=[item.pk])) if item else None,
        ),
        Fact(gettext("To be cited as"), mark(testimonies.cited_as(request.user, testimony))),
    ]


def _more(request: Request, testimony: Testimony) -> dict[str, Any]:
    uses = testimonies.uses_of(request.user, testimony)
    allowed = [one.code for one in uses if one.allowed]
    sealed = testimonies.is_sealed(testimony)
    return {
        "consent": consent_line(allowed),
        "agreed": bool(allowed),
        "uses": use_lines(uses, testimony),
        "may_be_cited": any(one.allowed for one in uses if one.code in testimonies.CITING),
        "cited_by_name": bool(testimonies.cited_as(request.user, testimony).name),
        "told": told_lines(request.user, testimony.speaker, without=testimony),
        "sealed": sealed,
        "sound_in_the_open": testimonies.is_sound(testimony) and not sealed,
    }


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
        Column("kind", gettext_lazy("Kind"), minor=True),
        Column("case", gettext_lazy("Case"), minor=True, fit="whole"),
        Column("topics", gettext_lazy("Tells of"), sortable=False, minor=True),
        Column("language", gettext_lazy("Language"), sortable=False, minor=True),
        Column("how", gettext_lazy("How it is written"), sortable=False, minor=True),
        Column("consent", gettext_lazy("May be used"), sortable=False, minor=True),
    ),
    first="-date",
    listing=testimonies.testimonies,
    cells=_cells,
    fetch=testimonies.testimony,
    facts=_facts,
    form=TestimonyForm,
    save=save_testimony,
    more=_more,
    template="people/testimony.html",
    form_template="people/testimony_form.html",
    filters=(
        Filter("topic", gettext_lazy("Tells of"), testimonies.TOPICS),
        Filter("use", gettext_lazy("May be used"), people_words.PURPOSES),
        Filter("kind", gettext_lazy("Kind"), testimonies.KINDS),
        Filter("language", gettext_lazy("Language"), vocabulary.LANGUAGES),
        Filter("state", gettext_lazy("State"), STATES),
    ),
    outside=_cells_outside,
)
