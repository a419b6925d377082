"""Text cut into sentences and tokens; what only looks like figures (addresses, telephones) is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from dakaz.figures.text.gazetteer import place_called
from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.vocabulary import NOTHING, TOKEN, Token, vocabulary

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_DOMAIN = re.compile(r"\.(?:com|org|net|info|help|html?|by|lt|pl|ru|io|eu|de|gov|int|media|news)\b(?:/\S*)?")
_MAILBOX = re.compile(r"@\S+")
_PHONE = re.compile(  # first one character, by which the many places without any are passed over quickly
    r"[+TtТт](?:(?<=\+)\d[\d\s()‑-]{7,}\d|(?:(?<=[Tt])el|(?<=[Тт])ел)\b\.?:?\s*[\d\s()+-]{5,}\d)"
)
_ACCOUNT = re.compile(r"[A-Z][A-Z]\d\d(?:[ \u00a0]?\d{4}){2,}(?:[ \u00a0]?\d{1,4})?\b")
_OLD_PHONE = re.compile(r"8(?<!\w8)[\s-]\(?\d{3}\)?[\s-]\d{2,3}[\s-]?\d{2}[\s-]?\d{2}\b")
_GROUPED_PHONE = re.compile(r"8(?<![\w.,]8)[ -]\d{3}[ -]\d{2}[ -]\d{3}\b")
_LOCAL_PHONE = re.compile(
    r" 0(?<!\d 0)\d{2,4}(?:[ -]\d{2,4}){1,3}(?![\d%])"
)  # two signs first, found quickly
_GROUPED_DIGITS = re.compile(
    r"\d(?<![\d.,]\d)(?:\d{1,2}(?:[ -]\d{2,4}){2,4}\b(?! ?\d)|\d\d[ -]\d{4}\b|[ -]\d(?:[ -]\d{3,4}){2}\b)"
)
_CALLS = (
    "all",
    "ine",
    "hone",
    "umer",
    "elefon",
    "елефон",
    "элефон",
    "вон",
    "dzwo",
    "kambin",
    "nfolin",
    "linij",
    "ontakt",
    "нформац",
    "nformac",
    "нфармац",
    "лини",
    "ліні",
)
_CALLED = re.compile(
    r"(?i:call|line|kontakt|контакт|phone|numer|telefon|телефон|тэлефон|звон|dzwoń|skambin|infolini|linij|информаци|інфармацы|informac|лини|ліні)\w*(?:\W+\w+){0,3}\W*\Z"
)
_RUN_IN = re.compile(r"[ \u00a0,]\d{5}(?:(?<=\b\d.\d{5})|(?<=\b\d\d.\d{5}))(?![\d%,])")
# A footnote mark after a number: raised, or run into the sentence's full stop: *fewer than 2,000.4 Rates …*
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")
_FOOTNOTE = re.compile(
    r"\.(?=\d)(?:(?<=\d,\d\d\d.)|(?<=\D(?:19|20)\d\d.)|(?<=\d,\d.)"
    r"|(?<=\d,\d\d.)|(?<=[ \u00a0]\d\d\d.)|(?<=[^\W\d_]{5}.))\d{1,2}(?:,\d{1,2})*"
    r"(?=\s+[A-ZА-ЯЁЎІĄ-Ž“„«]|\s*\Z)"
)
_PARAGRAPH = re.compile(
    r"\n(?:[ \t]*\n|(?=\s*(?:[•\-–—*]|\d{1,2}[.)])\s)|(?<=[.!?:;”\"»)]\n)|(?=[ \t]*[A-ZА-ЯЁЎІĄ-Ž“„«]))"
)
# A footnote mark may be run into the end of a sentence: *850 prisoners.15 Today …*
_SENTENCE = re.compile(
    r"[.!?…][\"”»’)\]]*(?:(?<=[^\W\d_].)\d{1,3}(?:,\d{1,3})*|[⁰¹²³⁴-⁹]+)?\s+(?=[\"“„«(\[–—•-]*\s?(?:[A-ZА-ЯЁЎІĄČĘĖĮŠŲŪŽŁŚĆŃÓŹŻ]|\d))"
)
_SHORT = re.compile(
    r"(?:\b(?:[A-ZА-ЯЎІŁŚŽŠČсs]|[Aa]rt|[Nn]o|[Nn]r|[Ss]ec|[Pp]aras?|par|Dz|vs|[Dd]r|[Mm]rs?|[Pp]rof|[Ss]t|ст|п|пп|ч|л|гл|каб|офис|тел|г|гг|т|д|тыс|проц|руб|"
    r"прац|арт|см|им|ул|вул|proc|tūkst|mln|mlrd|млн|млрд|m|d|mėn|g|pr|al|str|p|ul|tys|zł|r|pkt|ust|ok|poz|pok|kab|tel|sygn|rozdz|godz|min|val|cf|ca|approx|"
    r"[Jj]an|[Ff]eb|[Aa]pr|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec|кв|ketv|kw))\.$"
)
# A unit cut short ends a sentence where a word stands next that no name begins with: *15 proc. Tai …*
_UNIT = re.compile(
    r"\b(?:тыс|млн|млрд|проц|прац|руб|г|гг|proc|tūkst|mln|mlrd|m|d|mėn|tys|mld|zł|r|val|min)\.$"
)
_MEASURE = re.compile(r"\d[\s ]?(?:proc|проц|прац|тыс|млн|млрд|руб|tūkst|mln|mlrd|mėn|tys|mld|val|min)\.$")
_NAMED = re.compile(  # peoples, and countries whose people are meant
    r"(?:Eur\b|Lt\b|USD|PLN|Baltarus|Ukrain|Rusij|Lietuv|Latvij|Lenkij|Estij|Sakartvel|Kinij|Indij|Uzbek|Tadžik|Kirgiz|Vokie|Europ"
    r"|Białorus|Ukrai|Rosjan|Litwin|Polak|Gruzin|Niem|Czech|Wietnam|Mołda|Hindus|Uzbek|Tadży|Ormian|Obywatel|Syryj|Afga"
    r"|Белорус|Беларус|Украин|Россия|Литов|Поляк|Грузин|Узбек|Таджик|Молда|Украін|Расія|Літо|Палья)"
)
_OPENER = re.compile(
    r"(?:В|Во|Из|На|По|При|За|Это|Эти|Этот|Из|К|Также|Кроме|Еще|Ещё|Как|Но|А|И|Так|Таким|Для|Среди|До|После|От|Их|Он|Она|Они|Большинство|Остальные|Однако|Всего|Такие|Каждый|Каждая|Самая|Самый|Срок|Средний|Тем|Сейчас"
    r"|У|З|Гэта|Таксама|Акрамя|Яшчэ|Але|Сярод|Пасля|Ад|Іх|Яны|Паводле|Каля|Больш|Большасць|Астатнія|Аднак|Усяго|Такія|Такім|Кожны|Кожная|Самы|Тэрмін|Сярэдні|Тым|Цяпер"
    r"|Tai|Iš|Per|Nuo|Iki|Dar|Palyginti|Tuo|Taip|Be|O|Bet|Kaip|Jų|Jie|Pernai|Šiemet|Tarp|Apie|Daugiau|Beveik|Pagal|Šis|Ši|Šie|Į|Su|Po|Daugiausia|Dauguma|Likusi|Likusieji|Kiti|Kitų|Kitos|Šiuo|Šių|Tokių|Todėl|Taigi|Anot|Vien|Visi|Visų|Kas|Kasmet|Tačiau|Didžiausia|Vidutinė|Nors|Už"
    r"|W|We|Z|Ze|To|Od|Do|Na|Po|Przy|Dla|Oraz|A|I|Ale|Jak|Jest|Tylko|Ponad|Około|Wśród|Ich|Są|Było|Byli|Według|Liczba|Większość|Obecnie|Spośród|Tymczasem|Najwięcej|Pozostali|Pozostałe|Reszta|Każdy|Co|Tak|Jednak|Tym|Takie|Dlatego|Szczegóły|Średni|Natomiast|Choć|Za|O|Rok|Nie|Dziś"
    r")\s"
)
_YEAR = re.compile(r"\d{4}[\s ]?(?:r|m|г)\.$")
_BEGINNING = 24  # characters
NUMERIC = re.compile(r"[0-9]")
WORD = re.compile(r"[^\W\d_]+")
_AROUND = [NOTHING] * 4  # no rule looks farther beyond a sentence


class Tokens(list[Token]):
    """The tokens of a sentence in order, and where each stands in the whole text.

    ``NOTHING`` comes after the last, and so before the first (places below 0): no rule has to mind the ends.

    Args:
        pieces: each with the gap before it.
        start: place of the first piece.
        known: the token of each piece.
    """

    __slots__ = ("_ends",)

    def __init__(self, pieces: Sequence[str], start: int, known: Mapping[str, Token]) -> None:
        super().__init__(map(known.__getitem__, pieces))
        self += _AROUND
        self._ends = list(accumulate(map(len, pieces), initial=start))  # of the token before each place

    def start(self, at: int) -> int:
        """Return the place of a token's first character."""
        return self._ends[at] + self[at].gap

    def end(self, at: int) -> int:
        """Return the place after a token's last character."""
        return self._ends[at + 1]

    def touches(self, at: int) -> bool:
        """Say whether a token stands right after the one before it, without a gap."""
        return not self[at].gap


def hide(text: str) -> str:
    """Return the text with addresses and telephones made blank; no position moves."""
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(_blank, text)
    text = _PHONE.sub(_blank, text)
    text = _OLD_PHONE.sub(_blank, text)
    text = _ACCOUNT.sub(_blank, text)
    text = _GROUPED_PHONE.sub(_blank, text)
    text = _LOCAL_PHONE.sub(_blank, text)
    if any(said in text for said in _CALLS):
        text = _GROUPED_DIGITS.sub(_blank_where_called, text)
    if any(sign in text for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹"):
        text = _RAISED.sub(_gap, text)
    text = _FOOTNOTE.sub(_point, text)
    text = _RUN_IN.sub(_thousands, text)
    hidden = {end: sign for pattern in (_MAILBOX, _DOMAIN) for sign, end in _spans(pattern, text)}
    if not hidden:
        return text
    parts, done = [], 0
    for end, sign in sorted(hidden.items()):
        start = max(done, *(text.rfind(gap, 0, sign) + 1 for gap in " \n\t\u00a0("))
        parts += [text[done:start], "\x00" * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


def _blank_where_called(match: re.Match[str]) -> str:
    """*Call me on 601 555 018*: digits in groups are a telephone where a word says so."""
    said = _CALLED.search(match.string, max(0, match.start() - 40), match.start())
    return _blank(match) if said else match[0]


def _gap(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _thousands(match: re.Match[str]) -> str:
    """*1 10212 men*: three digits after the gap, then a footnote mark run in."""
    return match[0][:4] + "  "


def _point(match: re.Match[str]) -> str:
    return "." + " " * (len(match[0]) - 1)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Return where each paragraph begins and ends."""
    start = 0
    for match in _PARAGRAPH.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return where each sentence of a paragraph begins and ends; a point after a short form ends none."""
    begin = start
    for match in _SENTENCE.finditer(text, start, end):
        stop = match.start() + 1
        far = stop - begin > _BEGINNING
        if text[match.start()] == "." and _goes_on(text, max(begin, stop - 9), stop, match.end(), far=far):
            continue
        yield begin, match.end()
        begin = match.end()
    if begin < end:
        yield begin, end


def _goes_on(text: str, near: int, stop: int, following: int, *, far: bool) -> bool:
    """Say whether a point belongs to a short form inside a sentence.

    After the year with which a sentence begins it goes on: *W 2031 r. Straż Graniczna …*
    """
    if not _SHORT.search(text, near, stop):
        return False
    if _MEASURE.search(text, near, stop):
        return not _begins(text, following)
    if not _UNIT.search(text, near, stop):
        return True
    ends = far and _YEAR.search(text, near, stop) and _begins(text, following, place=False)
    return not (_OPENER.match(text, following) or ends)


def _begins(text: str, at: int, *, place: bool = True) -> bool:
    """*gauta 30 tūkst. Daugiausia …*: no country's name and no people's goes on with what is measured."""
    if _OPENER.match(text, at):
        return True
    word = WORD.match(text, at)
    if word is None or len(word[0]) == 1 or not word[0][1:].islower():
        return False
    return not _NAMED.match(word[0]) and (place or not place_called(word[0]))


def tokens(text: str, start: int, end: int, words: Lexicon) -> Tokens:
    """Return the tokens of a sentence; the same text is the same token wherever it stands, which is quick."""
    return Tokens(TOKEN.findall(text, start, end), start, vocabulary(words.language))
