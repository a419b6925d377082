"""How long each class of cases is kept, and why: decided for the whole office by an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from dakaz.errors import BadInput, Conflict
from dakaz.records.actions.keeping_times import decide
from dakaz.records.fields import days_of_months, months_of
from dakaz.records.queries import keeping_times
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.capabilities import May, may
from dakaz.web.grounding import history_of_id
from dakaz.web.look import Link, Notice
from dakaz.web.requests import Request

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.queries.keeping_times import ClassOfKeeping
    from dakaz.web.grounding import Wrote

DONE = "time of keeping decided"


class TimeForm(forms.Form):
    """How long one class is kept, and why."""

    months = forms.IntegerField(
        min_value=1,
        max_value=1200,
        label=gettext_lazy("Months after a case was closed"),
        help_text=gettext_lazy("24 are two years, 120 are ten. Then it comes up; nothing goes by itself."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    why = forms.CharField(
        max_length=300,
        label=gettext_lazy("Why so long"),
        help_text=gettext_lazy(
            "The ground your office and its lawyer agreed on: a limitation period, a term for complaints."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, one: ClassOfKeeping, data: Any = None) -> TimeForm:
        """Return the form of one class, as it holds now or as it was sent."""
        now = {"months": months_of(one.days or 0), "why": one.why, "entry": one.entry}
        return cls(data, prefix=one.code, initial=now)


@dataclass(frozen=True, slots=True)
class Shown:
    """One class on the page.

    Args:
        says: after how long its cases come up, in words.
        form: None for a class that does not go by time.
        history: who decided, and when.
    """

    one: ClassOfKeeping
    says: str
    form: TimeForm | None
    history: list[Wrote]


def days_words(days: int | None) -> str:
    """Return after how long something comes up, in words."""
    if days is None:
        return gettext("it does not come up by time")
    months = months_of(days)
    if months % 12:
        words = ngettext(
            "comes up %(n)d month after it closed", "comes up %(n)d months after it closed", months
        )
        return words % {"n": months}
    years = months // 12
    words = ngettext("comes up %(n)d year after it closed", "comes up %(n)d years after it closed", years)
    return words % {"n": years}


def shown_times(seen_by: SeenBy) -> dict[str, Any]:
    """Return what pages show of the times: each class, whether it was decided, the way to change it."""
    found = keeping_times.classes_of_keeping(seen_by)
    return {
        "classes": [(one.words, days_words(one.days), one.why) for one in found],
        "proposed": any(one.by_time and not one.why for one in found),
        "change_times": reverse("people:keeping-times") if may(seen_by, May.KEEPING) else "",
    }


def times(request: Request) -> HttpResponse:
    """Show how long each class is kept, who decided so; decide anew."""
    if request.method != "POST":
        return _page(request, notice=request.session.papers.pop(DONE, None))
    found = {one.code: one for one in keeping_times.classes_of_keeping(request.user)}
    one = found.get(str(request.POST.get("class", "")))
    if one is None or not one.by_time:
        return SeeOther(reverse("people:keeping-times"))
    form = TimeForm.of(one, request.POST)
    if form.is_valid() and _decided(request, one, form):
        said = gettext("The list of what comes up follows it at once. The log says who decided so.")
        request.session.papers[DONE] = Notice(gettext("Decided."), said, "good")
        return SeeOther(reverse("people:keeping-times"))
    return _page(request, sent=form, status=422)


def _decided(request: Request, one: ClassOfKeeping, form: TimeForm) -> bool:
    given = form.cleaned_data
    days = days_of_months(given["months"])
    try:
        decide(acting(request), one.code, days=days, why=given["why"], seen_entry=given["entry"])
    except (BadInput, Conflict) as problem:
        form.add_error(None, sentence(problem))
        if isinstance(problem, Conflict):
            _shown_theirs(request, one.code, form)
        return False
    return True


def _shown_theirs(request: Request, code: str, form: TimeForm) -> None:
    """Let what was sent be sent again: the page it stands on shows what was decided meanwhile."""
    now = next(one for one in keeping_times.classes_of_keeping(request.user) if one.code == code)
    data = request.POST.copy()
    data[form.add_prefix("entry")] = str(now.entry or "")
    form.data = data


def _page(
    request: Request, *, sent: TimeForm | None = None, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    shown = [_shown(request.user, one, sent) for one in keeping_times.classes_of_keeping(request.user)]
    back = [Link(gettext("What is kept of people"), reverse("people:kept-of-people"))]
    context = {"shown": shown, "notice": notice, "ways_back": back}
    return render(request, "people/keeping_times.html", context, status=status)


def _shown(seen_by: SeenBy, one: ClassOfKeeping, sent: TimeForm | None) -> Shown:
    form = sent if sent is not None and sent.prefix == one.code else TimeForm.of(one)
    history = history_of_id(seen_by, one.row) if one.row else []
    return Shown(one, days_words(one.days), form if one.by_time else None, history)


def urls() -> list[URLPattern]:
    """Return the address of this page."""
    return [path("keeping-times", times, name="keeping-times")]
