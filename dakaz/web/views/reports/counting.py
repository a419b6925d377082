"""What can be counted, and which records a count of a report counted."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render

from dakaz.errors import N_, NotFound
from dakaz.records.actions import publications as actions
from dakaz.records.queries import counted as queries
from dakaz.web.acting import acting
from dakaz.web.requests import Request

from .page import shown_counts
from .records import shown_record


def counting(request: Request) -> HttpResponse:
    """List every table that can be counted, its filters and their codes."""
    return render(request, "reports/counting.html", {"countable": queries.countable()})


def counted(request: Request, report_id: uuid.UUID, number: int) -> HttpResponse:
    """List the records one count of a report counts, so that somebody can look before approving."""
    checked = actions.check_report(acting(request), report_id, today=request.today)
    shown = shown_counts(report_id, checked)
    if not 1 <= number <= len(shown):
        raise NotFound(N_("There is nothing here by that address, or it is not yours to see."))
    chosen = shown[number - 1]
    rows = queries.records_counted(request.user, chosen.expression)
    context = {
        "report_id": report_id,
        "count": chosen,
        "records": [shown_record(row) for row in rows],
    }
    return render(request, "reports/counted.html", context)
