"""What is made from a case and leaves the vault: its sources, its count of people, the log, the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy

from dakaz import VERSION
from dakaz.records.actions.reading_log import log_export
from dakaz.records.queries.case_sources import Numbered, photos_of
from dakaz.report.case_paper import Block, Paper, PaperSource, paper_to_pdf, quote
from dakaz.web.acting import acting
from dakaz.web.counted_exports import LOGGED
from dakaz.web.edtf_words import in_words

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Item, Passage
    from dakaz.web.requests import Request

MADE_WITH = f"Dakaz {VERSION}"


class HowManyNamed(forms.Form):
    """How many people a paper names, written by whoever has looked."""

    people = forms.IntegerField(
        label=gettext_lazy("How many people does it name?"),
        min_value=0,
        widget=forms.NumberInput(attrs={"class": "short", "autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args: object, named: int, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._named = named

    def clean_people(self) -> int:
        """Refuse another number than there are."""
        people: int = self.cleaned_data["people"]
        if people != self._named:
            raise forms.ValidationError(
                gettext("It names another number of people. Nothing was saved. Look above at whom it names.")
            )
        return people


def sources_of(seen_by: SeenBy, numbered: Numbered) -> list[PaperSource]:
    """Return the list of sources of a paper, as many as it has named."""
    photos = photos_of(seen_by, numbered.items)
    return [
        PaperSource(
            number=number,
            title=item.title,
            said_by=said_by(item),
            dated=in_words(item.dated),
            sha256=item.sha256,
            pages=photos.get(item.pk, ()),
        )
        for number, item in enumerate(numbered.items, start=1)
    ]


def said_by(item: Item) -> str:
    """Return who published or handed over a source."""
    source = item.source
    if source is None:
        return "no source named"
    kind = str(source.get_kind_display())
    named = source.publisher or source.title
    return kind if named == item.title else f"{named} ({kind})"


def quoted(words: str, passage: Passage | None, numbered: Numbered) -> Block:
    """Return exact words with where they stand; words that were typed say so."""
    if passage is None:
        return quote(words, under="Typed from the paper; no passage of it is marked.")
    number = numbered.number(passage.item)
    place = ", ".join(part for part in (f"Source {number}", passage.place) if part)
    return quote(words, language=passage.item.language, under=place, source=number)


def given_out(
    request: Request, paper: Paper, *, name: str, people: int, compartments: Iterable[str]
) -> HttpResponse:
    """Log that a paper leaves the vault, then send it as a PDF whose name says nothing of anybody.

    Args:
        name: of the kind of paper, such as dossier; the file's name and the log's.
        people: how many it names.
    """
    made = paper_to_pdf(paper)
    log_export(acting(request), name=name, people=people, compartments=compartments)
    setattr(request, LOGGED, True)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{request.today:%Y-%m-%d}.pdf"'
    return answer


def joined(parts: Sequence[str]) -> str:
    """Return those of several parts that say something, between dots."""
    return " · ".join(part for part in parts if part)
