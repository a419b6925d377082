"""What a rule answers: days, an effect or a right, or "unknown: ask a lawyer"."""

from __future__ import annotations

from typing import NamedTuple

from .cautions import warnings_about_days
from .days import Days, days_of
from .first_words import headline_of, said_below
from .further import bar_before, length_in
from .model import Case, Length
from .moments import Moment
from .outcome import Step, Text, text
from .question import Question
from .states import state_of
from .steps import counting_steps, version_step

__all__ = ["Answer", "nothing_to_count", "unknown_answer", "with_days"]


class Answer(NamedTuple):
    """What differs from one kind of answer to another; ``assembling`` adds what all of them carry."""

    state: str | None
    headline: Text
    says: tuple[Text, ...]
    steps: tuple[Step, ...]
    raw: Moment | None = None
    last: Moment | None = None
    safe: Moment | None = None
    warnings: tuple[Text, ...] = ()

    @property
    def has_day(self) -> bool:
        """Some day is told that a person could act by."""
        return (self.last or self.safe or self.raw) is not None


def with_days(question: Question, case: Case, length: Length) -> Answer:
    """Answer with days counted; from a look-alike there is only a safe day to plan with."""
    pack, for_person = question.pack, question.rule.audience == "person"
    n = length_in(question, length)
    method = pack.counting[case.counting]
    counted = days_of(pack, method, question.start, n, length.unit, for_person=for_person)
    days, barred = _no_later_than_the_bar(question, counted)
    state = state_of(question, days)
    started = question.look_alike is None
    return Answer(
        state=state,
        raw=days.raw if started else None,
        last=days.last if started else None,
        safe=days.safe if started else days.safe or days.raw,
        headline=headline_of(question, state, days),
        says=said_below(question, state, days),
        steps=counting_steps(question, case, counted, n, length.unit) + barred,
        warnings=warnings_about_days(question, counted),
    )


def _no_later_than_the_bar(question: Question, days: Days) -> tuple[Days, tuple[Step, ...]]:
    """Bring the end forward to a bar that comes before it, and say so."""
    found = bar_before(question, days)
    if found is None:
        return days, ()
    bar, end = found
    safe = end.safe if days.safe is not None else None
    step = Step(text("step_barred", label=bar.label, last_day=end.last), bar.cites)
    return Days(end.raw, end.last, safe, ()), (step,)


def nothing_to_count(question: Question, case: Case) -> Answer:
    """Answer with an effect, a right, or the words that stand where no term can be counted."""
    rule = question.rule
    effect = rule.outcomes.get(case.outcome or "")
    words = case.say or rule.say.get("text") or effect
    return Answer(
        state=case.state or ("open" if rule.kind == "deadline" else None),
        headline=text(case.outcome or "no_day", words) if words else text("no_day"),
        says=(text(case.outcome or "", effect),) if effect and case.say else (),
        steps=(version_step(question),),
        warnings=warnings_about_days(question),
    )


def unknown_answer(question: Question) -> Answer:
    """Answer "unknown: ask a lawyer", with the citation, and no day."""
    case = question.case
    words = case.say if case else None
    return Answer(
        state="unknown",
        headline=text("headline_unknown"),
        says=(text("say", words),) if words else (),
        steps=(version_step(question), Step(text("step_unknown" if case else "step_no_case"))),
    )
