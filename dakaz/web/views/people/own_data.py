"""A person's own data as one file for them: what stands here of them, and their papers if they want them."""

from __future__ import annotations

import io
import json
import mimetypes
import uuid
import zipfile
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.records.actions.keeping import note_given, originals
from dakaz.records.queries.own_data import own_data
from dakaz.web.acting import acting
from dakaz.web.answers import sentence
from dakaz.web.counted_exports import LOGGED
from dakaz.web.look import Link
from dakaz.web.requests import Request

from .erasing_words import kind_words

if TYPE_CHECKING:
    from datetime import date

    from dakaz.records.queries.own_data import OwnData

MOST = 200_000_000  # bytes of papers in one file: they are held in memory
FOR = (
    ("self", gettext_lazy("the person themselves")),
    ("guardian", gettext_lazy("their guardian")),
    ("attorney", gettext_lazy("somebody they authorised in writing")),
)


class OwnDataForm(forms.Form):
    """For whom, whether with papers, and how many people the file names."""

    to = forms.ChoiceField(choices=FOR, label=gettext_lazy("For whom is the file?"), widget=forms.RadioSelect)
    papers = forms.BooleanField(required=False, label=gettext_lazy("With their papers, as they came"))
    people = forms.IntegerField(
        min_value=0,
        label=gettext_lazy("How many people does this file name?"),
        help_text=gettext_lazy(
            "The person, and whoever may be named: public figures, and people who agreed to be named."
        ),
        widget=forms.NumberInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "short"}),
    )


def own(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Show what would be in the file; give it to whoever knows how many people it names."""
    found = own_data(request.user, record_id)
    form = OwnDataForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.cleaned_data["people"] != found.people:
        form.add_error("people", gettext("The file names another number of people. Nothing was saved."))
    if not form.is_valid():
        return _page(request, found, form)
    someone, given = acting(request), form.cleaned_data
    papers = found.papers if given["papers"] else ()
    try:
        contents = originals(someone, papers, most=MOST)
    except BadInput as problem:
        form.add_error("papers", sentence(problem))
        return _page(request, found, form)
    note_given(someone, found.person.pk, to=given["to"], people=found.people, papers=bool(papers))
    setattr(request, LOGGED, True)
    answer = HttpResponse(_packed(found, contents, on=request.today), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="own-data.zip"'
    return answer


def _page(request: Request, found: OwnData, form: OwnDataForm) -> HttpResponse:
    context = {
        "form": form,
        "person": found.person,
        "found": found,
        "counts": [(kind_words(section.kind), len(section.rows)) for section in found.sections],
        "sections": _sections(found),
        "ways_back": [Link(gettext("The person"), reverse("people:party", args=[found.person.pk]))],
    }
    return render(request, "people/own_data.html", context, status=422 if form.is_bound else 200)


def _sections(found: OwnData) -> list[tuple[str, Any]]:
    return [(kind_words(section.kind), [row for row in section.rows if row]) for section in found.sections]


def _packed(found: OwnData, contents: list[bytes], *, on: date) -> bytes:
    """Return the ZIP: a page to read, the same for a program, and the papers under neutral names."""
    papers = [
        (f"papers/{number:02}{mimetypes.guess_extension(item.media_type) or ''}", item.title, content)
        for number, (item, content) in enumerate(zip(found.papers, contents, strict=False), start=1)
    ]
    context = {
        "sections": _sections(found),
        "papers": [(name, title) for name, title, _ in papers],
        "on": on,
        "others": found.others,
        "language": get_language(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("own-data.html", render_to_string("people/own_data_file.html", context))
        file.writestr("own-data.json", json.dumps(_as_json(found, on), ensure_ascii=False, indent=1))
        for name, _, content in papers:
            file.writestr(name, content)
    return packed.getvalue()


def _as_json(found: OwnData, on: date) -> dict[str, Any]:
    sections = {
        section.kind: [{value.column: value.code for value in row} for row in section.rows if row]
        for section in found.sections
    }
    return {"made_on": on.isoformat(), "others_left_out": found.others, "data": sections}


def urls() -> list[URLPattern]:
    """Return the address of the page."""
    return [path("parties/<uuid:record_id>/own-data", own, name="own-data")]
