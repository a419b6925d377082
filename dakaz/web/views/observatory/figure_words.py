"""Figures in words: their kinds, numbers, states, and the facts a page shows of one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import claims, vocabulary
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Fact

from .claim_form import QUALIFIERS

if TYPE_CHECKING:
    from dakaz.figures.text import Figure
    from dakaz.records.models import Claim

_HYPHEN = re.compile(r"(?<![\w.)])-(?=[\d∞])")  # one inside a date or a reference stays
STATES = {
    "waiting": gettext_lazy("waiting for an answer"),
    "accepted": gettext_lazy("accepted"),
    "dropped": gettext_lazy("dropped"),
}


def kind_word(kind: str) -> str:
    """Return what kind of figure it is."""
    return vocabulary.word_for(claims.FIGURE_KINDS, kind)


def state_word(state: str) -> str:
    """Return what was answered."""
    return str(STATES[state])


def number_word(number: float | Decimal | None) -> str:
    """Return a number in the reader's grouping."""
    if number is None:
        return ""
    plain = number if isinstance(number, Decimal) else Decimal(repr(number))
    return with_minus(number_format(f"{plain.normalize():f}", force_grouping=True))


def with_minus(text: str) -> str:
    """Return words with a minus before each number that has one: the hyphen of keyboards reads as a dash."""
    return _HYPHEN.sub("−", text)


def figure_word(one: Figure | Claim) -> str:
    """Return a figure's number or numbers with qualifier and sign: *more than 6 times*, *84 %*, *1 to 5*."""
    first = getattr(one, "from_", None) if hasattr(one, "from_") else getattr(one, "first", None)
    last = one.to if hasattr(one, "to") else one.last
    if one.value is not None:
        number = number_word(one.value)
    elif one.low is not None or one.high is not None:
        number = gettext("%(low)s to %(high)s") % {
            "low": number_word(one.low) or "…",
            "high": number_word(one.high) or "…",
        }
    else:
        number = f"{number_word(first) or '…'} → {number_word(last) or '…'}"
    qualifier = vocabulary.word_for(QUALIFIERS, one.qualifier) if one.qualifier else ""
    sign = one.unit if one.unit in ("%",) or one.kind == "money" else ""
    return " ".join(part for part in (qualifier, number, sign) if part)


def facts_of(one: Figure | Claim) -> list[Fact]:
    """Return what was read of a figure."""
    words: Any = one.says if hasattr(one, "says") else one.text
    shown = [
        (gettext("In the text"), words),
        (gettext("Number"), figure_word(one)),
        (gettext("Kind"), kind_word(one.kind)),
        (gettext("Unit"), one.unit),
        (gettext("What is counted"), one.counted),
        (gettext("Country"), one.place),
        (gettext("Period"), in_words(one.period)),
        (gettext("Who says so"), one.attributed_to),
    ]
    return [Fact(label, value or None) for label, value in shown]
