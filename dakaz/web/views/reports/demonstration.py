"""In a sample vault: change one digit of a quotation, see the refusal, put the digit back."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from dakaz.errors import BadInput
from dakaz.records.actions.one_digit import change_one_digit, put_the_digit_back
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Link, Notice
from dakaz.web.requests import Request

from .page import NOTICE
from .shown import line_address


def digit(request: Request, report_id: uuid.UUID) -> HttpResponse:
    """Change a digit, or put it back; the report's page then says what came of it."""
    if request.method == "POST":
        back = "back" in request.POST
        act = put_the_digit_back if back else change_one_digit
        try:
            line = act(acting(request), report_id, today=request.today)
        except BadInput as problem:
            request.session.papers[NOTICE] = Notice(gettext("Nothing was changed."), sentence(problem))
        else:
            request.session.papers[NOTICE] = _said(report_id, line, back=back)
    return SeeOther(reverse("reports:report", args=[report_id]))


def _said(report_id: uuid.UUID, line: int, *, back: bool) -> Notice:
    link = Link(gettext("Look at line %(line)d") % {"line": line}, line_address(report_id, line))
    if back:
        title = gettext("The digit in line %(line)d is back as the source has it.") % {"line": line}
        return Notice(title, "", "good", links=[link])
    title = gettext("One digit of the quotation in line %(line)d was changed.") % {"line": line}
    return Notice(title, gettext("The check below holds it against the archive."), "amber", links=[link])
