"""One's own passphrase."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from dakaz import vault
from dakaz.errors import WrongPassphrase
from dakaz.records.actions.passphrases import change_passphrase
from dakaz.vault import passphrase as phrases
from dakaz.web import serving
from dakaz.web.acting import acting
from dakaz.web.look import Notice
from dakaz.web.passphrases import LONGEST, NewPassphrase, in_words, passphrase_field
from dakaz.web.requests import Request


class OwnPassphrase(NewPassphrase):
    """The present passphrase, and the new one twice."""

    present = passphrase_field(gettext_lazy("Present passphrase"), new=False)
    field_order = ("present", "passphrase", "again")


def passphrase(request: Request) -> HttpResponse:
    """Change one's own passphrase."""
    if request.method != "POST":
        return _page(request, OwnPassphrase())
    form = OwnPassphrase(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    attempts, name = serving.current().attempts, request.user.name
    wait = attempts.wait(name)
    if wait:
        said = gettext("Wait %(seconds)d seconds, then try again.") % {"seconds": round(wait + 1)}
        return _page(request, form, notice=Notice(gettext("Not changed yet."), said, "amber"), status=429)
    try:
        _change(request, present=form.cleaned_data["present"], new=form.cleaned_data["passphrase"])
    except WrongPassphrase:
        form.add_error("present", gettext("This is not your present passphrase. Nothing was changed."))
        return _page(request, form, status=422)
    said = gettext("From now on only the new one opens the vault. Paper shares stay as they are.")
    return _page(request, OwnPassphrase(), notice=Notice(gettext("Passphrase changed."), said, "good"))


def _change(request: Request, *, present: str, new: str) -> None:
    served = serving.current()
    with served.attempts.trying(request.user.name):
        vault.Vault.open(served.folder).unlock(user_name=request.user.name, passphrase=present)
        request.session.keys = change_passphrase(acting(request), new)


def _page(
    request: Request, form: OwnPassphrase, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "notice": notice,
        "words": phrases.generate(),
        "said": in_words(str(form.data.get("passphrase", ""))[:LONGEST]),
    }
    return render(request, "vault/passphrase.html", context, status=status)
