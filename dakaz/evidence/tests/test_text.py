"""Text in any charset, its language, and web pages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.evidence import Limits, clean_name, language_of, read
from dakaz.evidence.charset import decode
from dakaz.evidence.detection import detect
from dakaz.evidence.transcript import clean_text

RU = "Департамент миграции отказал в удовлетворении ходатайства о предоставлении убежища её мужу."
BE = "Дэпартамент міграцыі адмовіў у задавальненні хадайніцтва. Яны чакалі ўсё лета і восень."
LT = "Migracijos departamentas atsisakė suteikti prieglobstį; sprendimą galima apskųsti teismui."
PL = "Urząd odmówił udzielenia ochrony. Decyzja może być zaskarżona w ciągu czternastu dni."
UK = "Міграційна служба відмовила у задоволенні клопотання її матері, яка чекала все літо."
EN = "The department refused the application and gave fourteen days for an appeal to the court."


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (RU, "utf-8"),
        (RU, "utf-8-sig"),
        (RU, "cp1251"),
        (RU, "koi8-r"),
        (RU, "cp866"),
        (RU, "utf-16"),
        (RU, "utf-16-le"),
        (BE, "utf-16-be"),
        (BE, "cp1251"),
        (BE, "iso8859-5"),
        (UK, "cp1251"),
        (LT, "cp1257"),
        (PL, "cp1250"),
        (PL, "iso8859-2"),
        (EN, "ascii"),
        (EN, "utf-16-le"),
        ("Отказ", "cp1251"),
        (LT, "utf-32"),
    ],
)
def test_charset_is_found(text, charset):
    assert decode(text.encode(charset))[0] == text


def test_old_charset_is_told_and_broken_letters_are_too():
    reading = read(RU.encode("cp1251"), "a.txt")
    assert (reading.text, str(reading.notes[0])) == (
        RU,
        "Read in the charset cp1251, which the file itself does not name.",
    )
    mixed = read(RU.encode() * 20 + b"\xff\xfe", "a.txt")
    assert "could not be read" in str(mixed.notes[0])
    assert RU in mixed.text


@pytest.mark.parametrize(
    ("text", "language"), [(RU, "ru"), (BE, "be"), (LT, "lt"), (PL, "pl"), (UK, "uk"), (EN, "en")]
)
def test_language_is_told(text, language):
    assert language_of(text) == language
    assert language_of("\n\n".join([text] * 500)) == language


@pytest.mark.parametrize("text", ["", "Hello", "12.10.2024 — 397", "Ёў"])
def test_language_is_not_guessed_from_little(text):
    assert language_of(text) is None


def test_paragraphs_are_what_empty_lines_part():
    reading = read(b"First\r\nline\r\n\r\n\r\n  \r\nSecond  \r\n", "a.md")
    assert reading.media_type == "text/markdown"
    assert reading.text == "First\nline\n\nSecond"
    assert [(anchor.start, anchor.label) for anchor in reading.anchors] == [(0, "1"), (12, "2")]


@given(st.text())
def test_clean_text_is_nfc_without_controls_and_stays_so(text):
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in clean)
    assert clean_text(clean) == clean


@given(st.text() | st.binary())
def test_names_become_safe(name):
    safe = clean_name(name)
    assert 0 < len(safe) <= 120
    assert not set(safe) & set("/\\\0\n\r\u202e\u200f") and safe not in (".", "..")
    assert clean_name(safe) == safe


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\рашэнне.pdf", "рашэнне.pdf"),
        ("a\0b.txt", "ab.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("e\u0301.txt", "é.txt"),
        ("..", "file"),
        ("Отказ.txt".encode("cp1251"), "Отказ.txt"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_shown_plainly(raw, shown):
    assert clean_name(raw) == shown


PAGE = """<!DOCTYPE html><html><head><title>Навіны &amp; падзеі</title><style>p{color:red}</style>
<meta property="article:published_time" content="2024-09-04T12:30:00+03:00"></head>
<body><script>document.write("never run")</script><h1>Загаловак</h1>
<p>Першы   абзац<br>з пераносам <b>тут</b>.</p>
<ul><li>адзін</li><li>два</li></ul><table><tr><td>2023</td>
<td>397</td></tr></table><!-- hidden --></body></html>"""


def test_web_page_gives_what_a_reader_sees():
    reading = read(PAGE.encode(), "a.html")
    assert reading.text.split("\n\n") == [
        "Загаловак",
        "Першы абзац\nз пераносам тут.",
        "адзін",
        "два",
        "2023\t397",
    ]
    assert (reading.title, reading.dated) == ("Навіны & падзеі", "2024-09-04")
    assert "never run" not in reading.text and "color" not in reading.text


def test_web_page_is_read_in_the_charset_it_names():
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RU}</p></body></html>'
    assert read(page.encode("cp1251"), "a.htm").text == RU


def test_saved_page_mhtml_is_read():
    content = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nSubject: x\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{PAGE}\r\n--b--\r\n"
    ).encode()
    reading = read(content, "page.mhtml")
    assert (reading.media_type, reading.extractor) == ("multipart/related", "mhtml/1")
    assert reading.text.startswith("Загаловак")


def test_page_of_scripts_only_says_that_they_were_not_run():
    reading = read(b"<html><body><div id=app></div><script>load()</script></body></html>", "a.html")
    assert (reading.status, reading.text) == ("no_text", "")
    assert "not run" in str(reading.notes[0])


def test_text_over_the_limit_is_read_as_far_as_it_goes_and_says_so():
    content = "\n\n".join(f"Абзац {number}" for number in range(100)).encode()
    for limits in (Limits(text=100), Limits(anchors=5)):
        reading = read(content, "a.txt", limits=limits)
        assert reading.status == "too_large"
        assert reading.text.startswith("Абзац 0\n\nАбзац 1")
        assert len(reading.text) <= limits.text and len(reading.anchors) <= limits.anchors
        assert f"first {len(reading.text)} characters" in str(reading.notes[-1])
    assert read(content, "a.txt", limits=Limits(content=50)).text == ""
    assert read(b"<p>" + content, "a.html", limits=Limits(markup=50)).status == "too_large"
    assert read(b"x" * 1000, "a.txt", limits=Limits(text=100)).text == "x" * 100


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ('{"a": [1, 2]}\n', "application/json"),
        ('{"a": 1}\n{"a": 2}\n', "application/json"),
        ("[" + '{"name": "Ганна", "at": 1719583951.25}, ' * 900, "application/json"),
        ('["' + "long " * 9000 + '"]', "application/json"),
        ("[" * 9000, "application/json"),
        ("[28.06.2024] the day it came\n", "text/plain"),
        ("[1] A note, as at the foot of a page.\n[2] Another.\n", "text/plain"),
        ("[" + "9" * 6000 + "]", "text/plain"),
        ('{"a": 1} and words after it', "text/plain"),
        ("{{ a place to fill in }}\n" * 600, "text/plain"),
    ],
)
def test_what_is_json_shows_in_the_content(text, media_type):
    assert detect(text.encode(), "no ending") == media_type
    assert detect(text.encode(), "export.txt") == media_type
    assert detect(text.encode(), "export.json") == "application/json"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Report on the situation\n\nIt is known that", "Report on the situation"),
        ("«Наш дом»: справаздача\n\nТэкст.", "«Наш дом»: справаздача"),
        ("# Minutes #\nText", "Minutes"),
        ("Was it lawful?\n\nYes.", "Was it lawful?"),
        ("Report on the situation", None),
        ("Report on the situation\nof people in", None),
        ("He came on Monday.\n\nHe left.", None),
        ("Dear Ms Invented,\n\nthank you", None),
        ("of people in\n\nthe country", None),
        ("18 October 2024\n\nText", None),
        ("Name\tDate of birth\n\nA\tB", None),
        ("Notes\n\nText", None),
        ("Word " * 60 + "end\n\nText", None),
    ],
)
def test_the_first_line_of_a_text_is_its_title_when_it_looks_like_one(text: str, title: str | None) -> None:
    assert read(text.encode(), "a.txt").title == title
