"""An office of two with everything that can be sealed, four times over: by whose case it is in.

``open``: of a colleague's case that everybody sees; ``own``: of a case the second sealed; ``granted``: of one
the first sealed, with its key given to the second; ``sealed``: of one the first sealed.
"""

from __future__ import annotations

import io
from datetime import date
from functools import partial
from types import SimpleNamespace

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.records import database
from dakaz.records.actions.access import acting_for, add_user
from dakaz.records.actions.archive import describe
from dakaz.records.actions.case_ties import save_case_tie
from dakaz.records.actions.casebook import save_case, save_decision, save_due_date, save_event, save_testimony
from dakaz.records.actions.claims import save_claim
from dakaz.records.actions.granting import grant
from dakaz.records.actions.imports import Incoming, finish, start, take_in
from dakaz.records.actions.merging import merge
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.people import save_party
from dakaz.records.actions.people_papers import save_consent, save_document, save_named_tie, save_tie
from dakaz.records.actions.sealing import seal
from dakaz.records.actions.support import save_offer, tick_needs
from dakaz.records.actions.tasks import add_task
from dakaz.records.models import Deadline
from dakaz.vault import Vault

CANARY = "Zylkanary"
SECOND = "orchid-lantern-gravel-moss-twelve-umbrella"
NAMES = ("open", "own", "granted", "sealed")
# What never lives under a key of its own: an address of it has no sealed example.
OFFICE = frozenset(
    {
        "imports", "sources", "statements", "recommendations", "series", "checks", "reports", "absences",
        "searches", "users", "figures", "erasures", "tables",
    }
)  # fmt: skip


def fill(folder, readers):
    """Write everything; return the ids of each name's rows by the first part of their addresses."""
    vault = Vault.open(folder)
    keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(vault, keys)
    acting = acting_for(vault, keys, clock=Clock())
    second = add_user(acting, name="second", passphrase=SECOND, roles=["caseworker"])
    office = SimpleNamespace(
        authority=save_party(acting, kind="organisation", names=[{"text": "Authority"}]),
        other=save_case(acting, code="K-other", title="another case"),
    )
    found = {name: everything(acting, readers, office, name) for name in NAMES}
    for name in ("granted", "sealed"):
        acting = seal(acting, found[name]["cases"]).acting
    grant(acting, found["granted"]["cases"], second.pk)
    theirs = vault.unlock(user_name="second", passphrase=SECOND)
    database.look_with(theirs)
    seal(acting_for(vault, theirs, clock=Clock()), found["own"]["cases"])
    database.lock()
    return found


def everything(acting, readers, office, name):
    """Write one case with a row of each kind that moves with it when it is sealed."""
    words = "open words" if name == "open" else f"{CANARY} {name}"
    person = save_party(acting, kind="person", names=[{"text": words}])
    twin = save_party(acting, kind="person", names=[{"text": f"{words} twin"}])
    child = save_party(acting, kind="person", names=[{"text": f"{words} child"}])
    case = save_case(
        acting,
        code=f"K-{name}",
        title=words,
        involvements=[{"party_id": one.pk, "role": "client"} for one in (person, child)],
    )
    item = paper(acting, readers, f"{words} of 44 people stands in a paper", case)
    passage = mark_words(acting, item.pk, words="44 people")
    decision = save_decision(
        acting, case_id=case.pk, authority_id=office.authority.pk, kind="asylum_refusal", outcome=words,
        dated="2024-10-16", served="2024-10-18", served_how="handed_over",
    )  # fmt: skip
    rows = {
        "cases": case,
        "parties": person,
        "decisions": decision,
        "items": item,
        "events": save_event(acting, case_id=case.pk, kind="threat", title=words),
        "testimonies": save_testimony(acting, case_id=case.pk, speaker_id=person.pk, text=words),
        "documents": save_document(acting, party_id=person.pk, kind="passport", number=words[:20]),
        "ties": save_tie(acting, party_id=person.pk, kind="parent", other_id=child.pk, note=words),
        "named-ties": save_named_tie(acting, decision_id=decision.pk, kind="travel", words=words),
        "consents": save_consent(acting, party_id=person.pk, purpose="refer", how="spoken", given="2024-10"),
        "needs": tick_needs(acting, person.pk, ["housing"], on="2024-10-02")[0],
        "offers": save_offer(acting, party_id=person.pk, kind="housing", place=words, as_of="2024-10"),
        "due-dates": save_due_date(
            acting, case_id=case.pk, on=date(2024, 11, 1), kind="other", what=words, typed_by="office"
        ),
        "tasks": add_task(acting, case_id=case.pk, what=words, on=date(2024, 11, 2)),
        "case-ties": save_case_tie(acting, case_id=case.pk, other_id=office.other.pk, kind="same_matter"),
        "claims": save_claim(acting, passage_id=passage.pk, says="44 people", kind="count", value=44),
        "merges": merge(acting, kept=person.pk, merged=twin.pk, facts={}),
        "deadlines": Deadline.objects.filter(case=case).first(),
    }
    return {kind: row.pk for kind, row in rows.items()}


def paper(acting, readers, text, case):
    """A text file of a case."""
    run = start(acting, how="test")
    content = text.encode()
    files = [Incoming("paper.txt", len(content), partial(io.BytesIO, content))]
    (taken,) = take_in(acting, readers, run, files)
    finish(run)
    return describe(acting, taken.item, title=text, case_id=case.pk)
