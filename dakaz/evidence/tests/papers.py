"""Real files made for the tests; the people in them are invented."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from io import BytesIO

import docx
import openpyxl
import pillow_heif
import typst
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import H, Note, NoteBody, NoteCitation, P
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()

REFUSAL = "Дэпартамент міграцыі адмовіў у прытулку 18 кастрычніка 2024 года. Рашэнне можна абскардзіць."
SPRENDIMAS = "Migracijos departamentas atsisakė suteikti prieglobstį. Sprendimas gali būti apskųstas."


def saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes], *, stored: bool = False) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The same archive with some members replaced or added."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | changes)


def word() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Рашэнне"
    document.add_heading("Рашэнне", 1)
    document.add_paragraph(REFUSAL)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Дата", "18.10.2024"
    document.sections[0].header.paragraphs[0].text = "Справа 12/345"
    return saved(document)


def odt() -> bytes:
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Sprendimas"))
    paragraph = P(text=SPRENDIMAS)
    note, body = Note(noteclass="footnote"), NoteBody()
    note.addElement(NoteCitation(text="1"))
    body.addElement(P(text="Įstatymo 86 straipsnis."))
    note.addElement(body)
    paragraph.addElement(note)
    document.text.addElement(paragraph)
    return saved(document)


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Рашэнні"
    sheet.append(["Год", "Адмоў"])
    sheet.append([2023, 397])
    sheet.append([])
    sheet.append([2024, 12.5])
    book.create_sheet("Схаваны").append(["тут"])
    book["Схаваны"].sheet_state = "hidden"
    return saved(book)


def ods() -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Lapas")
    for cells in (("Metai", "Atsisakyta"), ("2023", "397")):
        row = TableRow()
        for text in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    return saved(document)


def pdf(*pages: str) -> bytes:
    body = "\n#pagebreak()\n".join(pages or ("Першая старонка.", "Другая старонка."))
    return typst.compile(
        f'#set document(title: "Рашэнне", date: datetime(year: 2024, month: 10, day: 18))\n{body}'.encode()
    )


def classic_pdf(pages: int = 3) -> bytes:
    """A PDF of the old kind, with a table of plain numbers, as scanners and authorities write it."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for page in range(pages):
        stream = f"BT /F1 24 Tf 72 700 Td (This is page {page + 1} of the decision) Tj ET".encode()
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * page} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    return _with_table(objects)


def _with_table(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return out + tail.encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), **options) -> bytes:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 3, size[1] // 3), fill="black")
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def mail(**headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Іван Прыклад <ivan@example.org>"
    message["To"] = "office@example.org"
    message["Subject"] = "Адмова"
    message["Date"] = "Fri, 18 Oct 2024 09:30:00 +0300"
    for name, value in headers.items():
        message[name] = value
    message.set_content(REFUSAL)
    message.add_alternative(f"<p>{REFUSAL}</p>", subtype="html")
    message.add_attachment(pdf("Адмова"), maintype="application", subtype="pdf", filename="рашэнне.pdf")
    return message.as_bytes()


EVERY = {
    "word.docx": word,
    "text.odt": odt,
    "table.xlsx": xlsx,
    "table.ods": ods,
    "paper.pdf": pdf,
    "old.pdf": classic_pdf,
    "photo.png": picture,
    "photo.jpg": lambda: picture("JPEG"),
    "photo.webp": lambda: picture("WEBP"),
    "photo.heic": lambda: picture("HEIF"),
    "scan.tiff": lambda: picture("TIFF"),
    "mail.eml": mail,
    "files.zip": lambda: zipped({"a.txt": REFUSAL.encode()}),
    "page.html": f"<html><body><p>{REFUSAL}</p><table><tr><td>a<td>b</table></body></html>".encode,
    "table.csv": lambda: "Год;Адмоў\n2023;397\n2024;12\n".encode("cp1251"),
    "note.txt": REFUSAL.encode,
}
