"""A list that names people leaves the vault only after somebody has said how many people it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from django.forms import Form, IntegerField, NumberInput
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from .acting import acting
from .look import Link
from .requests import Request

LOGGED = "export_logged"


class HowMany(Form):
    """How many people a list names."""

    people = IntegerField(
        label=gettext_lazy("How many people does this list name?"),
        min_value=0,
        widget=NumberInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


def asked_first(
    request: Request, *, name: str, rows: Callable[[], Iterable[Sequence[Any]]], back: str
) -> HttpResponse | None:
    """Return the page that asks how many people a list names; None when the list may be saved.

    That it is saved stands in the log before the first byte goes out.

    Args:
        name: of the list, such as cases.
        rows: gives the records of the list, piece by piece.
        back: address of the list.
    """
    from dakaz.records.actions.reading_log import log_export  # noqa: PLC0415 - tables load after the settings
    from dakaz.records.queries.named_people import kinds_naming_people, named_in  # noqa: PLC0415

    coming = chain.from_iterable(rows())
    first = next(coming, None)
    if first is None or first._meta.model_name not in kinds_naming_people():
        return None
    form = HowMany(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form, name=name, back=back)
    named = named_in(request.user, chain([first], coming))
    if named.count != form.cleaned_data["people"]:
        said = gettext(
            "The list names another number of people. Nothing was saved. Look at the list again: "
            "perhaps it holds more than you think."
        )
        form.add_error("people", said)
        return _page(request, form, name=name, back=back)
    log_export(acting(request), name=name, people=named.count, compartments=named.compartments)
    setattr(request, LOGGED, True)
    return None


def _page(request: Request, form: HowMany, *, name: str, back: str) -> HttpResponse:
    context = {"form": form, "back": Link(gettext("Back to the list"), back), "name": name}
    return render(request, "records/how_many.html", context, status=422 if form.is_bound else 200)
