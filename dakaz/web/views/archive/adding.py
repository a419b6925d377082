"""Adding files: sent from a browser, sealed on arrival, taken in by the worker."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput, DakazError
from dakaz.records.actions import uploads
from dakaz.records.queries import casebook_pages
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.requests import Request
from dakaz.web.seen_forms import CaseField, SeenForm
from dakaz.web.uploads import SealedFile, accepts_files
from dakaz.worker import current

from .receiving import ON_THE_WAY, OneFile, into_the_vault, of_request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dakaz.records.models import Case

FIELDS = ("files", "folder")


class AddForm(SeenForm):
    """What is said of all files that are sent together."""

    case = CaseField()
    one_paper = forms.BooleanField(label=gettext_lazy("These photos are pages of one paper"), required=False)
    paths = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "add_%s", **options})

    def cases(self) -> Sequence[Case]:
        """Return the cases whose codes are offered while one types."""
        return casebook_pages.recent_cases(self.seen_by)

    def paths_sent(self, count: int) -> list[str] | None:
        """Return the paths our script added, one per file; None when there are none that fit."""
        try:
            paths = json.loads(self.cleaned_data["paths"] or "null")
        except ValueError:
            return None
        fits = isinstance(paths, list) and len(paths) == count and all(isinstance(one, str) for one in paths)
        return paths if fits else None


@accepts_files(into_the_vault)
def add(request: Request) -> HttpResponse:
    """Put what was sent into a new import and show how far it is."""
    if request.method != "POST":
        return SeeOther(reverse("archive:home") + "?add=1")
    sent = [file for field in FIELDS for file in request.FILES.getlist(field) if isinstance(file, SealedFile)]
    form = AddForm(request.POST, seen_by=request.user)
    try:
        if not form.is_valid():
            _drop(sent)
            return _page(request, form, Notice(gettext("Nothing was added."), tone="amber"))
        run = _received(request, form, sent)
    except DakazError as problem:
        _drop(sent)
        if not isinstance(problem, BadInput):
            raise
        return _page(request, form, Notice(gettext("Nothing was added."), sentence(problem), "amber"))
    current().wake(acting(request))
    return SeeOther(reverse("archive:import", args=[run]))


def _received(request: Request, form: AddForm, sent: list[SealedFile]) -> uuid.UUID:
    """Make every file durable, then write them all into a list that waits for the worker."""
    of_request(request).settle()
    paths = form.paths_sent(len(sent))
    names = paths or [file.original_name for file in sent]
    files = [file.stored for file in sent]
    arrived = [uploads.Arrived(name, file.stored) for name, file in zip(names, files, strict=True)]
    run = uploads.receive(
        acting(request),
        arrived,
        one_paper=form.cleaned_data["one_paper"],
        case=form.cleaned_data["case"],
    )
    for file in files:
        ON_THE_WAY.end(file.stored.name)
    return run.pk


def _drop(sent: list[SealedFile]) -> None:
    for file in sent:
        if isinstance(file.stored, OneFile):
            file.stored.discard()


def _page(request: Request, form: AddForm, notice: Notice) -> HttpResponse:
    context = {"add": form, "notice": notice}
    return render(request, "archive/add.html", context, status=422)
