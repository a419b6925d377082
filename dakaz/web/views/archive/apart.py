"""Taking a paper made of photos apart again."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from dakaz.records.actions.taking_apart import take_apart, why_not
from dakaz.records.queries import archive
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.requests import Request

from .item import SAID


def apart(request: Request, item_id: uuid.UUID) -> HttpResponse:
    """Say what goes and what stays, or why it cannot be; then do it."""
    paper = archive.item(request.user, item_id)
    if request.method != "POST":
        reason = why_not(paper)
        context = {
            "item": paper,
            "photos": archive.parts_of(request.user, paper),
            "reason": sentence(reason) if reason else "",
        }
        return render(request, "archive/apart.html", context)
    photos = take_apart(acting(request), item_id)
    text = ngettext(
        "%(n)d photo stands by itself again.", "%(n)d photos stand by themselves again.", len(photos)
    )
    request.session.papers[SAID] = Notice(gettext("Taken apart."), text % {"n": len(photos)}, "good")
    return SeeOther(reverse("archive:item", args=[photos[0]]) if photos else reverse("archive:home"))
