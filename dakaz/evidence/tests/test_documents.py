"""Papers of every kind give their text, places to cite, and what they say of themselves."""

from __future__ import annotations

import pytest

from dakaz.evidence import detect, read
from dakaz.evidence.tests import papers

MEDIA_TYPES = {
    "word.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text.odt": "application/vnd.oasis.opendocument.text",
    "table.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "table.ods": "application/vnd.oasis.opendocument.spreadsheet",
    "paper.pdf": "application/pdf",
    "old.pdf": "application/pdf",
    "photo.png": "image/png",
    "photo.jpg": "image/jpeg",
    "photo.webp": "image/webp",
    "photo.heic": "image/heic",
    "scan.tiff": "image/tiff",
    "mail.eml": "message/rfc822",
    "files.zip": "application/zip",
    "page.html": "text/html",
    "table.csv": "text/csv",
    "note.txt": "text/plain",
}


def texts_at_anchors(reading):
    starts = [anchor.start for anchor in reading.anchors]
    return [
        reading.text[start:end].strip()
        for start, end in zip(starts, [*starts[1:], len(reading.text)], strict=True)
    ]


@pytest.mark.parametrize("name", papers.EVERY)
def test_kind_is_told_by_content_whatever_the_name(name):
    content = papers.EVERY[name]()
    assert detect(content, name) == MEDIA_TYPES[name]
    if name not in ("table.csv",):
        assert detect(content, "x.bin") == MEDIA_TYPES[name]


def test_word_gives_paragraphs_tables_headers_and_title():
    reading = read(papers.word(), "a.docx")
    assert texts_at_anchors(reading) == ["Рашэнне", papers.REFUSAL, "Дата\t18.10.2024", "Справа 12/345"]
    assert (reading.status, reading.title, reading.language) == ("read", "Рашэнне", "be")
    assert [str(note) for note in reading.notes] == ["Page headers begin at paragraph 4."]


def test_word_gives_footnotes_comments_and_deleted_text():
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    aside = '<w:{0}s xmlns:w="{1}"><w:{0}><w:p><w:r><w:t>{2}</w:t></w:r></w:p></w:{0}></w:{0}s>'
    note, comment = aside.format("footnote", names, "Арт. 86"), aside.format("comment", names, "праверыць")
    body = (
        f'<w:document xmlns:w="{names}"><w:body><w:p><w:r><w:t xml:space="preserve">Было </w:t></w:r>'
        "<w:ins><w:r><w:t>дзесяць</w:t></w:r></w:ins><w:del><w:r><w:delText>дваццаць</w:delText></w:r></w:del>"
        "</w:p></w:body></w:document>"
    )
    content = papers.repacked(
        papers.word(),
        {
            "word/document.xml": body.encode(),
            "word/footnotes.xml": note.encode(),
            "word/comments.xml": comment.encode(),
        },
    )
    reading = read(content, "a.docx")
    assert texts_at_anchors(reading) == ["Было дзесяць", "Арт. 86", "праверыць", "Справа 12/345", "дваццаць"]
    assert "1 insertions, read as text, and 1 deletions" in " ".join(map(str, reading.notes))


def test_opendocument_gives_paragraphs_and_footnotes():
    reading = read(papers.odt(), "a.odt")
    assert texts_at_anchors(reading) == ["Sprendimas", papers.SPRENDIMAS, "Įstatymo 86 straipsnis."]
    assert (reading.status, reading.language) == ("read", "lt")
    assert [str(note) for note in reading.notes] == ["Footnotes begin at paragraph 3."]


def test_sheets_give_rows_labelled_as_in_the_program_hidden_ones_too():
    reading = read(papers.xlsx(), "a.xlsx")
    assert [(anchor.kind, anchor.label) for anchor in reading.anchors] == [
        ("row", "Рашэнні!1"),
        ("row", "Рашэнні!2"),
        ("row", "Рашэнні!4"),
        ("row", "Схаваны!1"),
    ]
    assert texts_at_anchors(reading)[1:3] == ["2023\t397", "2024\t12.5"]
    assert [str(note) for note in reading.notes] == [
        "Sheet “Схаваны” is hidden in the file; it was read too."
    ]


def test_opendocument_sheets_are_read():
    assert texts_at_anchors(read(papers.ods(), "a.ods")) == ["Metai\tAtsisakyta", "2023\t397"]


@pytest.mark.parametrize(
    ("delimiter", "charset"), [(";", "cp1251"), (",", "utf-8"), ("\t", "utf-16"), ("|", "utf-8-sig")]
)
def test_tables_of_text_are_read_whatever_delimiter_and_charset(delimiter, charset):
    rows = [
        ["Год", "Адмоў", "Заўвага"],
        ["2023", "397", "паводле ведамства"],
        ["2024", "12", "паводле арганізацыі"],
    ]
    content = "\n".join(delimiter.join(row) for row in rows).encode(charset)
    assert texts_at_anchors(read(content, "a.csv")) == ["\t".join(row) for row in rows]


def test_pdf_gives_pages_title_and_date():
    reading = read(papers.pdf("Першая старонка.", "Другая старонка."), "a.pdf")
    assert [(anchor.kind, anchor.label) for anchor in reading.anchors] == [("page", "1"), ("page", "2")]
    assert texts_at_anchors(reading) == ["Першая старонка.", "Другая старонка."]
    assert (reading.status, reading.pages, reading.title, reading.dated) == (
        "read",
        2,
        "Рашэнне",
        "2024-10-18",
    )


def test_pdf_without_letters_says_which_pages():
    from PIL import Image

    scan = papers.BytesIO()
    Image.new("L", (300, 400), 255).save(
        scan, "PDF", save_all=True, append_images=[Image.new("L", (300, 400), 0)]
    )
    reading = read(scan.getvalue(), "scan.pdf")
    assert (reading.status, reading.pages) == ("no_text", 2)
    assert "1-2" in str(reading.notes[0])


def test_pdf_form_fields_that_were_filled_in_are_text():
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(papers.BytesIO(papers.classic_pdf(1))))
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("name"),
            NameObject("/V"): TextStringObject("Filled by hand"),
            NameObject("/DA"): TextStringObject("/Helv 12 Tf 0 g"),
            NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (72, 500, 400, 530)]),
            NameObject("/F"): FloatObject(4),
        }
    )
    reference = writer._add_object(field)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {
            NameObject("/Fields"): ArrayObject([reference]),
            NameObject("/DA"): TextStringObject("/Helv 12 Tf 0 g"),
        }
    )
    out = papers.BytesIO()
    writer.write(out)
    assert "Filled by hand" in read(out.getvalue(), "form.pdf").text


def test_locked_documents_say_so():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(papers.BytesIO(papers.classic_pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = papers.BytesIO()
    writer.write(out)
    reading = read(out.getvalue(), "a.pdf")
    assert (reading.status, reading.text) == ("locked", "")
    assert "password" in str(reading.notes[0])
    ole = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )
    assert read(ole, "a.docx").status == "locked"


def test_slides_give_their_numbers():
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    slide = '<p:sld xmlns:p="p" xmlns:a="{}"><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'
    content = papers.zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "ppt/presentation.xml": b"<p/>",
            "ppt/slides/slide2.xml": slide.format(a, "Другі").encode(),
            "ppt/slides/slide1.xml": slide.format(a, "Першы").encode(),
        }
    )
    reading = read(content, "a.pptx")
    assert [(each.kind, each.label) for each in reading.anchors] == [("slide", "1"), ("slide", "2")]
    assert texts_at_anchors(reading) == ["Першы", "Другі"]


@pytest.mark.parametrize(
    "head", [b"ID3\x04" + b"\0" * 200, b"\0\0\0\x18ftypmp42" + b"\0" * 99, b"MZ\x90" + b"\0" * 99]
)
def test_other_kinds_are_only_kept(head):
    reading = read(head, "a.mp3")
    assert (reading.status, reading.text) == ("kept", "")


def test_empty_file_is_kept_and_says_so():
    assert [str(note) for note in read(b"", "a.txt").notes] == ["The file is empty."]


@pytest.mark.parametrize("name", papers.EVERY)
def test_reading_twice_gives_the_same(name):
    content = papers.EVERY[name]()
    assert read(content, name) == read(papers.BytesIO(content), name)


def test_name_that_promises_another_kind_is_noted():
    reading = read(papers.EVERY["page.html"](), "рашэнне.pdf")
    assert reading.media_type == "text/html"
    assert "“.pdf”" in str(reading.notes[0])
    assert not read(papers.classic_pdf(), "a.pdf").notes


def test_old_word_files_say_what_to_do():
    assert "Save it as DOCX" in str(read(b"{\\rtf1 text}", "a.rtf").notes[0])
