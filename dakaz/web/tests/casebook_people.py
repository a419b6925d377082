"""Invented people and their papers, filled in by the same actions a person uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from dakaz.records.actions.archive import describe
from dakaz.records.actions.casebook import (
    mark_done,
    save_case,
    save_decision,
    save_due_date,
    save_event,
    save_testimony,
)
from dakaz.records.actions.grounds import rest_on
from dakaz.records.actions.imports import Incoming, finish, start, take_in
from dakaz.records.actions.observatory import save_source
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.people import save_party

REASON = "The service therefore considers that return is safe for the applicant."
PAPER = f"""Sample Migration Service. Decision PVZ-24-118 (invented).

The service found that after 2020 the applicant went back 3 times and was not detained once.

{REASON}

Vilnius, 16 October 2024
"""


@dataclass
class Dossier:
    """What was written, by name."""

    person: Any
    authority: Any
    case: Any
    paper: Any
    passage: Any
    decision: Any
    testimony: Any
    event: Any
    due: Any


def paper(acting, readers, *, name="decision.txt", content=b"", **described):
    """Add one file and say what it is."""
    run = start(acting, how="test")
    content = content or PAPER.encode()
    (taken,) = take_in(acting, readers, run, [Incoming(name, len(content), lambda: BytesIO(content))])
    finish(run)
    return describe(acting, taken.item, **described)


def fill(acting, readers) -> Dossier:
    """Write one case of an invented person with everything a case can hold."""
    person = save_party(
        acting,
        kind="person",
        protection="pseudonym",
        country="BY",
        description="SAMPLE – invented person.",
        names=[
            {"text": "Сяргей Узораў", "language": "be", "kind": "usual"},
            {"text": "Сергей Узоров", "language": "ru", "kind": "usual"},
            {"text": "Siarhei Uzorau", "language": "be", "kind": "usual"},
            {"text": "Sergej Uzorov", "language": "lt", "kind": "legal"},
        ],
    )
    authority = save_party(
        acting,
        kind="organisation",
        protection="named",
        description="SAMPLE – invented authority.",
        names=[{"text": "Sample Migration Service", "language": "en"}],
    )
    case = save_case(
        acting,
        title="asylum application",
        status="open",
        opened="2023-11",
        summary="SAMPLE – invented. Asked for protection in November 2023; refused in October 2024.",
        responsible=acting.seen_by.user_id,
        involvements=[{"party_id": person.pk, "role": "client"}],
    )
    source = save_source(acting, kind="handed_over", title="Refusal, three photos", publisher="")
    refusal = paper(
        acting,
        readers,
        title="Refusal of asylum, PVZ-24-118",
        dated="2024-10-16",
        cite="refusal-1",
        case_id=case.pk,
        source_id=source.pk,
    )
    passage = mark_words(acting, refusal.pk, words=REASON)
    decision = save_decision(
        acting,
        case_id=case.pk,
        authority_id=authority.pk,
        kind="asylum_refusal",
        outcome="refused",
        dated="2024-10-16",
        served="2024-10-18",
        served_how="handed_over",
        reference="PVZ-24-118",
        item_id=refusal.pk,
        reasons=[
            {"kind": "safe_to_return", "words": "", "passage_id": passage.pk},
            {"kind": "other", "words": "The applicant went back 3 times.", "passage_id": None},
        ],
    )
    testimony = save_testimony(
        acting,
        case_id=case.pk,
        speaker_id=person.pk,
        asked_by="caseworker of the sample office",
        interpreter="none",
        language="be",
        verbatim=True,
        read_back=True,
        consent=["statistics", "quote_without_name"],
        date="2024-10-21",
        text="SAMPLE – invented. Nobody asked me about the searches.\n\nYou may quote this without my name.",
    )
    event = save_event(
        acting,
        case_id=case.pk,
        kind="intervention",
        title="Letter of support, 12 signatures",
        date="2024-09",
        country="LT",
        place="Vilnius",
        status="confirmed",
        description="SAMPLE – invented. Friends wrote to the service.",
        involvements=[{"party_id": authority.pk, "role": "authority"}],
    )
    rest_on(acting, event, item=refusal)
    due = _days(acting, case, decision)
    return Dossier(person, authority, case, refusal, passage, decision, testimony, event, due)


def _days(acting, case, decision):
    """Days passed, of today, near and far; one of them done."""
    typed = {"case_id": case.pk, "typed_by": "office"}
    save_due_date(acting, on=date(2024, 10, 25), kind="other", what="Ask for the file to read", **typed)
    save_due_date(acting, on=date(2024, 10, 28), kind="other", what="Call the lawyer back", **typed)
    safe = save_due_date(
        acting,
        on=date(2024, 11, 1),
        kind="safe",
        what="Complaint to the court",
        decision_id=decision.pk,
        **typed,
    )
    save_due_date(
        acting,
        on=date(2024, 11, 4),
        kind="last",
        what="Complaint to the court",
        decision_id=decision.pk,
        **typed,
    )
    save_due_date(acting, on=date(2025, 1, 15), kind="other", what="Hearing", **typed)
    done = save_due_date(acting, on=date(2024, 10, 22), kind="other", what="Translate the decision", **typed)
    mark_done(acting, done.pk, on=date(2024, 10, 21))
    return safe


@pytest.fixture
def dossier(acting, readers):
    """A vault with one case of an invented person."""
    return fill(acting, readers)


class Inside:
    """Someone signed in; addresses without the session's beginning."""

    def __init__(self, visitor):
        self.visitor = visitor

    def get(self, path):
        return self.visitor.get(self.visitor.inside + path)

    def fill_in(self, path, fields, *, at=""):
        """Open the page, or another that holds the form, and send it; a list sends its name several times."""
        pairs = [("csrfmiddlewaretoken", self.get(at or path).form_token)]
        for name, value in fields.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
        return self.visitor.post(self.visitor.inside + path, pairs)

    def after(self, answer):
        return self.visitor.follow(answer)


@pytest.fixture
def inside(dossier, signed_in):
    return Inside(signed_in)
