"""Rows that name a party and its part, in cases and events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import vocabulary
from dakaz.web.look import Link
from dakaz.web.record_forms import PartyField, RowForm


class PartRow(RowForm):
    """A party and its part."""

    tells = ("party_id",)

    party_id = PartyField(
        new_kinds=("person", "organisation", "group"),
        label=gettext_lazy("Who"),
        error_messages={"required": gettext_lazy("Choose someone, or take the row away with “nobody”.")},
    )
    role = forms.ChoiceField(label=gettext_lazy("Part"))


class CasePartRow(PartRow):
    """A party's part in a case."""

    role = forms.ChoiceField(choices=vocabulary.CASE_ROLES, label=gettext_lazy("Part in the case"))


class EventPartRow(PartRow):
    """A party's part in an event."""

    role = forms.ChoiceField(choices=vocabulary.INVOLVEMENT_ROLES, label=gettext_lazy("Part in the event"))


def same_part_twice(parts: Sequence[dict[str, Any]]) -> bool:
    """Say whether someone stands twice in one part."""
    seen = [(str(part.get("party_id")), part.get("role")) for part in parts]
    return len(set(seen)) < len(seen)


def link_to(party: Any) -> Link:
    """Return the link to a party."""
    return Link(party.label, reverse("people:party", args=[party.pk]))


def whose_words(event: Any) -> str:
    """Return by name whose belief stands on an event: of those it happened to."""
    names = [part.party.label for part in event.involvements.all() if part.role == "victim"]
    return ", ".join(names) or gettext("the person")
