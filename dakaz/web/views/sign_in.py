"""Signing in is unwrapping the keys; locking is forgetting them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.forms import CharField, Form, PasswordInput, TextInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy

from dakaz import vault
from dakaz.errors import DakazError, VaultBusy, WrongPassphrase
from dakaz.web import requests, serving
from dakaz.web.answers import SeeOther, error_page, sentence
from dakaz.web.languages import is_spoken
from dakaz.web.look import Notice
from dakaz.web.middleware.language import ASKED
from dakaz.web.middleware.signed_in import without_session
from dakaz.web.prefix import inside, outside
from dakaz.web.requests import Request

from .mending import offer

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.vault import Keys
    from dakaz.web.drafts import Draft
    from dakaz.web.session import Session

DRAFTS, RESTORED = "drafts", "restored"


class SignInForm(Form):
    """Name and passphrase."""

    user_name = CharField(
        label=gettext_lazy("Your name here"),
        max_length=80,
        widget=TextInput(attrs={"autocomplete": "username", "autofocus": True, "spellcheck": "false"}),
    )
    passphrase = CharField(
        label=gettext_lazy("Passphrase"),
        max_length=1000,
        strip=False,
        widget=PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def focus_on_passphrase(self) -> None:
        """Put the cursor where the next try is typed: the name stands there already."""
        self.fields["user_name"].widget.attrs.pop("autofocus", None)
        self.fields["passphrase"].widget.attrs["autofocus"] = True


@without_session
def sign_in(request: HttpRequest) -> HttpResponse:
    """Open the vault with a name and a passphrase."""
    served = serving.current()
    if vault.Vault.can_be_mended(served.folder):
        return offer(request)
    if not (served.folder / "keyring.json").exists():
        return SeeOther(outside("set-up"))
    if request.method != "POST":
        return _page(request, SignInForm(), notice=_why_here(request))
    form = SignInForm(request.POST)
    form.focus_on_passphrase()
    if not form.is_valid():
        return _page(request, form, status=422)
    wait = served.attempts.wait(form.cleaned_data["user_name"])
    if wait:
        return _page(request, form, notice=_wait(wait), status=429)
    return _unlock(request, form)


def _unlock(request: HttpRequest, form: SignInForm) -> HttpResponse:
    served, name = serving.current(), form.cleaned_data["user_name"]
    asked_at = served.sessions.locks
    try:
        with served.attempts.trying(name), served.sessions.or_leave():
            opened = vault.Vault.open(served.folder)
            keys = opened.unlock(user_name=name, passphrase=form.cleaned_data["passphrase"])
            user = served.store.enter(opened, keys)
    except WrongPassphrase as error:
        return _page(request, form, notice=_not_opened(error), status=403)
    except VaultBusy as error:
        return _page(request, form, notice=_not_opened(error), status=503)
    return begin_session(
        keys=keys, user=user, path=_wanted(request), language=_chosen(request), asked_at=asked_at
    )


def begin_session(
    *,
    keys: Keys,
    user: SeenBy,
    path: str,
    papers: Mapping[str, Any] | None = None,
    language: str = "",
    asked_at: int | None = None,
) -> HttpResponse:
    """Open a session and return the answer that leads into it.

    Args:
        keys: what was unwrapped.
        user: whose they are.
        path: where to, without the session's segment.
        papers: what the page there needs to know.
        language: chosen on the page before; else the one this person chose last, else the browser's.
        asked_at: see ``Sessions.open``.
    """
    from dakaz.records.queries import people_at_work  # noqa: PLC0415 - tables load after the settings

    served = serving.current()
    session = served.sessions.open(keys=keys, user=user, asked_at=asked_at)
    session.papers.update(papers or {})
    known = people_at_work.user(user.user_id)
    session.language = language or (known.language if known else "") or get_language()
    if served.restored:
        served.restored, path = False, outside("check")
        session.papers[RESTORED] = True
    drafts = served.sessions.drafts.take(keys)
    if drafts:
        session.papers[DRAFTS] = drafts
        path = "/kept"
    answer = SeeOther(inside(session.token, path))
    return with_cookie(answer, session)


def with_cookie(answer: HttpResponse, session: Session) -> HttpResponse:
    """Give the browser the session's second secret, for addresses that carry the first one only."""
    answer.set_cookie(
        requests.COOKIE,
        session.cookie,
        path=inside(session.token, "/"),
        httponly=True,
        samesite="Strict",
        secure=serving.current().behind_tls_proxy,
    )
    return answer


def lock(request: Request) -> HttpResponse:
    """End this session; the keys leave memory."""
    if request.method != "POST":
        return SeeOther(reverse("start"))
    session = request.session
    serving.current().sessions.lock(session)
    answer = SeeOther(outside("sign-in") + "?done=1")
    answer.delete_cookie(requests.COOKIE, path=inside(session.token, "/"), samesite="Strict")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def still_open(_request: Request) -> HttpResponse:
    """Say that the session is open; a locked one is led to sign-in before this is reached."""
    return HttpResponse(status=204)


def kept(request: Request) -> HttpResponse:
    """Show what was typed when the session had already locked, to be sent now or let go."""
    drafts: list[Draft] = request.session.papers.get(DRAFTS, [])
    if request.method == "POST":
        request.session.papers.pop(DRAFTS, None)
        return SeeOther(reverse("start"))
    if not drafts:
        return SeeOther(reverse("start"))
    shown = [(inside(request.session.token, draft.path), draft.fields) for draft in drafts]
    return render(request, "vault/kept.html", {"drafts": shown})


def _page(
    request: HttpRequest, form: SignInForm, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    try:
        vault.Vault.open(serving.current().folder)
    except DakazError as error:  # damaged or newer: say so instead of asking for a passphrase
        return error_page(request, error)
    context = {
        "form": form,
        "notice": notice,
        "to": request.GET.get("to") or request.POST.get("to", ""),
        "language": _chosen(request),
    }
    return render(request, "vault/sign_in.html", context, status=status)


def _chosen(request: HttpRequest) -> str:
    """Return the language chosen on the sign-in page; empty when none was."""
    asked = request.GET.get(ASKED, "")
    return asked if is_spoken(asked) else ""


def _why_here(request: HttpRequest) -> Notice | None:
    if "done" in request.GET:
        return Notice(
            gettext("Locked."),
            gettext("This session is over. Your passphrase opens the vault again."),
            "good",
        )
    if "mended" in request.GET:
        text = gettext("Sign in as always, save a backup elsewhere, and let Dakaz check the vault.")
        return Notice(gettext("The keyring is whole again."), text, "good")
    if "restored" in request.GET:
        text = gettext("Sign in as you did on the day of the backup, then let Dakaz check the vault.")
        return Notice(gettext("The vault is back."), text, "good")
    if "kept" in request.GET:
        text = gettext("What you typed was sealed for you. Sign in, and it is shown to you again.")
        return Notice(gettext("Dakaz had locked in the meantime."), text)
    if "locked" in request.GET:
        text = gettext("Nothing was changed by the form you sent.")
        return Notice(gettext("Dakaz had locked in the meantime."), text, "amber")
    return None


def _wait(seconds: float) -> Notice:
    text = gettext("After several wrong passphrases Dakaz waits. Try again in %(seconds)d seconds.")
    return Notice(gettext("Not opened yet."), text % {"seconds": math.ceil(seconds)}, "amber")


def _not_opened(error: DakazError) -> Notice:
    return Notice(gettext("Not opened."), sentence(error), "brick")


def _wanted(request: HttpRequest) -> str:
    return serving.current().wanted.take(str(request.POST.get("to", ""))) or "/"
