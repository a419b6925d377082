"""What the columns of a table can be, and what became of its rows, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy, ngettext

from dakaz.exchange.columns import GROUPS, targets
from dakaz.web.look import State

if TYPE_CHECKING:
    from dakaz.exchange.filling import Wrong
    from dakaz.records.queries.taking_in import TableState
    from dakaz.web.look import Tone

KINDS: Mapping[str, Any] = {
    "person": gettext_lazy("Person"),
    "organisation": gettext_lazy("Organisation"),
    "case": gettext_lazy("Case"),
    "event": gettext_lazy("Event"),
    "decision": gettext_lazy("Decision"),
    "document": gettext_lazy("Document"),
    "due": gettext_lazy("Due date"),
}
FIELDS: Mapping[str, Any] = {
    "id": gettext_lazy("number in their list"),
    "name": gettext_lazy("name"),
    "given": gettext_lazy("given name"),
    "family": gettext_lazy("family name"),
    "patronymic": gettext_lazy("patronymic"),
    "latin": gettext_lazy("name as in documents"),
    "other_names": gettext_lazy("other names"),
    "born": gettext_lazy("born"),
    "citizenships": gettext_lazy("citizenships"),
    "country": gettext_lazy("country"),
    "phone": gettext_lazy("phone"),
    "email": gettext_lazy("e-mail"),
    "telegram": "Telegram",
    "signal": "Signal",
    "whatsapp": "WhatsApp",
    "address": gettext_lazy("postal address"),
    "protection": gettext_lazy("protection"),
    "risks": gettext_lazy("why at risk at home"),
    "needs": gettext_lazy("needs"),
    "description": gettext_lazy("notes"),
    "code": gettext_lazy("code"),
    "title": gettext_lazy("title"),
    "status": gettext_lazy("status"),
    "opened": gettext_lazy("opened"),
    "closed": gettext_lazy("closed"),
    "risk": gettext_lazy("risk"),
    "summary": gettext_lazy("summary"),
    "responsible": gettext_lazy("who is responsible"),
    "role": gettext_lazy("part in it"),
    "kind": gettext_lazy("kind"),
    "date": gettext_lazy("date"),
    "place": gettext_lazy("place"),
    "asked_for": gettext_lazy("what is asked for"),
    "perpetrator": gettext_lazy("alleged perpetrator"),
    "reference": gettext_lazy("reference number"),
    "authority": gettext_lazy("authority"),
    "dated": gettext_lazy("dated"),
    "served": gettext_lazy("reached the person"),
    "served_how": gettext_lazy("how it reached them"),
    "outcome": gettext_lazy("outcome"),
    "ground": gettext_lazy("ground"),
    "reason": gettext_lazy("kind of reason"),
    "reason_words": gettext_lazy("words of the reason"),
    "number": gettext_lazy("number"),
    "issuer": gettext_lazy("issued by"),
    "issued": gettext_lazy("issued"),
    "expires": gettext_lazy("runs out"),
    "whereabouts": gettext_lazy("where it is"),
    "note": gettext_lazy("note"),
    "on": gettext_lazy("day"),
    "what": gettext_lazy("what is to be done"),
}
_TONES: Mapping[str, Tone] = {
    "chosen": "open",
    "checking": "plain",
    "checked": "open",
    "importing": "plain",
    "done": "good",
    "undone": "open",
    "stopped": "amber",
}


def fields_offered() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every field a column can be, by kind of record, for a list to choose from."""
    return [
        (
            str(KINDS[group]),
            [(one.key, field_name(one.key)) for one in targets().values() if one.group == group],
        )
        for group in GROUPS
    ]


def field_name(key: str) -> str:
    """Return what a field is called, its kind of record first."""
    group, _, name = key.partition(".")
    return f"{KINDS[group]}: {FIELDS[name]}" if key else ""


def state_word(state: TableState) -> State:
    """Return how far a table is, as a word with a mark."""
    words = {
        "chosen": gettext("columns to be looked at"),
        "checking": gettext("being checked"),
        "checked": gettext("checked, nothing taken in yet"),
        "importing": gettext("being taken in"),
        "done": gettext("taken in"),
        "undone": gettext("taken back"),
        "stopped": gettext("stopped"),
    }
    key = standing(state)
    return State(words[key], _TONES[key])


def standing(state: TableState) -> str:
    """Return the phase, or that it was stopped or taken back."""
    if state.run.state == "undone":
        return "undone"
    under_way = state.phase in ("checking", "importing")
    return "stopped" if under_way and state.run.state == "stopped" else state.phase


def said(wrong: Wrong | Sequence[Any]) -> str:
    """Return what is wrong with a cell in the reader's language."""
    message, values = (wrong[1], wrong[2]) if isinstance(wrong, Sequence) else (wrong.message, wrong.values)
    words = gettext(message)
    return words % values if values else words


def counted(state: TableState) -> str:
    """Return what came of the rows, one sentence for each outcome."""
    counts = state.counts
    sentences = {
        "added": ngettext(
            "%(n)s row brought something new.", "%(n)s rows brought something new.", counts.get("added", 0)
        ),
        "known": ngettext(
            "%(n)s row was here already.", "%(n)s rows were here already.", counts.get("known", 0)
        ),
        "failed": ngettext(
            "%(n)s row could not be taken in.", "%(n)s rows could not be taken in.", counts.get("failed", 0)
        ),
    }
    return " ".join(
        words % {"n": number_format(counts[name])} for name, words in sentences.items() if counts.get(name)
    )


def kinds_counted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return how many of each kind, by its name."""
    return [(str(KINDS.get(kind, kind)), number) for kind, number in counts.items()]
