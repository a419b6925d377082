"""The small tables that join our words for decisions to those of the law pack.

Everything else (which rules belong to a subject, which facts they use, which of two rules goes first) the
pack says itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from dakaz.records.models import AskedFor, DecisionKind, ServedHow

# Our kind of decision -> what it may be to the law (`decision_kind`); the first is taken until someone says
# otherwise. A decision that grants yields no days.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    DecisionKind.ASYLUM_REFUSAL: (
        "asylum_refused",
        "asylum_inadmissible",
        "asylum_discontinued",
        "asylum_withdrawn",
    ),
    DecisionKind.PERMIT_REFUSAL: ("permit_refused", "permit_not_renewed", "visa_decision"),
    DecisionKind.PERMIT_CANCELLATION: ("permit_cancelled", "temporary_protection_withdrawn"),
    DecisionKind.DESIGNATION: ("other",),
    DecisionKind.EXPULSION: ("removal_decision",),
    DecisionKind.RETURN: ("return_decision",),
    DecisionKind.ENTRY_BAN: ("entry_ban",),
    DecisionKind.COURT: ("court_judgment", "court_order", "detention_order"),
    DecisionKind.OTHER: ("other", "visa_decision", "housing_without_free_movement", "other_authority"),
}
# How it reached the person -> `how`. A notice that there is a decision is not the decision.
HOW: Mapping[str, tuple[str, ...]] = {
    ServedHow.HANDED_OVER: ("paper",),
    ServedHow.MIGRIS: ("migris_notice", "migris_decision"),
    ServedHow.EMAIL: ("email_notice", "court_electronic"),
    ServedHow.POST: ("letter",),
    ServedHow.UNKNOWN: ("unknown", "call", "message"),
}
# Events of the pack -> the column that holds their day.
EVENTS: Mapping[str, str] = {
    "decision_served": "served",
    "decision_dated": "dated",
    "judgment_announced": "dated",
    "order_known": "served",
}
# What an application asks for -> row of the rule on the authority's time.
CLOCKS: Mapping[str, str] = {
    AskedFor.ASYLUM: "A01",
    AskedFor.TEMPORARY_PERMIT: "A06",
    AskedFor.PERMANENT_PERMIT: "A07",
    AskedFor.OTHER: "A10",
}
# Rows that hold only on a ground the pack's own conditions do not name: C04 is article 140-1, threats.
ONLY_WHEN: Mapping[str, tuple[str, frozenset[str]]] = {
    "C04": ("cancel_ground", frozenset({"state_security", "public_order", "society"})),
}
# Facts that the pack offers to every rule of a kind, and that only some decisions can be asked about.
ONLY_ASKED_OF: Mapping[str, str] = {"repeat_application": "asylum"}
# Ways of learning of a decision that start no clock: a rule that does not know of them gives no day then.
NOT_SERVICE = frozenset({"migris_notice", "email_notice", "call", "message"})
