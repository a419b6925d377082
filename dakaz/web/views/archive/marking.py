"""Marking passages: with the mouse (places in the text), or by typing the words.

Words that stand more than once are shown at each place, and a person chooses; words that stand nowhere
are shown beside the nearest place, with what differs.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput, NotFound
from dakaz.evidence.places import Place, nearest, standing, surroundings
from dakaz.records.actions import passages
from dakaz.records.queries import archive
from dakaz.report import difference
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.frame import address_or_nothing
from dakaz.web.look import Link, Notice
from dakaz.web.requests import Request

from . import words as in_words

if TYPE_CHECKING:
    from dakaz.records.models import Item, ItemText, Passage


MOST = 20  # places shown to choose from
AROUND = 90  # characters of text shown on each side of one


class MarkForm(forms.Form):
    """Exact words of the text, and where they stand when a script counted."""

    words = forms.CharField(
        label=gettext_lazy("Exact words"),
        help_text=gettext_lazy("Copy them from the text, or type them as they stand there."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "reading-words"}),
    )
    label = forms.RegexField(
        r"\A[\w.-]{1,40}\Z",
        label=gettext_lazy("Its name in citations"),
        help_text=gettext_lazy("Letters, digits, - _ and . only; the next free one (q1, q2, …) when empty."),
        required=False,
        max_length=40,
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    place = forms.RegexField(r"\A\d{1,9}-\d{1,9}\Z", required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that can be chosen.

    Args:
        place: its first and last character, as the form sends it back.
        before, words, after: the text there and around.
        where: page or paragraph, in words.
    """

    place: str
    before: str
    words: str
    after: str
    where: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the page offers beside the form when the words do not stand exactly once.

    Args:
        title: how often they stand.
        text: what differs, or how to narrow them down.
        places: at most ``MOST`` of them.
    """

    title: str
    text: str
    places: Sequence[Choice]


def mark(request: Request, item_id: uuid.UUID) -> HttpResponseBase:
    """Keep a passage, and go to where it stands; or on to a decision it is the reason of."""
    from .item import page  # noqa: PLC0415 - the item's page draws this form

    found = archive.item(request.user, item_id)
    if request.method != "POST":
        return SeeOther(reverse("archive:item", args=[item_id]))
    form = MarkForm(request.POST)
    if not form.is_valid():
        return page(request, found, mark=form, status=422)
    text = archive.text_of(found)
    place = _chosen(form, text)
    if text is not None and place is None:
        return page(request, found, mark=form, choices=_choices(form.cleaned_data["words"], text), status=422)
    try:
        passage = passages.mark(
            acting(request),
            found.pk,
            start=place.start if place else 0,
            end=place.end if place else 0,
            label=form.cleaned_data["label"],
        )
    except (BadInput, NotFound) as problem:
        form.add_error("words", sentence(problem))
        return page(request, found, mark=form, status=422)
    return _on(request, found, passage)


def _chosen(form: MarkForm, text: ItemText | None) -> Place | None:
    """The one place that is meant: chosen from several, counted by a script, or the only one.

    What was counted is believed only if the words stand there.
    """
    given = form.cleaned_data
    if text is None:
        return None
    if given["place"]:
        start, end = map(int, given["place"].split("-"))
        return Place(start, end)
    start, end = given["start"], given["end"]
    if start is not None and end is not None and _same(text.content[start:end], given["words"]):
        return Place(start, end)
    places = standing(text.content, given["words"], most=2)
    return places[0] if len(places) == 1 else None


def _choices(words: str, text: ItemText) -> Choices:
    places = standing(text.content, words)
    if not places:
        return _nearest(words, text)
    title = gettext("These words stand %(number)d times in the text. Which place do you mean?")
    more = gettext("Here are the first %(most)d. Type more of the words around yours to find the others.")
    return Choices(
        title % {"number": len(places)},
        more % {"most": MOST} if len(places) > MOST else "",
        [_choice(text, place) for place in places[:MOST]],
    )


def _nearest(words: str, text: ItemText) -> Choices:
    title = gettext("These words do not stand in the text.")
    place = nearest(text.content, words)
    if place is None:
        return Choices(title, gettext("Nothing like them does. Copy them from the text."), [])
    apart = difference(words, text.content[place.start : place.end])
    if apart is None:
        return Choices(title, gettext("This is the nearest place."), [_choice(text, place)])
    has, typed = apart.in_words()
    differs = gettext("The nearest place has “%(has)s” where you typed “%(typed)s”.")
    if apart.run_in_digits:
        differs = gettext(
            "The nearest place has “%(has)s” where you typed “%(typed)s”: it may be the mark of a footnote "
            "that ran into the word. Mark the words as they stand; a quotation may leave the mark out as "
            "“[%(typed)s]”."
        )
    return Choices(title, differs % {"has": has, "typed": typed}, [_choice(text, place)])


def _choice(text: ItemText, place: Place) -> Choice:
    before, after = surroundings(text.content, place, around=AROUND)
    anchors = [anchor for anchor in text.anchors if anchor[0] <= place.start]
    return Choice(
        place=f"{place.start}-{place.end}",
        before=before,
        words=text.content[place.start : place.end],
        after=after,
        where=in_words.place(anchors[-1][1], anchors[-1][2]) if anchors else "",
    )


def _same(stands: str, said: str) -> bool:
    return stands.split() == said.split()


def _on(request: Request, found: Item, passage: Passage) -> HttpResponse:
    decision = decision_address(passage.pk)
    if decision and request.POST.get("then") == "decision":
        return SeeOther(decision)
    links = [Link(gettext("Use it as the reason of a decision"), decision)] if decision else []
    said = Notice(gettext("Marked as %(label)s.") % {"label": passage.label}, tone="good", links=links)
    request.session.papers["item said"] = said
    at = f"?at={passage.start}#mark-{passage.label}"
    return SeeOther(reverse("archive:item", args=[found.pk]) + at)


def decision_address(passage_id: uuid.UUID) -> str:
    """Return the address of a new decision that has this passage as a reason."""
    address = address_or_nothing("people:new-decision")
    return f"{address}?passage={passage_id}" if address else ""
