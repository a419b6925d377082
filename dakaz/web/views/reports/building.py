"""Building a report: one ZIP to keep and to give away, or the reasons why not; and a look before."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Sequence
from functools import partial
from typing import BinaryIO

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from dakaz import VERSION
from dakaz import report as room
from dakaz.errors import BadInput, Refused
from dakaz.records.actions import publications as actions
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.headers import POLICY, finished_file
from dakaz.web.look import Notice
from dakaz.web.piped import piped
from dakaz.web.requests import Request

from .forms import RecipientsForm
from .page import report_page

FOLDER = "report"
BEFORE_ALL = (1980, 1, 1, 0, 0, 0)  # the earliest moment a ZIP can name: the same for every build
PLAIN_FILE = 0o100644 << 16


def build(request: Request, report_id: uuid.UUID) -> HttpResponseBase:
    """Build a report with its sources and send it as one ZIP, or show in place why not."""
    if request.method != "POST":
        return SeeOther(reverse("reports:report", args=[report_id]))
    form = RecipientsForm(request.POST)
    if not form.is_valid():
        return report_page(request, report_id, form=form, status=422)
    try:
        released = actions.release_report(
            acting(request),
            report_id,
            today=request.today,
            version=VERSION,
            recipients=form.cleaned_data["recipients"],
        )
    except Refused:
        return report_page(request, report_id, notice=_refusal(), form=form, status=422)
    except BadInput as problem:
        form.add_error("recipients", sentence(problem))
        return report_page(request, report_id, form=form, status=422)
    answer = StreamingHttpResponse(piped(partial(_write, released.files)), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="report-{request.today:%Y-%m-%d}.zip"'
    return answer


def _refusal() -> Notice:
    return Notice(
        gettext("The report was not built."),
        gettext(
            "Nothing was written. What stands in its way is listed below, each with its line and source."
        ),
        "brick",
    )


def _write(files: Sequence[room.BundleFile], stream: BinaryIO) -> None:
    """Write the folder as a ZIP, stored and without times: the same files give the same bytes."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        for file in files:
            entry = zipfile.ZipInfo(f"{FOLDER}/{file.path}", BEFORE_ALL)
            entry.create_system, entry.external_attr = 3, PLAIN_FILE
            with packed.open(entry, "w", force_zip64=True) as part:
                for chunk in file.chunks():
                    part.write(chunk)


def preview(request: Request, report_id: uuid.UUID) -> HttpResponse:
    """Show the very bytes that would be built now, in a box where nothing runs or is fetched."""
    if request.method == "POST":
        return SeeOther(reverse("reports:preview", args=[report_id]))
    try:
        built = actions.preview_report(acting(request), report_id, today=request.today, version=VERSION)
    except Refused:
        return report_page(request, report_id, notice=_refusal(), status=422)
    answer = HttpResponse(built, content_type="text/html; charset=utf-8")
    answer[POLICY] = finished_file(room.style_hash())
    return answer
