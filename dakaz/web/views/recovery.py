"""Two of three paper shares open the vault when a passphrase is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import CharField, Form, Textarea, TextInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from dakaz import vault
from dakaz.errors import N_, BadInput, DakazError, WrongPassphrase
from dakaz.web import serving
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.middleware.signed_in import without_session
from dakaz.web.passphrases import NewPassphrase
from dakaz.web.prefix import outside
from dakaz.web.requests import Request

from .sign_in import begin_session

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.vault import Keys, Vault

SHARES = "shares"
ATTEMPTS = "recovery shares"


def share_field(label: Any, *, required: bool = True) -> CharField:
    """Return a field for one paper share."""
    attributes = {"rows": 3, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
    return CharField(label=label, required=required, max_length=1000, widget=Textarea(attrs=attributes))


class Shares(Form):
    """Two of the three shares."""

    share_1 = share_field(gettext_lazy("One share, its 20 words"))
    share_2 = share_field(gettext_lazy("Another share, its 20 words"))

    def both(self) -> tuple[str, str]:
        """Return the two shares typed."""
        return self.cleaned_data["share_1"], self.cleaned_data["share_2"]


class RecoverForm(Shares, NewPassphrase):
    """Two shares, and who gets which new passphrase."""

    user_name = CharField(
        label=gettext_lazy("Your name here"),
        max_length=80,
        widget=TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    field_order = ("share_1", "share_2", "user_name", "passphrase", "again")


def confirm(request: Request) -> HttpResponse:
    """Show new shares once, and take two back."""
    opened = vault.Vault.open(serving.current().folder)
    from dakaz.records.actions.passphrases import (  # noqa: PLC0415 - tables load after the settings
        confirm_recovery,
        new_shares,
    )

    form = Shares(request.POST or None)
    if request.method != "POST":
        return _confirm_page(request, opened, Shares())
    if "new" in request.POST:
        request.session.papers[SHARES] = new_shares(acting(request))
        return SeeOther(request.path)
    if not form.is_valid():
        return _confirm_page(request, opened, form, status=422)
    try:
        confirm_recovery(acting(request), form.both())
    except (BadInput, WrongPassphrase) as error:
        notice = Notice(gettext("Not confirmed yet."), sentence(error), "brick")
        return _confirm_page(request, opened, form, notice=notice, status=422)
    request.session.papers.pop(SHARES, None)
    return SeeOther(request.path)


def _confirm_page(
    request: Request, opened: Vault, form: Shares, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    shares = [text.split() for text in request.session.papers.get(SHARES, ())]
    context = {
        "form": form,
        "notice": notice,
        "shares": shares,
        "confirmed": opened.recovery_confirmed,
        "vault_mark": opened.vault_id[:8],
    }
    return render(request, "vault/recovery.html", context, status=status)


@without_session
def recover(request: HttpRequest) -> HttpResponse:
    """Open the vault with two shares and give someone a new passphrase."""
    served = serving.current()
    if not (served.folder / "keyring.json").exists():
        return SeeOther(outside("set-up"))
    if request.method != "POST":
        return _recover_page(request, RecoverForm())
    form = RecoverForm(request.POST)
    wait = served.attempts.wait(ATTEMPTS)
    if not form.is_valid() or wait:
        said = gettext("Wait %(seconds)d seconds, then try again.") % {"seconds": round(wait + 1)}
        notice = Notice(gettext("Not opened yet."), said, "amber") if wait else None
        return _recover_page(request, form, notice=notice, status=429 if wait else 422)
    asked_at = served.sessions.locks
    try:
        keys, user = _recovered(form)
    except DakazError as error:
        notice = Notice(gettext("Not opened."), sentence(error), "brick")
        return _recover_page(request, form, notice=notice, status=422)
    return begin_session(keys=keys, user=user, path="/", asked_at=asked_at)


def _recovered(form: RecoverForm) -> tuple[Keys, SeenBy]:
    from dakaz.records.actions import access, passphrases  # noqa: PLC0415 - tables load after the settings
    from dakaz.records.queries import people_at_work  # noqa: PLC0415 - as above

    served = serving.current()
    opened = vault.Vault.open(served.folder)
    with served.attempts.trying(ATTEMPTS, counts=DakazError), served.sessions.or_leave():
        master = opened.recover(form.both())
        served.store.enter(opened, master)
        wanted = form.cleaned_data["user_name"].strip().casefold()
        people = people_at_work.users()
        found = [person.id for person in people if person.name.casefold() == wanted]
        if not found:
            names = ", ".join(person.name for person in people)
            raise BadInput(
                N_("The shares are right, but nobody here has that name. Names here: %(names)s."), names=names
            )
        whoever = access.acting_for(opened, master, clock=served.clock)
        new = form.cleaned_data["passphrase"]
        keys = passphrases.recovered(whoever, user_id=found[0], passphrase=new)
        return keys, served.store.enter(opened, keys)


def _recover_page(
    request: HttpRequest, form: RecoverForm, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    return render(request, "vault/recover.html", {"form": form, "notice": notice}, status=status)
