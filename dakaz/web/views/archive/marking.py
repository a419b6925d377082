"""Marking passages: with the mouse (places in the text), or by typing the words."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput, NotFound
from dakaz.records.actions import passages
from dakaz.records.queries import archive
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.frame import address_or_nothing
from dakaz.web.look import Link, Notice
from dakaz.web.requests import Request

if TYPE_CHECKING:
    from dakaz.records.models import Item, Passage


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


def mark(request: Request, item_id: uuid.UUID) -> HttpResponseBase:
    """Keep a passage, and go to where it stands; or on to a decision it is the reason of."""
    from .item import page  # noqa: PLC0415 - the item's page draws this form

    found = archive.item(request.user, item_id)
    if request.method != "POST":
        return SeeOther(reverse("archive:item", args=[item_id]))
    form = MarkForm(request.POST)
    if not form.is_valid():
        return page(request, found, mark=form, status=422)
    try:
        passage = _marked(request, found, form)
    except (BadInput, NotFound) as problem:
        form.add_error("words", sentence(problem))
        return page(request, found, mark=form, status=422)
    return _on(request, found, passage)


def _marked(request: Request, found: Item, form: MarkForm) -> Passage:
    """Where a script counted, its count is believed only if the words are the same."""
    given, text = form.cleaned_data, archive.text_of(found)
    start, end, label = given["start"], given["end"], given["label"]
    stands = text.content[start:end] if text and start is not None and end is not None else ""
    if stands and _same(stands, given["words"]):
        return passages.mark(acting(request), found.pk, start=start, end=end, label=label)
    return passages.mark_words(acting(request), found.pk, words=given["words"], label=label)


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
