"""What words mean around figures: the tables under ``data/`` as one look-up for each language."""

from __future__ import annotations

import re
from functools import cache

from dakaz.figures.month_names import month_called
from dakaz.figures.tables import rows

Roles = dict[str, str]
LANGUAGES = ("en", "lt", "pl", "cyr")
_CYRILLIC = {"ru", "be", "cyr"}
_NOTHING: Roles = {}
FIGURE_ROLES = {
    "number", "halfscale", "half", "number_half", "fraction", "manifold", "twice", "every", "scale", "dozen",
    "halftime",
}  # fmt: skip
_SAMPLE, _FEW = 400, 120
_MOST = 50_000
_DATING = "MzZel"  # letters of a month, a season, the beginning and the end of something
_SMALL_WORDS = {
    "en": "the of and in to were was from by for on with a is are has have had that",
    "lt": "ir iki nuo yra buvo kad tai jau proc kaip dar m tik kas su dėl į per apie daugiau",
    "pl": "w na do od się jest oraz nie tys było że z co i o r za po dla przez ponad",
}
_IN_LATIN = tuple(_SMALL_WORDS)
_OWN_LETTERS = {"en": "", "lt": "ėįųūšžčĖĮŲŪŠŽČ", "pl": "łśćńóźżŁŚĆŃÓŹŻ"}
# Each small word (with a gap after it) and letter as one bit: it counts once however often it stands.
_CLUES = [
    (language, clue)
    for language, words in _SMALL_WORDS.items()
    for clue in (*(f"{word} " for word in words.split()), *_OWN_LETTERS[language])
]
_BITS = {
    language: sum(1 << at for at, (spoken, _) in enumerate(_CLUES) if spoken == language)
    for language in _SMALL_WORDS
}
_CYR = re.compile("[А-Яа-яЁёІіЎў]")
_LATIN = re.compile("[A-Za-zªµºÀ-ÖØ-öø-ɏ]+")
_CYRILLIC_LETTERS = re.compile("[Ѐ-ӿ]+")
_LT_WORDS = re.compile(
    r"\b(?:ir|iki|nuo|yra|buvo|kad|tai|jau|proc|kaip|dar|m|tik|kas|su|dėl)\b|[a-z](?:as|us|is|ai|os|ius)\b",
    re.I,
)
_PL_WORDS = re.compile(
    r"\b(?:w|na|do|od|się|jest|oraz|nie|tys|było|że|z|co|i|o|r)\b|(?:cz|sz|rz)|[a-z](?:ego|ych|owe|ów)\b",
    re.I,
)
_EN_WORDS = re.compile(
    r"\b(?:the|of|and|in|to|were|was|from|by|for|on|with|a|is|are|has|have|had|that|this|us|his|people|last)\b",
    re.I,
)
_SHORT_CAPITALS = {
    "may",
    "march",
    "mar",
    "dec",
    "sep",
    "jan",
    "jun",
    "jul",
    "aug",
    "oct",
    "nov",
    "apr",
    "feb",
}


# Which letter a word is for the pattern of dates (see dates.py); the first role that it has decides.
_LETTERS = (
    ("month", "M"),
    ("quarter", "q"),
    ("seasonally", "Z"),
    ("season", "z"),
    ("early", "e"),
    ("middle", "c"),
    ("end", "l"),
    ("halfyear", "h"),
    ("thatyear", "x"),
    ("relative", "p"),
    ("ordinal", "o"),
    ("yearword", "y"),
    ("monthword", "m"),
    ("dayword", "d"),
    ("from", "f"),
    ("to", "t"),
    ("and", "a"),
    ("between", "b"),
    ("since", "s"),
    ("until", "u"),
    ("of", "O"),
    ("in", "i"),
    ("guardafter", "^"),
    ("number", "W"),
    ("final", "F"),
)


class Lexicon:
    """Roles of the words of one language; a word is looked for in the tables once."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._whole: dict[str, Roles] = {}
        self._stems: dict[str, Roles] = {}
        self._seen: dict[str, Roles] = {}
        self._idle: set[str] = set()
        self._forms: dict[str, list[str]] = {}
        self.before: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.after: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._fill()

    def _fits(self, language: str) -> bool:
        return language in ("any", self.language) or (self.language == "cyr" and language in _CYRILLIC)

    def _fill(self) -> None:
        for row in rows("words"):
            if self._fits(row["language"]):
                self._add(row["forms"], row["role"], row["value"])
        for row in rows("number_words"):
            if self._fits(row["language"]):
                self._add(row["forms"], "number", row["value"])
        for row in rows("counted"):
            if self._fits(row["language"]):
                self._add(row["forms"], "counted", row["unit"])
        for row in rows("qualifiers"):
            if self._fits(row["language"]):
                self._add_phrases(row["place"], row["qualifier"], row["phrases"])
        for row in rows("attributions"):
            if row["language"] == self.language:
                for phrase in row["phrases"].split("|"):
                    self._add(phrase.split()[0], "says", "1")
        for phrases in (*self.before.values(), *self.after.values()):
            phrases.sort(key=lambda one: -len(one[0]))

    def _add(self, forms: str, role: str, value: str) -> None:
        for form in forms.split():
            table, name = (self._stems, form[:-1]) if form.endswith("-") else (self._whole, form)
            table.setdefault(name, {}).setdefault(role, value)

    def _add_phrases(self, place: str, qualifier: str, phrases: str) -> None:
        table = self.before if place == "before" else self.after
        for phrase in phrases.split("|"):
            words = tuple(phrase.split())
            table.setdefault(words[-1 if place == "before" else 0], []).append((words, qualifier))

    def may_say(self, role: str, text: str) -> bool:
        """Say whether a form of a role stands anywhere in a text, perhaps inside another word; quick."""
        forms = self._forms.get(role)
        if forms is None:
            tables = (self._whole, self._stems)
            forms = self._forms[role] = [form for table in tables for form in table if role in table[form]]
        text = text.lower()
        return any(form in text for form in forms)

    def roles(self, word: str) -> Roles:
        """Return the roles of a word as it stands in the text; none for most words."""
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= _MOST:
                self._seen.clear()  # a long-lived process meets no end of different names
                self._idle.clear()
            found = self._seen[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> Roles:
        name = word.lower().replace("’", "'").replace("ʼ", "'")
        if name.startswith("ў") and name not in self._whole:
            name = "у" + name[1:]  # ўдвая is удвая after a vowel
        found: Roles = {}
        for length in range(2, len(name) + 1):
            found |= self._stems.get(name[:length], _NOTHING)
        found |= self._whole.get(name, _NOTHING)
        month = month_called(name) if len(name) > 2 else None
        if month and not (name in _SHORT_CAPITALS and not word[0].isupper()):
            found = {key: value for key, value in found.items() if key != "change"} | {"month": str(month)}
        if found.keys() & FIGURE_ROLES:
            found["figure"] = "1"
        letter = _letter_of(name, found)
        if letter != "w":
            found["letter"] = letter
        if "roman" in found:
            found |= {"letter": "R", "small": letter}
        return found or _NOTHING

    def tells(self, words: list[str]) -> bool:
        """Say whether one of the words can begin or be a figure, or names a time that what follows is of."""
        for word in set(words) - self._idle:
            roles = self.roles(word)
            if "figure" in roles or "now" in roles or roles.get("letter", "-") in _DATING:
                return True
            self._idle.add(word)
        return False


def _letter_of(name: str, roles: Roles) -> str:
    if roles.get("time") == "month" and "month" not in roles:
        return "m"
    return next((letter for role, letter in _LETTERS if role in roles), "T" if name == "the" else "w")


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of ``en``, ``lt``, ``pl`` or ``cyr`` (Russian and Belarusian together)."""
    return Lexicon(language)


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))


class _Marks(dict[str, tuple[int, int, int, int] | None]):
    """How many marks of English, of Lithuanian and of Polish each word met so far carries, and its clues."""

    def __missing__(self, word: str) -> tuple[int, int, int, int] | None:
        if len(self) >= _MOST:
            self.clear()
        counts = len(_EN_WORDS.findall(word)), len(_LT_WORDS.findall(word)), len(_PL_WORDS.findall(word))
        told = {f"{word.lower()} ", *word}
        clues = sum(1 << at for at, (_, clue) in enumerate(_CLUES) if clue in told)
        found = self[word] = (*counts, clues) if clues or any(counts) else None
        return found


_MARKS = _Marks()


def _told_by(text: str, *, few: bool) -> list[int]:
    """Return how much tells of each language: its clues; in few words all marks (none goes over a gap)."""
    english = lithuanian = polish = clues = 0
    for en, lt, pl, clue in filter(None, map(_MARKS.__getitem__, text.split())):
        english += en
        lithuanian += lt
        polish += pl
        clues |= clue
    if not few:
        english = lithuanian = polish = 0
    return [
        english + 2 * (clues & _BITS["en"]).bit_count(),
        lithuanian + 2 * (clues & _BITS["lt"]).bit_count(),
        polish + 2 * (clues & _BITS["pl"]).bit_count(),
    ]


def language_of(text: str, usual: str = "") -> str:
    """Return which lexicon a text needs.

    Args:
        text: a paragraph, or the head of a document.
        usual: the document's own, kept where a paragraph does not say; found from endings when empty.
    """
    sample = text[:_SAMPLE]
    if not sample.isascii() and _CYR.search(sample):
        return "cyr" if _count(_LATIN, sample) < _count(_CYRILLIC_LETTERS, sample) else usual or "en"
    found = _told_by(sample, few=not usual or len(sample) < _FEW)
    if usual in _IN_LATIN:
        found[_IN_LATIN.index(usual)] += 2
    most = max(found)
    return _IN_LATIN[found.index(most)] if most or usual in ("", "cyr") else usual
