"""The form of a testimony: beside it stands what the speaker told already."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import casebook_pages, papers, people_words, testimonies, vocabulary
from dakaz.web.kept_where import KeptSomewhereForm
from dakaz.web.paper_picker import PaperField
from dakaz.web.picker import Picked
from dakaz.web.record_forms import CaseField, EdtfField, PartyField

from .people_fields import one_of
from .people_fields import text as line_of_text
from .testimonies_told import told_lines

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.web.look import Link

HOW_TOLD = (
    ("summary", gettext_lazy("a summary in our words")),
    ("verbatim", gettext_lazy("word for word")),
)


class TestimonyForm(KeptSomewhereForm):
    """What someone told us."""

    field_order = ("case_id", "lives_in")

    case_id = CaseField()
    speaker_id = PartyField(label=gettext_lazy("Who spoke"), new_kinds=("person", "group"))
    kind = one_of(testimonies.KINDS, gettext_lazy("Kind"), required=False)
    date = EdtfField(label=gettext_lazy("When they spoke"))
    asked_by = forms.CharField(max_length=120, required=False, label=gettext_lazy("Who asked"))
    interpreter = forms.CharField(
        max_length=120,
        required=False,
        label=gettext_lazy("Interpreter"),
        help_text=gettext_lazy("“none” is an answer too"),
    )
    language = forms.ChoiceField(
        choices=[("", "—"), *vocabulary.LANGUAGES], required=False, label=gettext_lazy("In which language")
    )
    topics = forms.MultipleChoiceField(
        choices=testimonies.TOPICS,
        required=False,
        label=gettext_lazy("What it tells of"),
        help_text=gettext_lazy("So that nobody is asked twice."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )
    text = forms.CharField(
        label=gettext_lazy("What they told"),
        help_text=gettext_lazy("Only what the case needs: no routes, no health, no names of third persons."),
        widget=forms.Textarea(attrs={"rows": 12, "class": "reading"}),
    )
    verbatim = forms.ChoiceField(
        choices=HOW_TOLD,
        initial="summary",
        label=gettext_lazy("These are"),
        widget=forms.RadioSelect,
    )
    read_back = forms.BooleanField(required=False, label=gettext_lazy("Read back to the speaker"))
    agreed = forms.BooleanField(
        required=False, label=gettext_lazy("The speaker agreed that this is what they said")
    )
    item_id = PaperField(
        label=gettext_lazy("The recording or paper"),
        help_text=gettext_lazy(
            "A recording lies where its case lies: sealed with it, or open to the office."
        ),
    )
    consent = forms.MultipleChoiceField(
        choices=people_words.PURPOSES,
        required=False,
        label=gettext_lazy("What they agreed to"),
        help_text=gettext_lazy("Ask for each by itself. What is not ticked may not be done."),
        widget=forms.CheckboxSelectMultiple,
    )
    pseudonym = line_of_text(
        gettext_lazy("To be cited as"),
        most=120,
        help_text=gettext_lazy("A pseudonym agreed with them; it stands wherever this testimony is cited."),
    )

    def __init__(self, *args: Any, seen_by: SeenBy, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        self.case = self._case()
        speaker, paper = self.fields["speaker_id"], self.fields["item_id"]
        if isinstance(speaker, PartyField) and self.case is not None:
            people = casebook_pages.parties_of_case(seen_by, self.case.pk)
            speaker.offer(seen_by, first=lambda _: people)
        if isinstance(paper, PaperField):
            code = self.case.code if self.case else ""
            paper.offer(seen_by, partial(papers.at_hand, case_code=code))

    def _case(self) -> Any:
        """Return the case it is about, as chosen or typed."""
        given: Any = self.data.get("case_id") if self.is_bound else self.initial.get("case_id")
        if not given or hasattr(given, "pk"):
            return given or None
        return casebook_pages.case_by_code(self.seen_by, str(given))

    def clean_verbatim(self) -> bool:
        """Return whether the text is word for word."""
        return bool(self.cleaned_data["verbatim"] == "verbatim")

    def clean(self) -> dict[str, Any]:
        """Let nobody agree to what they did not hear."""
        given = super().clean() or {}
        if given.get("agreed") and not given.get("read_back"):
            words = gettext("They can agree only once it was read back to them. Tick both, or neither.")
            self.add_error("agreed", ValidationError(words))
        return given

    @property
    def told(self) -> list[tuple[str, list[Link]]]:
        """What whoever is chosen as the speaker told already."""
        given = self.typed().get("speaker_id") if self.is_bound else self.initial.get("speaker_id")
        chosen = given.chosen if isinstance(given, Picked) else str(given or "")
        found = casebook_pages.parties_by_id(self.seen_by, [chosen]) if chosen else []
        return told_lines(self.seen_by, found[0], without=self.about) if found else []

    @property
    def case_is_open(self) -> bool:
        """Whether everybody in the office reads the case it is about."""
        return self.case is not None and not testimonies.is_sealed(self.case)

    @classmethod
    def initial_of(cls, record: Any) -> dict[str, Any]:
        """Return a testimony's values as the form shows them."""
        return super().initial_of(record) | {"verbatim": "verbatim" if record.verbatim else "summary"}
