"""Files made to do harm, and files cut and scrambled: a reading comes of each, never an error."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dakaz.errors import Unreadable
from dakaz.evidence import Limits, read, render
from dakaz.evidence.tests import papers

MADE = {name: make() for name, make in papers.EVERY.items()}
SOUND = ("read", "no_text", "damaged", "too_large", "locked", "kept")


def checked(content: bytes, name: str):
    reading = read(content, name)
    assert reading.status in SOUND
    assert all(0 <= anchor.start <= len(reading.text) for anchor in reading.anchors)
    for note in reading.notes:
        assert str(note)
    try:
        render(content, 1, width=64)
    except Unreadable as refusal:
        assert str(refusal)
    return reading


def test_pdf_with_a_broken_table_is_read_and_says_so():
    content = papers.classic_pdf().replace(b"startxref\n", b"startxref\n9")
    reading = read(content, "a.pdf")
    assert (reading.status, reading.pages) == ("damaged", 3)
    assert "page 3 of the decision" in reading.text
    assert "table of contents is damaged" in str(reading.notes[0])


def test_pdf_that_breaks_off_gives_the_pages_that_are_there():
    content = papers.classic_pdf(5)
    reading = read(content[: content.index(b"xref\n")], "a.pdf")
    assert reading.status == "damaged"
    assert "page 5 of the decision" in reading.text
    assert "breaks off" in str(reading.notes[0])


def test_pdf_with_one_broken_page_gives_the_others():
    content = papers.classic_pdf(3).replace(b"6 0 obj\n<< /Type /Page ", b"6 0 obj\n<< /Type /Pgae ")
    reading = read(content, "a.pdf")
    assert "page 1 of the decision" in reading.text and "page 3 of the decision" in reading.text


def test_outside_entities_are_not_fetched():
    attack = (
        b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]><w:document xmlns:w='
        b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>&secret;</w:t></w:r></w:p></w:document>'
    )
    reading = read(papers.repacked(papers.word(), {"word/document.xml": attack}), "a.docx")
    assert (reading.status, reading.text) == ("damaged", "")
    assert "root:" not in str(reading)


def test_billion_laughs_are_not_counted():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    attack = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'.encode()
    for content, name in (
        (papers.repacked(papers.word(), {"word/document.xml": attack}), "a.docx"),
        (papers.repacked(papers.odt(), {"content.xml": attack}), "a.odt"),
        (attack, "a.xml"),
        (b"<html>" + attack, "a.html"),
    ):
        assert len(read(content, name).text) < 10_000


def test_zip_gives_members_with_plain_names():
    content = papers.zipped(
        {
            "../../etc/a.txt": b"one",
            "b\u202etxt.exe": b"two",
            "dir/": b"",
            "__MACOSX/x": b"",
            "c\\..\\d.txt": b"three",
        }
    )
    reading = read(content, "a.zip")
    assert [(member.name, member.content) for member in reading.members] == [
        ("a.txt", b"one"),
        ("btxt.exe", b"two"),
        ("d.txt", b"three"),
    ]
    assert "Names in the archive" in str(reading.notes[0])


def test_zip_names_of_old_windows_programs_are_read():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("XXXXX.txt"), b"x")
    content = out.getvalue().replace(b"XXXXX", "Отказ".encode("cp866"))
    assert [member.name for member in read(content, "a.zip").members] == ["Отказ.txt"]


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: papers.zipped({"a.txt": bytes(50_000_000)}),
        lambda: papers.zipped({f"{n}.txt": b"" for n in range(5_001)}),
        lambda: papers.zipped(
            {f"{n}.bin": bytes(random.Random(n).randbytes(10_000)) + bytes(900_000) for n in range(500)}
        ),
    ],
    ids=["ratio", "count", "total"],
)
def test_bombs_are_refused(bomb):
    reading = read(bomb(), "a.zip")
    assert (reading.status, reading.members) == ("too_large", ())


def test_bomb_that_lies_about_its_size_is_refused():
    content = papers.zipped({"a.txt": bytes(30_000_000)})
    size = (30_000_000).to_bytes(4, "little")
    lying = content.replace(size, (1_000).to_bytes(4, "little"))
    reading = read(lying, "a.zip", limits=Limits(unpacked=1_000_000))
    assert sum(len(member.content) for member in reading.members) <= 1_000_000


def test_archives_in_archives_end_somewhere():
    content = b"core"
    for _ in range(5):
        content = papers.zipped(
            {"a.zip": content} if content.startswith(b"PK") else {"a.txt": content}, stored=True
        )
    for depth in range(3):
        reading = read(content, "a.zip", depth=depth)
        assert reading.status == "read"
        content = reading.members[0].content
    assert read(content, "a.zip", depth=3).status == "too_large"


def test_office_bomb_is_refused():
    content = papers.repacked(papers.word(), {f"word/header{n}.xml": bytes(90_000_000) for n in range(5)})
    assert read(content, "a.docx").status == "too_large"


def test_locked_member_does_not_lose_the_others():
    content = bytearray(papers.zipped({"a.txt": b"one", "b.txt": b"two"}, stored=True))
    for place in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[place] |= 1
    reading = read(bytes(content), "a.zip")
    assert [member.name for member in reading.members] == ["b.txt"]
    assert "locked by a password" in str(reading.notes[0])


def test_file_that_is_two_kinds_at_once_is_one():
    both = papers.classic_pdf() + papers.zipped({"evil.html": b"<script>"})
    assert read(both, "a.zip").media_type == "application/pdf"
    gif = papers.picture("GIF") + b"<script>alert(1)</script>"
    assert read(gif, "a.html").media_type == "image/gif"


def test_deep_pages_do_not_break_the_reader():
    checked(b"<div>" * 100_000 + b"deep", "a.html")
    nested = (
        b"Content-Type: multipart/mixed; boundary=b\nFrom: a\nTo: b\nSubject: c\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 3000
    )
    checked(nested, "a.eml")


@pytest.mark.parametrize("name", MADE)
def test_cut_at_every_hundredth_part_a_reading_comes(name):
    content = MADE[name]
    for end in range(0, len(content), max(100, len(content) // 40)):
        checked(content[:end], name)


@given(st.sampled_from(sorted(MADE)), st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_scrambled_files_give_a_reading(name, data):
    content = bytearray(MADE[name])
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    checked(bytes(content), name)


@given(
    st.binary(max_size=2000), st.sampled_from(["a.txt", "a.csv", "a.html", "a.eml", "a.json", "a.pdf", "a"])
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_reading(content, name):
    checked(content, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", MADE)
def test_cut_at_every_hundredth_byte_a_reading_comes(name):
    content = MADE[name]
    for end in range(0, len(content), 100):
        checked(content[:end], name)


@pytest.mark.soak
@given(st.sampled_from(sorted(MADE)), st.randoms(use_true_random=False))
@settings(max_examples=8_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_long_scrambling_gives_readings(name, chance):
    content = bytearray(MADE[name])
    for _ in range(chance.randint(1, 40)):
        place = chance.randrange(len(content) + 1)
        content[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
    checked(bytes(content), name)


def test_pdf_that_breaks_off_before_its_list_of_pages_gives_the_pages_that_are_there():
    content = papers.classic_pdf(5)
    start, tree = content.index(b"3 0 obj"), content[: content.index(b"3 0 obj")]
    late_tree = (
        b"%PDF-1.4\n" + content[start : content.index(b"xref\n")]
    )  # as most programs write it: list last
    assert tree
    reading = read(late_tree[: late_tree.index(b"12 0 obj")], "a.pdf")
    assert "page 4 of the decision" in reading.text and "page 5" not in reading.text
    assert reading.status == "damaged"
