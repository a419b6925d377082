"""The first run: a vault of one's own, with a name, a passphrase and paper shares."""

from __future__ import annotations

from django.forms import CharField, TextInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from dakaz import vault
from dakaz.errors import DakazError
from dakaz.vault import passphrase as phrases
from dakaz.web import serving
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.middleware.signed_in import without_session
from dakaz.web.passphrases import LONGEST, NewPassphrase, in_words
from dakaz.web.prefix import outside

from .recovery import SHARES
from .sign_in import begin_session


class SetUpForm(NewPassphrase):
    """Who the first user is."""

    user_name = CharField(
        label=gettext_lazy("Your name here"),
        help_text=gettext_lazy("How colleagues know you. It stands inside the vault only."),
        max_length=80,
        widget=TextInput(attrs={"autocomplete": "username", "autofocus": True, "spellcheck": "false"}),
    )
    field_order = ("user_name", "passphrase", "again")


@without_session
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the vault this program was started for."""
    served = serving.current()
    if (served.folder / "keyring.json").exists() or vault.Vault.can_be_mended(served.folder):
        return SeeOther(outside("sign-in"))
    if request.method != "POST":
        return _page(request, SetUpForm())
    form = SetUpForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _create(request, form)


def _create(request: HttpRequest, form: SetUpForm) -> HttpResponse:
    served, name = serving.current(), " ".join(form.cleaned_data["user_name"].split())
    now = served.clock()
    try:
        with served.attempts.one_at_a_time():
            made = vault.create(
                served.folder, user_name=name, passphrase=form.cleaned_data["passphrase"], now=now
            )
    except DakazError as error:
        return _page(request, form, notice=Notice(str(_NOT_MADE), sentence(error), "brick"), status=422)
    user = served.store.begin(made.vault, made.keys, user_name=name, now=now)
    return begin_session(keys=made.keys, user=user, path=reverse("recovery"), papers={SHARES: made.shares})


_NOT_MADE = gettext_lazy("The vault was not made.")


@without_session
def strength(request: HttpRequest) -> HttpResponse:
    """Say how strong a passphrase is while it is typed; it is judged here and forgotten."""
    if request.method != "POST":
        return SeeOther(reverse("start"))
    typed = str(request.POST.get("passphrase", ""))[:LONGEST]
    return HttpResponse(in_words(typed), content_type="text/plain; charset=utf-8")


def _page(
    request: HttpRequest, form: SetUpForm, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "notice": notice,
        "folder": serving.current().folder,
        "words": phrases.generate(),
        "said": in_words(str(form.data.get("passphrase", ""))[:LONGEST]),
    }
    return render(request, "vault/set_up.html", context, status=status)
