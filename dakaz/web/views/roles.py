"""What a colleague is here to do: an administrator says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from dakaz.errors import N_, BadInput, NotFound
from dakaz.records import guard
from dakaz.records.actions import access
from dakaz.records.queries import people_at_work
from dakaz.web import serving
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.requests import Request

from .users import ADDED


@dataclass(frozen=True, slots=True)
class Shown:
    """One role to tick."""

    code: str
    words: str
    given: bool


def roles(request: Request, user_id: str) -> HttpResponse:
    """Show a colleague's roles; change them, also in the sessions they have open."""
    guard.administrator(request.user)
    person = people_at_work.user(user_id)
    if person is None:
        raise NotFound(N_("There is nothing here by that address, or it is not yours to see."))
    if request.method != "POST":
        return _page(request, person)
    try:
        changed = access.set_roles(acting(request), user_id, request.POST.getlist("roles"))
    except BadInput as problem:
        return _page(request, person, notice=Notice(gettext("Not saved."), sentence(problem), "amber"))
    for session in serving.current().sessions.of(user_id):
        session.user = replace(session.user, roles=frozenset(changed.roles))
    request.session.papers[ADDED] = Notice(gettext("Roles saved."), "", "good")
    return SeeOther(reverse("users"))


def _page(request: Request, person: Any, *, notice: Notice | None = None) -> HttpResponse:
    shown = [Shown(code, str(words), code in person.roles) for code, words in people_at_work.WORKING_ROLES]
    context = {"person": person, "roles": shown, "notice": notice}
    return render(request, "vault/roles.html", context, status=422 if notice else 200)
