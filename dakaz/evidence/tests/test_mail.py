"""E-mails: headers, the body once, attachments as files of their own."""

from __future__ import annotations

from dakaz.evidence import read
from dakaz.evidence.tests import papers


def test_mail_gives_headers_body_and_attachments():
    reading = read(papers.mail(), "a.eml")
    headers, body = reading.text.split("\n\n", 1)
    assert headers.split("\n") == [
        "From: Іван Прыклад <ivan@example.org>",
        "To: office@example.org",
        "Date: Fri, 18 Oct 2024 09:30:00 +0300",
        "Subject: Адмова",
    ]
    assert body == papers.REFUSAL
    assert (reading.title, reading.dated, reading.language) == ("Адмова", "2024-10-18", "be")
    assert [(member.name, member.media_type) for member in reading.members] == [
        ("рашэнне.pdf", "application/pdf")
    ]
    assert read(reading.members[0].content, "x").text == "Адмова"


def test_mail_of_web_page_only_gives_its_text():
    reading = read(
        b"From: a@example.org\nTo: b@example.org\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n"
        b"<p>One<p>Two<script>alert(1)</script>",
        "a.eml",
    )
    assert reading.text.split("\n\n")[1:] == ["One", "Two"]


def test_wrong_or_unknown_charset_gives_the_best_reading_and_a_note():
    head = "From: a@example.org\nTo: b@example.org\nSubject: {}\nContent-Type: text/plain; charset={}\n\n"
    for named in ("x-unknown", "utf-8", "us-ascii"):
        content = head.format("x", named).encode() + papers.REFUSAL.encode("cp1251")
        reading = read(content, "a.eml")
        assert reading.text.endswith(papers.REFUSAL)
    assert any("charset" in str(note) for note in reading.notes) or named == "us-ascii"
    raw = head.format("Отказ в убежище", "utf-8").encode("cp1251") + b"x"
    assert "Subject: Отказ в убежище" in read(raw, "a.eml").text


def test_mail_in_a_mail_is_a_file_of_its_own():
    from email.message import EmailMessage

    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "a@example.org", "b@example.org", "Fwd"
    outer.set_content("see below")
    inner = EmailMessage()
    inner["From"], inner["Subject"], inner["To"] = "c@example.org", "Inner", "a@example.org"
    inner.set_content("hidden inside")
    outer.add_attachment(inner)
    reading = read(outer.as_bytes(), "a.eml")
    assert [member.media_type for member in reading.members] == ["message/rfc822"]
    assert "hidden inside" in read(reading.members[0].content, "message.eml").text


def test_attachment_names_cannot_lead_out():
    content = (
        b"From: a@example.org\nTo: b@example.org\nSubject: x\nContent-Type: application/zip\n"
        b'Content-Disposition: attachment; filename="../../x\xe2\x80\xaegpj.exe"\n\nbytes'
    )
    assert read(content, "a.eml").members[0].name == "xgpj.exe"
