"""One row of everything that hangs on the person of the dossier, by the actions a person uses."""

from __future__ import annotations

from typing import Any

from dakaz.records.actions.people import save_party
from dakaz.records.actions.people_papers import save_consent, save_document, save_named_tie, save_tie
from dakaz.records.actions.support import save_need, save_offer, tick_needs


def hang(acting, dossier) -> dict[str, Any]:
    """Write it, and return each row by the name of its list."""
    person, authority = dossier.person, dossier.authority
    shelter = save_party(acting, kind="organisation", names=[{"text": "Sample Shelter"}], protection="named")
    child = save_party(acting, kind="person", names=[{"text": "Jan Uzorau"}])
    document = save_document(
        acting,
        party_id=person.pk,
        kind="passport",
        number="MP0000001",
        issued="2014-11-20",
        expires="2024-11-20",
        whereabouts="held",
        held_by_id=authority.pk,
        since="2024-06",
    )
    tie = save_tie(acting, party_id=person.pk, kind="parent", other_id=child.pk, since="2012")
    named = save_named_tie(
        acting, decision_id=dossier.decision.pk, kind="travel", passage_id=dossier.passage.pk
    )
    consent = save_consent(
        acting, party_id=person.pk, purpose="refer", how="spoken", given="2024-10-01", language="be"
    )
    (need,) = tick_needs(acting, person.pk, ["housing"], on="2024-10-02")
    save_need(acting, identifier=need.pk, referrals=[{"to_id": shelter.pk, "on": "2024-10-03"}])
    offer = save_offer(
        acting, party_id=shelter.pk, kind="housing", place="Vilnius", languages=["be"], as_of="2024-10"
    )
    return {
        "documents": document,
        "ties": tie,
        "named-ties": named,
        "needs": need,
        "consents": consent,
        "offers": offer,
        "shelter": shelter,
        "child": child,
    }
