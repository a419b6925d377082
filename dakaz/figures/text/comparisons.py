"""What stands around a date that is only compared with: *more than in 2021*, *in the same period of 2030*."""

from __future__ import annotations

from dakaz.figures.period import Period
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.mentions import is_open, moved
from dakaz.figures.text.tokens import Tokens

_ASKS_TOO = {"чем", "чым"}
_BEFORE_THAN, _COMPARED, _CHANGED = 8, 6, 4  # so many words before a date may still speak of it
_YEAR, _LEAP_YEAR = 360, 366  # days
_THAT_TIME = {("это", "время"), ("гэты", "час"), ("tym", "czasie"), ("that", "time"), ("tą", "laiką")}


def is_compared(tokens: Tokens, dated: Dated) -> bool:
    """*20 % more than in 2021*, *palyginti su 2013 metais*: what is compared with, not what is told."""
    if is_base_of_change(tokens, dated.first):
        return True
    if tokens[dated.first].name == "as" and tokens[dated.first + 1].roles.keys() & {"in"}:
        return True  # twice as many as in 2030
    inside = tokens[dated.first - 1].text == "("  # than in the first wave (spring 2032)
    for at in range(dated.first, max(-1, dated.first - 1 - _COMPARED - inside), -1):
        if at < dated.first - inside and tokens[at].kind != "word":
            return False
        if _leads_to_base(tokens, at, dated.first):
            return True
        if "compare" in tokens[at].roles:
            return _compares(tokens, at, dated.first)
    return False


def _leads_to_base(tokens: Tokens, at: int, first: int) -> bool:
    """*изменение к тому же периоду 2031 года*, *dwa razy tyle co w 2031 r.*"""
    if tokens[at].name == "к":
        return any("period" in token.roles for token in tokens[at:first])
    return tokens[at].name == "co" and tokens[at - 1].name == "tyle"


def _compares(tokens: Tokens, at: int, first: int) -> bool:
    """Say whether a word such as *than* compares with a date: in *more than half* it is of the number."""
    following = tokens[at + 1]
    if at + 1 < first and following.opens and following.letter != "Y":
        return False
    return tokens[at].name not in _ASKS_TOO or _compared_before(tokens, at)


def is_base_of_change(tokens: Tokens, at: int) -> bool:
    """*down 9.4 % from 2032*, *change on 2032*"""
    before = tokens[max(0, at - _CHANGED) : at]
    if tokens[at].name == "from":
        return any("change" in token.roles for token in before)
    at += tokens[at].name == "on"
    return tokens[at - 1].name == "on" and tokens[at - 2].name == "change"


def _compared_before(tokens: Tokens, at: int) -> bool:
    """*чем* compares after *больше*; *чем мы занимались в 2030 году* asks."""
    return any(
        token.roles.keys() & {"comparative", "change", "manifold", "times"}
        for token in tokens[max(0, at - _BEFORE_THAN) : at]
    )


def same_period(tokens: Tokens, dated: Dated, base: Period) -> Period | None:
    """Read *in the same period of 2030* as those months of that year; None when it says something else."""
    year = dated.period.start.year
    whole = dated.period.days >= _YEAR and dated.period.end.year == year
    if not whole or base.days >= _YEAR or base.end.year != base.start.year:
        return None
    near = range(max(0, dated.first - 2), min(dated.after + 5, len(tokens)))
    told = tokens[dated.first - 3].name == "same" or any("period" in tokens[at].roles for at in near)
    return moved(base, years=year - base.start.year) if told else None


def the_same_period(tokens: Tokens, told: Period | None) -> list[Dated]:
    """*(since July 178 were pardoned) Over the same period 402 were convicted*: a long time told last."""
    if told is None or not (is_open(told) or told.days > _LEAP_YEAR):
        return []
    at = next((at for at in range(1, len(tokens)) if _is_the_period(tokens, at)), None)
    return [Dated(at - 1, at + 1, told)] if at is not None else []


def _is_the_period(tokens: Tokens, at: int) -> bool:
    before, token = tokens[at - 1], tokens[at]
    return ("period" in token.roles and "period" in before.roles) or (before.name, token.name) in _THAT_TIME
