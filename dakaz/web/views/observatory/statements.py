"""Statements: who said what, when, in which role; what answers what stands side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.actions.grounds import rest_on_cited
from dakaz.records.actions.observatory import save_statement
from dakaz.records.queries import observatory, observatory_pages, vocabulary
from dakaz.records.queries.grounds import grounds_of_many
from dakaz.records.queries.statements import cited_passage, said_there, word_for_word
from dakaz.web.edtf_words import in_words, when
from dakaz.web.grounding import lines_of
from dakaz.web.look import Fact, Link, Provenance, State
from dakaz.web.record_forms import EdtfField, OneOf, PartyField, RecordForm
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Ground, Party, Record, Statement
    from dakaz.web.requests import Request

_NO_WORDS = gettext_lazy("Write the exact words, or name the passage they stand in.")
_NOT_CITED = gettext_lazy("Nothing is cited as “%(place)s”. The paper's page shows its key and its passages.")
_ELSE = gettext_lazy("These words do not stand so in the passage. It says: “%(exact)s”")
LANGUAGES = [("", "—"), *vocabulary.LANGUAGES]


def _in_short(statement: Statement) -> str:
    parts = (statement.speaker.label, in_words(statement.date), Truncator(statement.words).chars(60))
    return " · ".join(part for part in parts if part)


class StatementForm(RecordForm):
    """A statement."""

    speaker_id = PartyField(label=gettext_lazy("Who said it"), new_kinds=("person", "organisation", "group"))
    role = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("In which role"),
        help_text=gettext_lazy("As the source calls it: Minister of the Interior, author of the report"),
    )
    date = EdtfField(label=gettext_lazy("When"))
    stands_at = forms.CharField(
        max_length=120,
        required=False,
        label=gettext_lazy("The passage it stands in"),
        help_text=gettext_lazy(
            "Citation key of the paper, and the passage: minister-2024#q1. The words are then taken from it."
        ),
    )
    words = forms.CharField(
        required=False,
        label=gettext_lazy("The exact words"),
        help_text=gettext_lazy(
            "In the language they were said in, as far as the source gives it. With a passage named above, "
            "leave it empty for the whole passage, or write the part of it that was said."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(choices=LANGUAGES, required=False, label=gettext_lazy("Their language"))
    answers_id = OneOf(
        of=observatory_pages.all_statements,
        shown=_in_short,
        label=gettext_lazy("On the same matter as"),
        help_text=gettext_lazy("The two are shown side by side; neither is put above the other."),
    )

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        answers = self.fields["answers_id"]
        if isinstance(answers, forms.ChoiceField):
            others = [one for one in observatory_pages.all_statements(seen_by) if one != self.about]
            answers.choices = [("", "—"), *((str(one.pk), _in_short(one)) for one in others)]

    def clean(self) -> dict[str, Any]:
        """Take the words from the passage, or see that they stand in it: nobody retypes what was said."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        words, place = str(given.get("words", "")).strip(), str(given.get("stands_at", "")).strip()
        passage = cited_passage(self.seen_by, place) if place else None
        if place and passage is None:
            self.add_error("stands_at", _NOT_CITED % {"place": place})
        elif passage and not words:
            given["words"] = passage.exact
        elif passage and not said_there(words, passage):
            self.add_error("words", _ELSE % {"exact": passage.exact})
        elif not words:
            self.add_error("words", _NO_WORDS)
        return given

    def values(self) -> dict[str, Any]:
        """Return what the action takes; the passage is linked afterwards."""
        return {name: value for name, value in super().values().items() if name != "stands_at"}

    def after(self, acting: Acting, record: Record) -> None:
        """Let the statement rest on the passage named."""
        if place := self.cleaned_data.get("stands_at"):
            rest_on_cited(acting, record, place)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as pages show it: words, speaker, and where it comes from."""

    statement: Statement
    url: str
    speaker: Link
    when: str
    sources: Sequence[Provenance]
    exact: State | None = None


def said(seen_by: SeenBy, statements: Sequence[Statement]) -> list[Said]:
    """Return statements with their provenance."""
    grounds = grounds_of_many(seen_by, [one.pk for one in statements])
    return [
        Said(
            statement=one,
            url=reverse("observatory:statement", args=[one.pk]),
            speaker=party_link(one.speaker),
            when=in_words(one.date),
            sources=lines_of(grounds.get(one.pk, [])) or [Provenance()],
            exact=_exact(one, grounds.get(one.pk, [])),
        )
        for one in statements
    ]


def _exact(statement: Statement, grounds: Sequence[Ground]) -> State | None:
    """Return whether the words are those of the passage; nothing where there is no passage to compare."""
    same = word_for_word(statement.words, grounds)
    if same is None:
        return None
    if same:
        return State(gettext("word for word in the passage"), "good")
    return State(gettext("not so in the passage"), "amber")


def party_link(party: Party) -> Link:
    """Return the link to a party; without an address while there is no place for people."""
    try:
        return Link(party.label, reverse("people:party", args=[party.pk]))
    except NoReverseMatch:
        return Link(party.label, "")


def _cells(statement: Statement) -> list[Any]:
    return [
        statement.words,
        statement.speaker.label,
        statement.role,
        when(statement.date),
    ]


def _facts(_request: Request, statement: Statement) -> list[Fact]:
    return [
        Fact(gettext("Who said it"), party_link(statement.speaker)),
        Fact(gettext("In which role"), statement.role),
        Fact(gettext("When"), in_words(statement.date)),
        Fact(gettext("Words"), statement.words),
        Fact(gettext("Language"), vocabulary.word_for(vocabulary.LANGUAGES, statement.language)),
    ]


def _more(request: Request, statement: Statement) -> dict[str, Any]:
    others = observatory_pages.beside(request.user, statement)
    own, *rest = said(request.user, [statement, *others])
    return {"own": own, "others": rest, "facts": _facts(request, statement)[:3]}


STATEMENTS = Pages(
    namespace="observatory",
    name="statement",
    path="statements",
    words={
        "one": gettext_lazy("Statement"),
        "many": gettext_lazy("Statements"),
        "add": gettext_lazy("Add a statement"),
        "empty": gettext_lazy("What authorities and organisations said, in their exact words."),
    },
    columns=(
        Column("words", gettext_lazy("Words"), sortable=False),
        Column("speaker", gettext_lazy("Who said it")),
        Column("role", gettext_lazy("In which role"), minor=True),
        Column("date", gettext_lazy("When")),
    ),
    first="-date",
    listing=observatory.statements,
    cells=_cells,
    fetch=observatory.statement,
    facts=_facts,
    form=StatementForm,
    save=save_statement,
    more=_more,
    template="observatory/statement.html",
)
