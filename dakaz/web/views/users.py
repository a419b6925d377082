"""Who can sign in: seen by all, changed by administrators."""

from __future__ import annotations

from django.forms import BooleanField, CharField, CheckboxSelectMultiple, MultipleChoiceField, TextInput
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz import vault
from dakaz.errors import N_, BadInput, NotFound
from dakaz.records import guard
from dakaz.records.actions import access
from dakaz.records.queries import people_at_work, resealing
from dakaz.vault import passphrase as phrases
from dakaz.web import serving
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.passphrases import LONGEST, NewPassphrase, in_words
from dakaz.web.requests import Request

ADDED = "user added"


class ColleagueForm(NewPassphrase):
    """A colleague's name and first passphrase."""

    user_name = CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        widget=TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    administrator = BooleanField(label=gettext_lazy("May add and remove colleagues"), required=False)
    roles = MultipleChoiceField(
        label=gettext_lazy("What they are here to do"),
        choices=people_at_work.WORKING_ROLES,
        initial=["caseworker"],
        required=False,
        widget=CheckboxSelectMultiple,
    )
    field_order = ("user_name", "passphrase", "again", "roles", "administrator")


def users(request: Request) -> HttpResponse:
    """List colleagues; let an administrator add one."""
    if request.method != "POST":
        notice = request.session.papers.pop(ADDED, None)
        return _page(request, ColleagueForm(), notice=notice)
    guard.administrator(request.user)
    form = ColleagueForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    try:
        with serving.current().attempts.one_at_a_time():
            access.add_user(
                acting(request),
                name=given["user_name"],
                passphrase=given["passphrase"],
                administrator=given["administrator"],
                roles=given["roles"],
            )
    except BadInput as error:
        form.add_error("user_name", sentence(error))
        return _page(request, form, status=422)
    said = gettext("Give the passphrase by word of mouth or on paper, and ask to change it at once.")
    request.session.papers[ADDED] = Notice(gettext("Added."), said, "good")
    return SeeOther(reverse("users"))


def remove(request: Request, user_id: str) -> HttpResponse:
    """Ask once, then take someone's keys away and change every key they held."""
    guard.administrator(request.user)
    person = people_at_work.user(user_id)
    if person is None:
        raise NotFound(N_("There is nothing here by that address, or it is not yours to see."))
    if request.method != "POST":
        return render(request, "vault/remove_user.html", {"person": person})
    _remove(request, user_id)
    said = gettext("Every key they held was changed. What they had copied before, they still have.")
    request.session.papers[ADDED] = Notice(gettext("Removed."), said, "good")
    return SeeOther(reverse("users"))


def _remove(request: Request, user_id: str) -> None:
    """Close every connection, re-key, and go on with the new keys; also when it was refused."""
    served, session, keys = serving.current(), request.session, request.session.keys
    opened = vault.Vault.open(served.folder)
    served.sessions.lock_others(session)
    try:
        access.remove_user(acting(request), user_id)
    finally:
        fresh = opened.refresh(keys)
        served.sessions.go_on(session, fresh, enter=lambda: served.store.enter(opened, fresh))


def _page(
    request: Request, form: ColleagueForm, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "notice": notice,
        "people": people_at_work.users(),
        "resealing": resealing.progress(request.user),
        "words": phrases.generate() if request.user.administrator else "",
        "said": in_words(str(form.data.get("passphrase", ""))[:LONGEST]),
    }
    return render(request, "vault/users.html", context, status=status)
