"""Checking the vault: what was recomputed, how many of each, and what does not agree."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import archive
from dakaz.web import serving
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.checking import Check
from dakaz.web.look import Bar, Fact, Link, Notice
from dakaz.web.requests import Request

from .sign_in import RESTORED

PARTS = {
    "database": gettext_lazy("database"),
    "log entries": gettext_lazy("log entries"),
    "checkpoints": gettext_lazy("signed checkpoints of the log"),
    "sources": gettext_lazy("sources"),
    "items": gettext_lazy("papers and files, as recorded"),
    "objects": gettext_lazy("stored files, opened and hashed"),
    "passages": gettext_lazy("passages"),
    "parties": gettext_lazy("people and organisations"),
    "cases": gettext_lazy("cases"),
    "testimonies": gettext_lazy("testimonies"),
    "decisions": gettext_lazy("decisions"),
    "events": gettext_lazy("events"),
    "due dates": gettext_lazy("due dates"),
    "statements": gettext_lazy("statements"),
    "recommendations": gettext_lazy("recommendations"),
    "series": gettext_lazy("series"),
    "reports": gettext_lazy("reports"),
    "releases": gettext_lazy("built reports"),
}
SHOWN_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A check as its page shows it."""

    bar: Bar | None = None
    notice: Notice | None = None
    counts: tuple[Fact, ...] = ()


def check(request: Request) -> HttpResponse:
    """Show how the last check went and begin another; it goes on while other pages are used."""
    served, user = serving.current(), request.user.user_id
    if request.method == "POST":
        if "stop" in request.POST:
            served.checks.stop()
        else:
            request.session.papers.pop(RESTORED, None)
            served.checks.start(
                acting(request),
                whole=request.POST.get("how") == "whole",
                going_on=lambda: served.sessions.has(user),
            )
        return SeeOther(reverse("check"))
    context = {
        "last_whole": archive.vault_state().last_verified,
        "shown": _shown(served.checks.last, user),
        "restored": RESTORED in request.session.papers,
        "away": int(served.sessions.idle // 60),
    }
    return render(request, "settings/check.html", context)


def _shown(last: Check | None, user: str) -> Shown:
    if last is None:
        return Shown()
    if last.ended is None:
        return Shown(bar=_bar(last))
    if last.by != user:
        return Shown()
    if last.result is None:
        return Shown(notice=_unfinished(last))
    counts = tuple(Fact(str(PARTS.get(what, what)), number) for what, number in last.result.checked.items())
    return Shown(notice=_said(last), counts=counts)


def _bar(last: Check) -> Bar:
    title = (
        gettext("The whole vault is being checked") if last.whole else gettext("A quick check is under way")
    )
    return Bar(
        title=title,
        done=last.done,
        of=last.of,
        unit=str(PARTS.get(last.what, last.what)),
        stop_url=reverse("check"),
        links=[Link(gettext("See how far it is"), reverse("check"))],
    )


def _unfinished(last: Check) -> Notice:
    if last.trouble is None:
        text = gettext("It was stopped before its end, or you had locked. Nothing was changed.")
        return Notice(gettext("Not checked to the end."), text, "amber")
    return Notice(gettext("Not checked to the end."), sentence(last.trouble), "brick")


def _said(last: Check) -> Notice:
    problems = last.result.problems if last.result else []
    if not problems:
        text = (
            gettext("Every record, the log and every stored file are what was written.")
            if last.whole
            else gettext("Every record and the log are what was written. Stored files were not opened.")
        )
        return Notice(gettext("Everything agrees."), text, "good")
    more = len(problems) - SHOWN_PROBLEMS
    said = [sentence(problem) for problem in problems[:SHOWN_PROBLEMS]]
    said += [gettext("And %(more)d more.") % {"more": more}] if more > 0 else []
    text = gettext(
        "Nothing was changed. Keep this vault as it is, restore the last good backup into another folder "
        "and compare; show this page to whoever looks after the machine."
    )
    return Notice(gettext("Not everything agrees."), text, "brick", findings=said)
