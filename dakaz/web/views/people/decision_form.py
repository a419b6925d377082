"""The form of a decision: its paper, and reasons whose words are taken from passages of that paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import archive, case_words, casebook_pages, papers, vocabulary
from dakaz.web.paper_picker import PaperField
from dakaz.web.picker import Picked
from dakaz.web.record_forms import CaseField, EdtfField, OneOf, PartyField, RecordForm, RowForm, RowsOf

if TYPE_CHECKING:
    from django.http import QueryDict

    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Passage

BAN = "entry_ban"
SHOWN = 90  # characters of a passage in a list to choose from


def nothing(_seen_by: SeenBy) -> list[Any]:
    """Offer nothing before the form knows which paper it is about."""
    return []


def _passage_words(passage: Passage) -> str:
    words = " ".join(passage.exact.split())
    return f"{passage.label}: {words[:SHOWN]}{'…' if len(words) > SHOWN else ''}"


class ReasonRow(RowForm):
    """One reason: of which kind, in which words, standing where."""

    tells = ("kind", "passage_id", "words")

    kind = forms.ChoiceField(
        choices=[("", "—"), *vocabulary.REASON_KINDS], label=gettext_lazy("Kind of reason")
    )
    passage_id = OneOf(nothing, shown=_passage_words, label=gettext_lazy("Its words, from the paper"))
    words = forms.CharField(
        required=False,
        label=gettext_lazy("Or its words, typed"),
        help_text=gettext_lazy("Exactly as they stand in the paper. Not needed when a passage is chosen."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    passage: Passage | None = None

    def clean(self) -> dict[str, Any]:
        """Refuse a reason without words."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("passage_id") and not given.get("words") and "passage_id" not in self.errors:
            raise ValidationError(gettext("A reason needs its words: choose a passage, or type them."))
        return given

    def chosen(self) -> str:
        """Return the id of the passage chosen, as it stands in the form now."""
        return str(self["passage_id"].value() or "")


class DecisionForm(RecordForm):
    """An authority's decision."""

    case_id = CaseField(required=True)
    authority_id = PartyField(
        new_kinds=("organisation", "person"),
        first=casebook_pages.usual_authorities,
        label=gettext_lazy("Authority"),
    )
    kind = forms.ChoiceField(choices=[("", "—"), *vocabulary.DECISION_KINDS], label=gettext_lazy("Kind"))
    outcome = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("What it decided"),
        help_text=gettext_lazy("In its own words: refused; refugee status; entry banned for 5 years"),
    )
    dated = EdtfField(label=gettext_lazy("Dated"))
    served = EdtfField(
        label=gettext_lazy("Reached the person on"),
        help_text=gettext_lazy(
            "Days to act run from here, not from the date on the paper. Write 2024-10-18."
        ),
    )
    served_how = forms.ChoiceField(
        choices=vocabulary.SERVED_HOW, initial="unknown", label=gettext_lazy("How it reached them")
    )
    reference = forms.CharField(
        max_length=80,
        required=False,
        label=gettext_lazy("Reference"),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    ground = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("The articles it names, as it names them."),
    )
    consequences = forms.MultipleChoiceField(
        choices=case_words.CONSEQUENCES,
        required=False,
        label=gettext_lazy("What it brings with it"),
        help_text=gettext_lazy("Only what the paper says."),
        widget=forms.CheckboxSelectMultiple,
    )
    ban_months = forms.IntegerField(
        min_value=1,
        max_value=1200,
        required=False,
        label=gettext_lazy("May not come back for, in months"),
        help_text=gettext_lazy("Five years are 60. Empty where no length is written."),
        widget=forms.NumberInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    ban_for_life = forms.BooleanField(required=False, label=gettext_lazy("May never come back"))
    item_id = PaperField(
        label=gettext_lazy("The paper"),
        help_text=gettext_lazy("Papers of this case stand here, and the newest that belong to no case yet."),
    )

    rows = {  # noqa: RUF012 - one table per class, never changed
        "reasons": RowsOf(
            form=ReasonRow,
            label=gettext_lazy("Its reasons"),
            one=gettext_lazy("Reason"),
            more=gettext_lazy("One more reason"),
            help=gettext_lazy(
                "One row for each reason. Words taken from a passage are taken letter by letter."
            ),
            spare=1,
        )
    }

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        self._offer_papers()
        self._offer_passages()

    def clean(self) -> dict[str, Any]:
        """Refuse a length of a ban where no ban is ticked, and a ban that is both for life and for a time."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        months, for_life = given.get("ban_months"), given.get("ban_for_life")
        if months and for_life:
            self.add_error("ban_months", gettext("For life or for a time: it cannot be both."))
        if (months or for_life) and BAN not in given.get("consequences", ()):
            self.add_error(
                "consequences", gettext("How long is written, but not that they may not come back.")
            )
        return given

    def _offer_papers(self) -> None:
        paper = self.fields["item_id"]
        case = self["case_id"].value()
        code = str(getattr(case, "code", case) or "")
        if isinstance(paper, PaperField):
            paper.offer(self.seen_by, partial(papers.at_hand, case_code=code))

    def _paper(self) -> str:
        value = self["item_id"].value()
        return value.chosen if isinstance(value, Picked) else str(value or "")

    def _offer_passages(self) -> None:
        rows = self.row_sets["reasons"].forms
        chosen = [form.chosen() for form in rows if isinstance(form, ReasonRow)]
        passages = casebook_pages.passages_for(self.seen_by, item_id=self._paper(), chosen=chosen)
        known = {str(passage.pk): passage for passage in passages}
        for form in rows:
            field = form.fields["passage_id"]
            if isinstance(form, ReasonRow) and isinstance(field, OneOf):
                field.offer_these(passages)
                form.passage = known.get(form.chosen())

    @classmethod
    def initial_asked(cls, seen_by: SeenBy, asked: QueryDict) -> dict[str, Any]:
        """Also begin with a passage as the reason and its item as the paper: ``passage=<id>``."""
        initial = super().initial_asked(seen_by, asked)
        if asked.get("passage"):
            passage = archive.passage(seen_by, str(asked["passage"]))
            item = passage.item
            initial |= {"item_id": item.pk, "dated": item.dated, "reasons": [{"passage_id": passage.pk}]}
            if item.case and not initial.get("case_id"):
                initial["case_id"] = item.case
        elif asked.get("item"):
            found = archive.item(seen_by, str(asked["item"]))
            initial |= {"item_id": found.pk, "dated": found.dated}
            if found.case and not initial.get("case_id"):
                initial["case_id"] = found.case
        return initial
