"""Answers of more than one view: see another page, or a calm sentence with the right status."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render
from django.utils.translation import gettext

from dakaz import errors
from dakaz.web.edtf_words import in_words

STATUS: dict[type[errors.DakazError], HTTPStatus] = {
    errors.Locked: HTTPStatus.UNAUTHORIZED,
    errors.WrongPassphrase: HTTPStatus.FORBIDDEN,
    errors.VaultDamaged: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.VaultTooNew: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.VaultBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.BadInput: HTTPStatus.BAD_REQUEST,
    errors.Unreadable: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.NoRoom: HTTPStatus.INSUFFICIENT_STORAGE,
    errors.Unavailable: HTTPStatus.NOT_IMPLEMENTED,
}


_DAYS = ("made", "reached", "day", "first", "last")  # values of errors that may be days: told in words


class SeeOther(HttpResponseRedirectBase):
    """Done; now look there. The browser asks for the other page with GET."""

    status_code = HTTPStatus.SEE_OTHER


def sentence(error: errors.DakazError) -> str:
    """Return what happened, in the reader's language."""
    template = gettext(error.message)
    values = {
        name: in_words(one) if name in _DAYS and isinstance(one, str) else one
        for name, one in error.values.items()
    }
    return template % values if values else template


def title_of(error: errors.DakazError) -> str:
    """Return a heading that names the kind of trouble, never a person or document."""
    titles: dict[type[errors.DakazError], str] = {
        errors.NotFound: gettext("Nothing here"),
        errors.NotAllowed: gettext("Not yours to do"),
        errors.VaultDamaged: gettext("The vault is damaged"),
        errors.VaultTooNew: gettext("The vault is newer than this program"),
        errors.VaultBusy: gettext("Please wait"),
        errors.Refused: gettext("Not done, with reasons"),
        errors.Conflict: gettext("Changed meanwhile"),
        errors.NoRoom: gettext("The disk is full"),
        errors.Unavailable: gettext("Not on this machine"),
    }
    return titles.get(type(error), gettext("Not done"))


def error_page(request: HttpRequest, error: errors.DakazError) -> HttpResponse:
    """Return the page that tells of ``error``, with the status a program would expect."""
    findings = [str(finding) for finding in error.findings] if isinstance(error, errors.Refused) else []
    status = STATUS.get(type(error), HTTPStatus.BAD_REQUEST)
    return calm_page(request, title=title_of(error), text=sentence(error), status=status, findings=findings)


def calm_page(
    request: HttpRequest, *, title: str, text: str, status: int, findings: list[str] | None = None
) -> HttpResponse:
    """Return a page with one heading, one paragraph and perhaps a list of reasons."""
    context = {"title": title, "text": text, "findings": findings or []}
    return render(request, "calm.html", context, status=status)
