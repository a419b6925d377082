"""Sealing a case from colleagues, and who holds its key."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext

from dakaz import vault
from dakaz.errors import BadInput
from dakaz.records.actions import access, granting, sealing
from dakaz.records.queries import casebook, people_at_work
from dakaz.web import serving
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.requests import Request

from .in_the_way import in_the_way_of

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting

DONE = "sealing done"


def seal(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Say what sealing does and who holds the key; seal."""
    case = casebook.case(request.user, record_id)
    if request.method != "POST":
        return _page(request, record_id, notice=request.session.papers.pop(DONE, None))
    try:
        now = sealing.seal(acting(request), case.pk).acting
    except BadInput as problem:
        return _page(request, record_id, notice=_problem(problem), status=422)
    go_on(now)
    said = gettext("Only you hold its key now. To colleagues it is as if it had never been here.")
    return _done(request, record_id, Notice(gettext("Sealed."), said, "good"))


def unseal(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Give a case back to the whole office."""
    if request.method == "POST":
        try:
            go_on(sealing.unseal(acting(request), record_id))
        except BadInput as problem:
            return _page(request, record_id, notice=_problem(problem), status=422)
        said = gettext("Everybody in the office sees this case now, its history too.")
        return _done(request, record_id, Notice(gettext("Unsealed."), said, "good"))
    return SeeOther(_address(record_id))


def grant(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Give a colleague the key."""
    if request.method == "POST":
        user_id = str(request.POST.get("user", ""))
        try:
            granting.grant(acting(request), record_id, user_id)
        except BadInput as problem:
            return _page(request, record_id, notice=_problem(problem), status=422)
        _hand_over(request, user_id)
        said = gettext("They read all of it now, also what was written before.")
        return _done(request, record_id, Notice(gettext("Key given."), said, "good"))
    return SeeOther(_address(record_id))


def revoke(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Take the key from a colleague, and give the case a new one."""
    if request.method != "POST":
        return SeeOther(_address(record_id))
    user_id = str(request.POST.get("user", ""))
    try:
        now = granting.revoke(acting(request), record_id, user_id)
    except BadInput as problem:
        return _page(request, record_id, notice=_problem(problem), status=422)
    served = serving.current()
    for session in served.sessions.of(user_id):
        if session is not request.session:
            served.sessions.lock(session)
    go_on(now)
    if user_id == request.user.user_id:
        return SeeOther(reverse("people:cases"))
    said = gettext(
        "What they have read or copied they still have; what is written from now on they cannot read."
    )
    return _done(request, record_id, Notice(gettext("Key taken back."), said, "good"))


def go_on(now: Acting) -> None:
    """Let the sessions of whoever acted go on with the keys they hold now."""
    whoever = access.acting_for(now.vault, now.keys, clock=now.clock)
    serving.current().sessions.renew(now.seen_by.user_id, keys=now.keys, user=whoever.seen_by)


def _hand_over(request: Request, user_id: str) -> None:
    """Let a colleague who is signed in see the case at once."""
    served = serving.current()
    folder = vault.Vault.open(served.folder)
    for session in served.sessions.of(user_id)[:1]:
        keys = folder.refresh(session.keys)
        theirs = access.acting_for(folder, keys, clock=served.clock)
        served.sessions.renew(user_id, keys=keys, user=theirs.seen_by)
    del request


def _address(record_id: uuid.UUID) -> str:
    return reverse("people:seal", args=[record_id])


def _done(request: Request, record_id: uuid.UUID, notice: Notice) -> HttpResponse:
    request.session.papers[DONE] = notice
    return SeeOther(_address(record_id))


def _problem(problem: BadInput) -> Notice:
    return Notice(gettext("Not done."), sentence(problem), "amber")


def _page(
    request: Request, record_id: uuid.UUID, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    case = casebook.case(request.user, record_id)
    sealed = case.compartment != request.user.office
    someone = acting(request)
    context = {
        "case": case,
        "sealed": sealed,
        "in_the_way": [] if sealed else in_the_way_of(request.user, record_id),
        "notice": notice,
        "holders": granting.holders(someone, record_id) if sealed else [],
        "others": granting.could_hold(someone, record_id) if sealed else [],
        "colleagues": len(people_at_work.users()),
    }
    return render(request, "people/sealing.html", context, status=status)


def urls() -> list[URLPattern]:
    """Return the addresses of these pages."""
    return [
        path("cases/<uuid:record_id>/seal", seal, name="seal"),
        path("cases/<uuid:record_id>/unseal", unseal, name="unseal"),
        path("cases/<uuid:record_id>/grant", grant, name="grant"),
        path("cases/<uuid:record_id>/revoke", revoke, name="revoke"),
    ]
