"""Two people wrote into one record: where they differ, both values, field by field and row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext

from .paper_picker import PaperField, SourceField
from .party_picker import NEW, PartyField
from .picker import Picked
from .seen_forms import CaseField, SeenForm

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy

    from .record_forms import RecordForm


@dataclass(frozen=True, slots=True)
class Differs:
    """One field, or one list of rows, with two values.

    Args:
        label: of the field or the list.
        theirs: each line of what stands in the record now; none when it is empty.
        ours: each line of what was just sent.
    """

    label: str
    theirs: Sequence[str]
    ours: Sequence[str]


def differences(theirs: RecordForm, ours: RecordForm) -> list[Differs]:
    """Return what differs between a record as it stands and a form that was sent.

    Args:
        theirs: the record's form, unsent.
        ours: the form as it came back.
    """
    fields = [
        Differs(str(field.label or name), [*_lines(theirs, name)], [*_lines(ours, name)])
        for name, field in ours.fields.items()
        if not isinstance(field.widget, forms.HiddenInput)
    ]
    rows = [
        Differs(str(kind.label), [*_rows(theirs, name)], [*_rows(ours, name)])
        for name, kind in ours.rows.items()
    ]
    return [one for one in (*fields, *rows) if one.theirs != one.ours]


def _rows(form: RecordForm, name: str) -> Iterator[str]:
    for row in form.row_sets[name].filled:
        lines = [" ".join(_lines(row, column)) for column in row.fields]
        yield " · ".join(line for line in lines if line)


def _lines(form: SeenForm, name: str) -> Iterator[str]:
    """Yield a field's value in words, one line for each of several."""
    field: Any = form.fields[name]
    value = form.typed()[name] if form.is_bound else form.initial.get(name, field.initial)
    if value in (None, "", [], False) or (isinstance(value, Picked) and not (value.chosen or value.typed)):
        return
    if value is True or isinstance(field, forms.BooleanField):
        yield gettext("yes")
    elif isinstance(field, PartyField | PaperField):
        yield _named(form.seen_by, field, value)
    elif isinstance(field, CaseField):
        yield str(getattr(value, "code", value))
    elif isinstance(field, forms.MultipleChoiceField):
        yield from (_word(field, str(one)) for one in value)
    elif isinstance(field, forms.ChoiceField):
        yield _word(field, str(value))
    else:
        yield from " ".join(str(field.prepare_value(value)).split(" ")).replace("\r\n", "\n").splitlines()


def _word(field: Any, code: str) -> str:
    return next((str(word) for known, word in field.choices if str(known) == code), code)


def _named(seen_by: SeenBy, field: PartyField | PaperField, value: Any) -> str:
    """Return whom or what a picker names, as its page calls it."""
    from dakaz.records.queries import casebook_pages, papers  # noqa: PLC0415 - tables load later

    picked = value if isinstance(value, Picked) else Picked(chosen=str(value))
    if picked.chosen.startswith(NEW) or not picked.chosen:
        return picked.typed
    if isinstance(field, PartyField):
        return "".join(one.label for one in casebook_pages.parties_by_id(seen_by, [picked.chosen]))
    find = papers.sources_by_ids if isinstance(field, SourceField) else papers.by_ids
    return "".join(one.title for one in find(seen_by, [picked.chosen]))
