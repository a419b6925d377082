"""What people say of an item: title, source, date, citation key, case, tags, note. Never its bytes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput, Conflict
from dakaz.records.actions import archive as changes
from dakaz.records.queries import archive, papers
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Notice
from dakaz.web.paper_picker import SourceField
from dakaz.web.record_forms import CaseField, EdtfField, RecordForm
from dakaz.web.requests import Request
from dakaz.worker import current

if TYPE_CHECKING:
    from dakaz.records.models import Item


class ItemForm(RecordForm):
    """An item's description."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    source_id = SourceField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Who published it or handed it over."),
    )
    dated = EdtfField(label=gettext_lazy("Dated"))
    case_id = CaseField()
    cite = forms.RegexField(
        r"\A[\w.-]{1,60}\Z",
        label=gettext_lazy("Cited as"),
        help_text=gettext_lazy(
            "A short key for reports, such as decision-2024-03: letters, digits, - _ and ."
        ),
        required=False,
        max_length=60,
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy("Divided by commas."),
        required=False,
        max_length=500,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        source = self.fields["source_id"]
        if isinstance(source, SourceField):
            source.offer(self.seen_by, papers.newest_sources)

    def clean_tags(self) -> list[str]:
        """Return each tag once, in the order typed."""
        typed = (" ".join(tag.split()) for tag in self.cleaned_data["tags"].split(","))
        return list(dict.fromkeys(tag for tag in typed if tag))

    @classmethod
    def initial_of(cls, record: Any) -> dict[str, Any]:
        """Return an item's values as the form shows them."""
        return {**super().initial_of(record), "tags": ", ".join(record.tags)}

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = super().values()
        source = given["source_id"]
        return given | {"source_id": uuid.UUID(source) if source else None}


def edit(request: Request, item_id: uuid.UUID) -> HttpResponse:
    """Change an item's description."""
    found = archive.item(request.user, item_id)
    if request.method != "POST":
        return _page(request, found, ItemForm(seen_by=request.user, initial=ItemForm.initial_of(found)))
    form = ItemForm(request.POST, seen_by=request.user)
    if "again" in request.POST or ("enter" in request.POST and form.undecided):
        return _page(request, found, form.again())
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        changes.describe(acting(request), item_id, seen_entry=form.cleaned_data["entry"], **form.values())
    except BadInput as problem:
        form.add_error(None, sentence(problem))
        return _page(request, found, form, status=422)
    except Conflict as problem:
        return _conflict(request, form, item_id, problem)
    return SeeOther(reverse("archive:item", args=[item_id]))


def _conflict(request: Request, form: ItemForm, item_id: uuid.UUID, problem: Conflict) -> HttpResponse:
    """Show theirs beside ours; ours may now be saved over theirs."""
    theirs = archive.item(request.user, item_id)
    typed = form.data.dict() if isinstance(form.data, QueryDict) else dict(form.data)
    again = ItemForm({**typed, "entry": theirs.entry}, seen_by=request.user)
    notice = Notice(gettext("Changed meanwhile"), sentence(problem), "amber")
    return _page(request, theirs, again, status=409, notice=notice, changed=True)


def _page(request: Request, found: Item, form: RecordForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"item": found, "form": form, "dated": in_words(found.dated), **more}
    return render(request, "archive/edit.html", context, status=status)


def read_again(request: Request, item_id: uuid.UUID) -> HttpResponse:
    """Have an item read once more; the page tells when it is done."""
    archive.item(request.user, item_id)
    if request.method == "POST":
        current().read(acting(request), item_id)
    return SeeOther(reverse("archive:item", args=[item_id]))


def read_yet(request: Request, item_id: uuid.UUID) -> HttpResponse:
    """Say whether an item still waits to be read; asked by the page itself."""
    archive.item(request.user, item_id)
    return HttpResponse(status=202 if current().is_to_read(item_id) else 204)
