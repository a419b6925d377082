"""What shall be done with several records: one of a few acts, with what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.bulk import Asked
from dakaz.records.queries.bulk import Kind, kind_of, words_of
from dakaz.records.queries.tasks import colleagues
from dakaz.web.templatetags.words import day as in_words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ACTS: Mapping[tuple[str, str], _StrPromise] = {
    ("people:cases", "responsible"): gettext_lazy("Let somebody else look after them"),
    ("people:cases", "status"): gettext_lazy("Say how they stand"),
    ("people:cases", "risk"): gettext_lazy("Say how soon harm may come"),
    ("people:cases", "task"): gettext_lazy("Add a task to each"),
    ("people:events", "kind"): gettext_lazy("Say of what kind they are"),
    ("people:events", "status"): gettext_lazy("Say how sure they are"),
    ("people:due-dates", "responsible"): gettext_lazy("Let somebody else do them"),
    ("people:due-dates", "done"): gettext_lazy("Say that they are done"),
}


class BulkForm(forms.Form):
    """Which act, and its value. Only what belongs to the chosen act is read."""

    act = forms.ChoiceField(label=gettext_lazy("What shall be done"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, place: str, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.place, self.today = place, today
        kind = kind_of(place)
        act = self.fields["act"]
        if isinstance(act, forms.ChoiceField):
            act.choices = [(one, ACTS[place, one]) for one in kind.acts]
        for one in kind.acts:
            self._offer(kind, one)

    def _offer(self, kind: Kind, act: str) -> None:
        who = [("", "—"), *colleagues().items()]
        if act == "responsible":
            self.fields[act] = forms.ChoiceField(label=gettext("To whom"), choices=who, required=False)
        elif act == "task":
            day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
            self.fields["what"] = forms.CharField(label=gettext("The task"), max_length=200, required=False)
            self.fields["on"] = forms.DateField(label=gettext("By when"), required=False, widget=day)
            label = gettext("Who does it (else whoever looks after the case)")
            self.fields["who"] = forms.ChoiceField(label=label, choices=who, required=False)
        elif act != "done":
            choices = [("", "—"), *words_of(kind, act).items()]
            self.fields[act] = forms.ChoiceField(label=_value(act), choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        act = given.get("act", "")
        needed = ("what", "on") if act == "task" else () if act in ("done", "") else (act,)
        for name in needed:
            if not given.get(name) and name not in self.errors:
                self.add_error(name, gettext("This is needed for what you chose above."))
        return given

    def choices(self) -> list[tuple[str, Any, list[forms.BoundField], bool]]:
        """Return each act with its words, what it needs, and whether it is chosen."""
        needs = {"task": ("what", "on", "who"), "done": ()}
        chosen = self["act"].value()
        return [
            (one, ACTS[self.place, one], [self[name] for name in needs.get(one, (one,))], one == chosen)
            for one in kind_of(self.place).acts
        ]

    def asked(self) -> Asked:
        """Return what was chosen, as the action takes it."""
        given, act = self.cleaned_data, self.cleaned_data["act"]
        if act == "task":
            what = " ".join(given["what"].split())
            return Asked(self.place, act, what, on=given["on"], responsible=given["who"])
        if act == "done":
            return Asked(self.place, act, on=self.today)
        return Asked(self.place, act, given[act])


def _value(act: str) -> str:
    return {
        "status": gettext("How it stands"),
        "risk": gettext("How soon harm may come"),
        "kind": gettext("Kind"),
    }[act]


def said_of(asked: Asked) -> str:
    """Return in words what is done with each."""
    words = words_of(kind_of(asked.place), asked.act)
    said = str(ACTS[asked.place, asked.act])
    if asked.act == "task" and asked.on:
        return gettext("%(act)s: “%(what)s” by %(day)s") % {
            "act": said,
            "what": asked.value,
            "day": in_words(asked.on),
        }
    return f"{said}: {words.get(asked.value, asked.value)}" if asked.value else said
