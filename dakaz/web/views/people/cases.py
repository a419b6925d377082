"""Cases: one matter of one or more parties, and its timeline."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.errors import BadInput
from dakaz.records.actions.casebook import save_case
from dakaz.records.actions.sealed_new import sealed_from_the_start
from dakaz.records.queries import case_words, casebook, casebook_pages, people_at_work, vocabulary
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.edtf_words import in_words, when
from dakaz.web.list_filters import Filter
from dakaz.web.look import Fact, Link
from dakaz.web.record_forms import EdtfField, RecordForm, RowsOf
from dakaz.web.record_pages import Pages
from dakaz.web.tables import Column

from . import case_shown, marks, timeline
from .case_parts import CasePartRow, link_to, same_part_twice
from .sealing import go_on

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Case
    from dakaz.web.requests import Request

KEPT_LONGER = ("evidence", "hold")
SEALED_OR_NOT = (
    ("", gettext_lazy("all who work with cases here")),
    ("on", gettext_lazy("at first only you: seal it from the start")),
)


class CaseForm(RecordForm):
    """A case."""

    code = forms.CharField(
        max_length=40,
        required=False,
        label=gettext_lazy("Code"),
        help_text=gettext_lazy(
            "Neutral: it may stand on a screen others see. Left empty, the next one is taken."
        ),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    title = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("What it is about, without a name: asylum application, cancelled permit"),
    )
    status = forms.ChoiceField(
        choices=vocabulary.CASE_STATUSES, label=gettext_lazy("How it stands"), widget=forms.RadioSelect
    )
    risk = forms.ChoiceField(
        choices=[("", gettext_lazy("nobody has said yet")), *case_words.CASE_RISKS],
        required=False,
        label=gettext_lazy("How soon harm may come"),
        help_text=gettext_lazy("Detention, removal, violence. Urgent: within days."),
    )
    opened = EdtfField(label=gettext_lazy("Opened"))
    closed = EdtfField(label=gettext_lazy("Closed"), help_text=gettext_lazy("Only once it stands as closed."))
    responsible = forms.ChoiceField(required=False, label=gettext_lazy("Who looks after it"))
    summary = forms.CharField(
        required=False,
        label=gettext_lazy("What matters"),
        help_text=gettext_lazy(
            "What someone who takes over must know first. Leave out what the work does not need."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    sealed = forms.ChoiceField(
        choices=SEALED_OR_NOT,
        required=False,
        label=gettext_lazy("Who may see it"),
        help_text=gettext_lazy(
            "You give the key of a sealed case to colleagues one by one. To others it is as if it were not "
            "here, with everybody you name newly below."
        ),
        widget=forms.RadioSelect,
    )
    retention = forms.ChoiceField(
        choices=[("", "—"), *case_words.RETENTIONS],
        required=False,
        label=gettext_lazy("How long it is kept"),
    )
    kept_why = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("Why it is kept longer"),
        help_text=gettext_lazy("Needed when it is kept as evidence, or for a court or a body."),
    )

    rows = {  # noqa: RUF012 - one table per class, never changed
        "involvements": RowsOf(
            form=CasePartRow,
            label=gettext_lazy("Who is in it"),
            one=gettext_lazy("Who"),
            more=gettext_lazy("One more person or organisation"),
            spare=1,
        )
    }

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        people = [(user.pk, user.name) for user in people_at_work.users()]
        responsible = self.fields["responsible"]
        if isinstance(responsible, forms.ChoiceField):
            responsible.choices = [("", "—"), *people]
        self.initial.setdefault("status", "open")
        self.home = ""
        if self.about is not None:
            del self.fields["sealed"]

    def sealed_home(self) -> str:
        """Return where people named newly are kept: with the case that is being sealed, too."""
        return self.home or super().sealed_home()

    def values(self) -> dict[str, Any]:
        """Return what the action takes: all but how it is written."""
        return {name: value for name, value in super().values().items() if name != "sealed"}

    def clean(self) -> dict[str, Any]:
        """Refuse to keep a case longer than others without a reason."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("retention") in KEPT_LONGER and not given.get("kept_why"):
            self.add_error("kept_why", gettext("Say why: whoever looks through what is kept will ask."))
        return given

    def is_valid(self) -> bool:
        """Judge, and refuse a code another case has, or one part written twice."""
        valid = super().is_valid()
        if valid and self._code_is_taken():
            self.add_error("code", gettext("Another case has this code. Choose another, or leave it empty."))
            return False
        if valid and same_part_twice(self.row_sets["involvements"].values()):
            self.add_error(
                None, gettext("Someone stands twice with the same part. Empty one of the two rows.")
            )
            return False
        return valid

    def _code_is_taken(self) -> bool:
        code = self.cleaned_data["code"]
        found = casebook_pages.case_by_code(self.seen_by, code) if code else None
        return found is not None and (self.about is None or found.pk != self.about.pk)


def _responsible(case: Case) -> str:
    user = people_at_work.user(case.responsible) if case.responsible else None
    return user.name if user else ""


def _cells(case: Case) -> list[Any]:
    about = [part.party.label for part in case.involvements.all() if part.role == "client"]
    looked_after_by = getattr(case, "responsible_name", "")
    risk = marks.risk(case)
    return [case.code, marks.status(case), risk, case.title, about, when(case.opened), looked_after_by]


def _facts(request: Request, case: Case) -> list[Fact]:
    parts = [
        Link(f"{part.party.label} ({part.get_role_display()})", link_to(part.party).url)
        for part in case.involvements.all()
    ]
    return [
        Fact(gettext("About"), case.title),
        Fact(gettext("How it stands"), marks.status(case)),
        Fact(gettext("How soon harm may come"), marks.risk(case)),
        Fact(gettext("Opened"), _since(case, request.today)),
        *([Fact(gettext("Closed"), in_words(case.closed))] if case.closed else []),
        Fact(gettext("Who is in it"), parts),
        Fact(gettext("Looked after by"), _responsible(case)),
        Fact(gettext("What matters"), case.summary),
        *_kept(case),
    ]


def _kept(case: Case) -> list[Fact]:
    """Return how long a case is kept and why; nothing where nobody has said."""
    if not case.retention:
        return []
    how = str(case.get_retention_display())
    return [Fact(gettext("Kept"), f"{how}: {case.kept_why}" if case.kept_why else how)]


def _since(case: Case, today: date) -> str:
    """Return when it began and, while it is open, how long ago that is."""
    began = timeline.first_day(case.opened)
    if began is None or case.status == "closed":
        return in_words(case.opened)
    return f"{in_words(case.opened)} · {timeline.span(began, today)}"


def _more(request: Request, case: Case) -> dict[str, Any]:
    found = timeline.of_case(request.user, case, today=request.today)
    return {
        "timeline": found.steps,
        "became": found.became,
        "became_links": case_shown.became_links(case),
        "adding": case_shown.adding(case),
        "support": case_shown.support_of(found.events),
        "ties": case_shown.ties_of(request.user, case),
        "new_tie": reverse("people:new-case-tie") + f"?case={case.pk}",
        "made_of": case_shown.made_of(case, found.decisions),
        "said_of_them": case_shown.said_of_them(found.decisions),
    }


class CasePages(Pages):
    """The pages of cases: a new one may be sealed before anything of it is written."""

    __slots__ = ()

    def _written(self, request: Request, form: RecordForm, found: Any) -> HttpResponse:
        if found is not None or not isinstance(form, CaseForm) or not form.cleaned_data["sealed"]:
            return Pages._written(self, request, form, found)

        def write(now: Acting, home: str) -> Case:
            form.home = home
            form.settle_all(now)
            return save_case(now, lives_in=home, **form.values())

        try:
            done = sealed_from_the_start(acting(request), write)
        except BadInput as problem:
            again = self.form(request.POST, seen_by=request.user)
            again.is_valid()
            again.add_error(None, sentence(problem))
            return self._form_page(request, again, status=422)
        go_on(done.acting)
        return SeeOther(self.address(self.name, done.case))


CASES = CasePages(
    namespace="people",
    name="case",
    path="cases",
    words={
        "one": gettext_lazy("Case"),
        "many": gettext_lazy("Cases"),
        "add": gettext_lazy("Add a case"),
        "empty": gettext_lazy("A case holds the papers, decisions and days of one matter together."),
    },
    columns=(
        Column("code", gettext_lazy("Code"), fit="whole"),
        Column("status", gettext_lazy("How it stands")),
        Column("risk", gettext_lazy("Risk"), sortable=False),
        Column("title", gettext_lazy("About"), sortable=False, minor=True),
        Column("who", gettext_lazy("Who"), sortable=False),
        Column("opened", gettext_lazy("Opened"), minor=True),
        Column("responsible", gettext_lazy("Looked after by"), sortable=False, minor=True),
    ),
    first="-code",
    listing=casebook_pages.cases,
    cells=_cells,
    fetch=casebook.case,
    facts=_facts,
    form=CaseForm,
    save=save_case,
    more=_more,
    template="people/case.html",
    filters=(
        Filter("status", gettext_lazy("How it stands"), vocabulary.CASE_STATUSES),
        Filter("risk", gettext_lazy("Risk"), case_words.CASE_RISKS),
    ),
)
