"""The pages that ask and answer. Answers travel in a form's body; an address holds an id of no meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control

from dakaz.law import as_calendar

from .addresses import Addresses, Place
from .answering import answer_to
from .forms import TypedDay, typed_day
from .kept import Kept
from .knowledge import Knowledge
from .library import help_of
from .matters import matter_named
from .pages import Page, icon, style_sheet
from .questions import UNKNOWN, after_change, next_question, number_bounds, only_known
from .shown import answer_values, call_values, question_values, refilled
from .site_pages import leave_page, library_page, start_page
from .words import LANGUAGES, NAMES

__all__ = ["Pages"]

SERVED = Addresses()
GONE = 410
FILTERED = "countries"


class SeeOther(HttpResponseRedirect):
    """Look there with GET."""

    status_code = 303


@dataclass(slots=True)
class Pages:
    """What is served: knowledge, made anew for each request, and what people answered.

    Args:
        knowledge: gives the pack and the clock.
    """

    knowledge: Callable[[], Knowledge]
    kept: Kept = field(default_factory=Kept)

    def start(self, request: HttpRequest) -> HttpResponse:
        """The choice of a language."""
        return HttpResponse(start_page(self.knowledge(), SERVED))

    def style(self, request: HttpRequest) -> HttpResponse:
        """The style sheet."""
        return HttpResponse(style_sheet(), content_type="text/css; charset=utf-8")

    def icon(self, request: HttpRequest) -> HttpResponse:
        """The picture on the browser's tab."""
        return HttpResponse(icon(), content_type="image/svg+xml")

    def leave(self, request: HttpRequest) -> HttpResponse:
        """A page that says nothing; answers are let go of at once."""
        if request.method == "POST":
            self.kept.forget(request.POST.get("id", "")[:64])
            return SeeOther(request.path)
        return HttpResponse(leave_page(self.knowledge(), SERVED))

    def library(self, request: HttpRequest, language: str, name: str = "", key: str = "") -> HttpResponse:
        """A page that asks nothing (the host table may be narrowed down, by POST)."""
        asked = {}
        if request.method == "POST" and name == FILTERED:
            asked = {part: request.POST.get(part, "")[:40] for part in ("country", "column")}
        page = library_page(self.knowledge(), self._place(language, name, key), SERVED, **asked)
        if page is None:
            raise Http404
        return _answered(page, language)

    def ask(self, request: HttpRequest, language: str, kept_id: str = "") -> HttpResponse:
        """Ask the next question; take an answer and lead on to the next."""
        here = self._place(language, "ask", kept_id)
        if request.method == "POST":
            return self._take(request, here)
        answers = self.kept.read(kept_id) if kept_id else {}
        if answers is None:
            return self._gone(here)
        question = next_question(answers)
        if question is None:
            return self._lead_on(request, here, answers)
        return self._question(here, question, answers)

    def answer(self, request: HttpRequest, language: str, kept_id: str) -> HttpResponse:
        """Show the answer, and what another day would change."""
        here = self._place(language, "answer", kept_id)
        answers = self.kept.read(kept_id)
        if answers is None:
            return self._gone(here)
        if next_question(answers) is not None:
            return self._lead_on(request, here, answers)
        return self._answer(here, answers)

    def turn(self, request: HttpRequest, language: str) -> HttpResponse:
        """Keep another day beside the answers and show both."""
        here = self._place(language, "turn")
        if request.method != "POST":
            return SeeOther(_to(request, here, Place(language, "ask")))
        knowledge = self.knowledge()
        answers = only_known(knowledge.pack, request.POST.dict())
        if next_question(answers) is not None:
            return self._lead_on(request, here, answers)
        typed = typed_day(request.POST.dict(), "turn", until=None)
        kept = dict(answers) | (
            {"turn": typed.day.isoformat()} if typed.day else {"mend": typed.wrong or "day_needed"}
        )
        return SeeOther(
            _to(request, here, Place(language, "answer", self.kept.keep(kept))) + "#turn" * (not typed.day)
        )

    def calendar(self, request: HttpRequest, language: str) -> HttpResponse:
        """Give the day as a calendar file whose title says nothing."""
        here = self._place(language, "calendar")
        knowledge = self.knowledge()
        answers = only_known(knowledge.pack, request.POST.dict()) if request.method == "POST" else {}
        if next_question(answers) is not None:
            return SeeOther(_to(request, here, Place(language, "ask")))
        outcome = answer_to(knowledge, answers, Page(knowledge, here).speech).outcome
        if outcome is None:
            raise Http404
        response = HttpResponse(as_calendar(outcome, language), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="appointment.ics"'
        return response

    def _place(self, language: str, name: str = "", key: str = "") -> Place:
        if language not in LANGUAGES:
            raise Http404
        return Place(language, name, key)

    def _gone(self, here: Place) -> HttpResponse:
        page = Page(self.knowledge(), here, other_languages=False)
        values = {"title": page.speech.say("gone_title"), "text": page.speech.say("gone_text")}
        return _answered(page.render("notice.html", values), here.language, status=GONE)

    def _take(self, request: HttpRequest, here: Place) -> HttpResponse:
        """Add what was answered and lead on, or say what has to be mended."""
        knowledge, given = self.knowledge(), request.POST.dict()
        answers = only_known(knowledge.pack, given)
        changing = given.get("change", "")
        if changing:
            return self._lead_on(request, here, after_change(answers, changing))
        question = given.get("question", "")
        mend, typed, paper = "", None, None
        if question == "day":
            answers.pop("day", None)
            mend, typed, paper = self._take_day(given, answers)
        elif given.get("number_unknown") and matter_named(answers.get("what", "")):
            answers = only_known(knowledge.pack, {**given, question: UNKNOWN})
        if not mend and question and question not in answers:
            mend = _what_is_accepted(knowledge, question)
        if mend:
            return self._question(
                here, next_question(answers) or question, answers, mend=mend, typed=typed, paper=paper
            )
        return self._lead_on(request, here, answers)

    def _take_day(self, given: Mapping[str, str], answers: dict[str, str]) -> tuple[str, TypedDay, TypedDay]:
        """Put the day into ``answers``; return what has to be mended and what was typed."""
        today = self.knowledge().today()
        typed, paper = (typed_day(given, prefix, until=today) for prefix in ("day", "dated"))
        if given.get("day_unknown"):
            if paper.wrong:
                return paper.wrong, typed, paper
            answers |= {"day": UNKNOWN, "dated": paper.day.isoformat() if paper.day else UNKNOWN}
            return "", typed, paper
        if typed.day is None:
            return typed.wrong or "day_needed", typed, paper
        answers["day"] = typed.day.isoformat()
        answers.pop("dated", None)
        return "", typed, paper

    def _lead_on(self, request: HttpRequest, here: Place, answers: Mapping[str, str]) -> HttpResponse:
        name = "ask" if next_question(answers) else "answer"
        return SeeOther(_to(request, here, Place(here.language, name, self.kept.keep(answers))))

    def _question(
        self,
        here: Place,
        question: str,
        answers: Mapping[str, str],
        *,
        mend: str = "",
        typed: TypedDay | None = None,
        paper: TypedDay | None = None,
    ) -> HttpResponse:
        page = Page(self.knowledge(), here, other_languages=bool(here.key) or not answers)
        shown: dict[str, Any] = {
            "answers": answers,
            "send_to": page.way(Place(here.language, "ask")),
            "kept_id": here.key,
            "help": help_of(page.knowledge.pack, page.speech),
        }
        if question == "calls":
            return _answered(
                page.render("calls.html", shown | call_values(page, answers["how"])), here.language
            )
        if question == "steps":
            return _answered(page.render("first_steps.html", shown), here.language)
        shown |= question_values(page, question, answers)
        shown |= {
            "mend": page.speech.say(mend, **_bounds(page.knowledge, question)) if mend else "",
            "typed": refilled(typed),
            "typed_paper": refilled(paper),
            "day_unknown": paper is not None and not paper.is_empty,
        }
        return _answered(page.render("asked.html", shown), here.language)

    def _answer(self, here: Place, kept: Mapping[str, str]) -> HttpResponse:
        knowledge = self.knowledge()
        page = Page(knowledge, here, other_languages=False)
        shown = answer_values(page, kept, only_known(knowledge.pack, kept))
        shown |= {
            "kept_id": here.key,
            "send_to": page.way(Place(here.language, "ask")),
            "turn_to": page.way(Place(here.language, "turn")),
            "calendar_to": page.way(Place(here.language, "calendar")),
            "in_languages": [
                (code, NAMES[code], page.way(Place(code, "answer", here.key))) for code in LANGUAGES
            ],
        }
        return _answered(page.render("answered.html", shown), here.language)


def _what_is_accepted(knowledge: Knowledge, question: str) -> str:
    return "number_between" if _bounds(knowledge, question) else "please_choose"


def _bounds(knowledge: Knowledge, question: str) -> dict[str, int]:
    """Return what a number may be; empty for a question that asks for none."""
    fact = knowledge.pack.facts.get(question)
    if fact is None or fact.type != "number":
        return {}
    least, most = number_bounds(knowledge.pack, question)
    return {"least": least, "most": most}


def _answered(html: str, language: str, *, status: int = 200) -> HttpResponse:
    response = HttpResponse(html, status=status, headers={"Content-Language": language})
    patch_cache_control(response, no_store=True)
    return response


def _to(request: HttpRequest, here: Place, to: Place) -> str:
    """Return the address of ``to`` on this server, whatever stands before our pages."""
    return urljoin(request.path, SERVED.way(here, to))
