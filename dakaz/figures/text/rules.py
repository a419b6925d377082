"""Rules and what they set: money and lengths of time that no period belongs to."""

from __future__ import annotations

from dakaz.figures.period import Period
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.sentence import Found
from dakaz.figures.text.times import Times

_RULES = frozenset(("rule", "now", "habit"))
_CLAUSES_APART = frozenset((",", ";"))
_FOR, _FOR_SO_LONG = {"на", "na"}, {"metams", "mėnesiams", "dienoms", "savaitėms"}
_LONGEST_MONTH, _NEARLY_A_YEAR = 31, 300  # days
_NEAR_FINE = 4  # words
_BUDGET = 20_000  # in any currency; a sum that large is of a time
AMOUNTS = frozenset(("duration", "money"))
_UNITS = frozenset("year month week day hour minute EUR USD PLN RUB BYN LTL GBP CZK".split())  # noqa: SIM905


def is_amount(one: Found) -> bool:
    """Say whether a figure is money or a length of time, alone or as a range: what rules set."""
    return one.kind in AMOUNTS or (one.kind == "range" and one.unit in _UNITS)


class Rules(Times):
    """The times of a sentence, and what in it is a rule, a fee or a term and so of no time."""

    def _must(self) -> bool:
        """Say whether the sentence says what must be; nothing told before is carried into it."""
        return "rule" in self._said and any(self._tokens[at].roles.get("rule") == "s" for at in self._noted)

    def _is_ruled(self, one: Found) -> bool:
        """Say whether the clause of a figure tells a rule, or an act if it is a length of time.

        A further amount goes on with the rule: *the fee is €120, for urgent cases – €240*.
        """
        if one.kind == "duration" and self._is_term(one):
            return True
        if self._is_average(one):
            return False
        told = _RULES | {"act"} if one.kind == "duration" else _RULES
        if told.isdisjoint(self._said):
            return False
        places = [at for at in self._noted if not told.isdisjoint(self._tokens[at].roles)]
        if any(_CLAUSES_APART.isdisjoint(self._signs_between(one, at)) for at in places):
            return True
        before = next((each for each in reversed(self._figures) if each.first < one.first), None)
        if before is None or not is_amount(before) or ";" in self._signs_between(one, before.after - 1):
            return False
        return self._is_ruled(before)

    def _is_average(self, one: Found) -> bool:
        """*the median income is €1,350*: measured, whatever its verb."""
        if "average" not in self._said:
            return False
        at = next(
            (at for at in reversed(self._noted) if at < one.first and "average" in self._tokens[at].roles),
            None,
        )
        return at is not None and _CLAUSES_APART.isdisjoint(self._signs_between(one, at))

    def _is_penalty(self, one: Found) -> bool:
        """*sentenced to 3 years in a colony*, *a fine of 2,000 zlotys*: given at the time told."""
        if "rule" in self._said:
            return False
        near = self._tokens[max(0, one.first - _NEAR_FINE) : one.after + _NEAR_FINE]
        return any("penalty" in token.roles for token in near)

    def _is_term(self, one: Found) -> bool:
        """*14 days to appeal*, *вид на жительство на пять лет*, *leidimą gyventi 2 metams*"""
        led = self._tokens[one.first - 1].name in _FOR
        return led or self._tokens[one.after].name == "to" or self._tokens[one.after - 1].name in _FOR_SO_LONG

    def _signs_between(self, one: Found, at: int) -> set[str]:
        between = self._tokens[one.after : at] if at >= one.after else self._tokens[at + 1 : one.first]
        return {token.text for token in between if token.kind == "sign"}

    def _of_another_clause(self, one: Found, dated: Dated) -> bool:
        """*examined within six months, yet in 2030 it took longer*: a rule has no date of other clauses."""
        signs = self._signs_between(one, dated.first)
        after = one.first < dated.first
        return ";" in signs or (after and ":" in signs) or ("," in signs and self._is_ruled(one))

    def _is_paid_once(self, one: Found, last: Period) -> bool:
        """What a story's month tells is what happened in it, not what somebody paid or waited for since."""
        if "average" in self._said or last == self._entered or self._is_penalty(one):
            return False
        if one.kind != "money":
            return last.days <= _LONGEST_MONTH
        return last.days < _NEARLY_A_YEAR and one.value is not None and one.value < _BUDGET
