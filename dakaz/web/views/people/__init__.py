"""People and cases: parties, cases, testimonies, decisions, events, due dates."""

from __future__ import annotations

from django.urls import path

from . import (
    absences,
    bulk,
    case_dossier,
    case_picture,
    case_return,
    case_ties,
    clocks,
    consents,
    deadlines,
    deadlines_calendar,
    deadlines_what_if,
    due_dates,
    erasing,
    events,
    giving_out,
    home,
    keeping,
    keeping_times,
    lawyer,
    needs,
    own_data,
    people_merge,
    people_suggest,
    sealing,
    searches,
    support,
    taking_in,
    task_line,
)
from .cases import CASES
from .decisions import DECISIONS
from .documents import DOCUMENTS
from .due_dates import DUE_DATES
from .parties import PARTIES
from .people_ties import NAMED_TIES, TIES
from .testimonies import TESTIMONIES

app_name = "people"

urlpatterns = [
    path("", home.home, name="home"),
    path("find", home.find, name="find"),
    path("found/<str:name>", home.found, name="found"),
    path("due-dates/<uuid:record_id>/done", due_dates.done, name="done-due-date"),
    *task_line.urls(),
    *absences.urls(),
    *clocks.urls(),
    *searches.urls(),
    *taking_in.urls(),
    *giving_out.urls(),
    *bulk.urls(),
    *deadlines.urls(),
    *deadlines_what_if.urls(),
    *deadlines_calendar.urls(),
    *lawyer.urls(),
    *people_suggest.urls(),
    *people_merge.urls(),
    *needs.urls(),
    *consents.urls(),
    *support.urls(),
    *sealing.urls(),
    *case_ties.urls(),
    *case_return.urls(),
    *case_picture.urls(),
    *case_dossier.urls(),
    *erasing.urls(),
    *keeping.urls(),
    *keeping_times.urls(),
    *own_data.urls(),
    *CASES.urls(),
    *PARTIES.urls(),
    *DOCUMENTS.urls(),
    *TIES.urls(),
    *NAMED_TIES.urls(),
    *DECISIONS.urls(),
    *TESTIMONIES.urls(),
    *events.urls(),
    *DUE_DATES.urls(),
]
