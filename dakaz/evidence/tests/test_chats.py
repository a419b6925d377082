"""Exported chats: every message can be cited alone, with its time and sender."""

from __future__ import annotations

import json

import pytest

from dakaz.evidence import read


def messages(reading):
    assert {anchor.kind for anchor in reading.anchors} == {"message"}
    starts = [anchor.start for anchor in reading.anchors]
    ends = [*starts[1:], len(reading.text)]
    return [
        (anchor.label, reading.text[start:end].rstrip("\n"))
        for anchor, start, end in zip(reading.anchors, starts, ends, strict=True)
    ]


WHATSAPP = {
    "android, russian": (
        "04.09.2024, 12:30 - Иван: Привет\nвторая строка\n05.09.2024, 09:05 - Анна: Да",
        "2024-09-04 12:30",
    ),
    "ios, russian": (
        "[04.09.2024, 12:30:45] Иван: Привет\nвторая строка\n[05.09.2024, 09:05:00] Анна: Да",
        "2024-09-04 12:30",
    ),
    "android, lithuanian": (
        "2024-09-04 12:30 - Иван: Привет\nвторая строка\n2024-09-05 09:05 - Анна: Да",
        "2024-09-04 12:30",
    ),
    "android, us": (
        "9/14/24, 12:30 PM - Иван: Привет\nвторая строка\n9/15/24, 9:05 AM - Анна: Да",
        "2024-09-14 12:30",
    ),
    "ios, us": (
        "[9/14/24, 12:30:45\u202fPM] Иван: Привет\nвторая строка\n[9/15/24, 9:05:00\u202fAM] Анна: Да",
        "2024-09-14 12:30",
    ),
    "android, british": (
        "24/09/2024, 12:30 - Иван: Привет\nвторая строка\n25/09/2024, 09:05 - Анна: Да",
        "2024-09-24 12:30",
    ),
    "ios, finnish": (
        "[24.9.2024 klo 12.30.45] Иван: Привет\nвторая строка\n[25.9.2024 klo 9.05.00] Анна: Да",
        "2024-09-24 12:30",
    ),
    "ios, german, marks": (
        "\u200e[24.09.24, 12:30:45] Иван: \u200eПривет\nвторая строка\n[25.09.24, 09:05:00] Анна: Да",
        "2024-09-24 12:30",
    ),
}


NEIGHBOURS = """[28.06.2024, 18:12:31] Ганна: Мне сёння ўручылі рашэнне.
[28.06.2024, 18:20:02] Пётр: А мне пакуль нічога.
Мы ж працавалі разам.
[03.07.2024, 12:47:40] Пётр: Сёння ўручылі і мне.
"""


@pytest.mark.parametrize("name", ["_chat.txt", "chat-neighbours.txt", "no ending"])
@pytest.mark.parametrize("times", [1, 400])
def test_a_whatsapp_chat_that_begins_with_a_bracket_is_no_json(name, times):
    reading = read((NEIGHBOURS * times).encode(), name)
    assert (reading.media_type, reading.extractor) == ("text/plain", "whatsapp/1")
    found = messages(reading)
    assert len(found) == 3 * times
    assert found[1][0].startswith("2024-06-28 18:20")
    assert found[1][1].endswith("Мы ж працавалі разам.")


@pytest.mark.parametrize("form", WHATSAPP)
def test_whatsapp_is_read_in_the_forms_of_many_countries(form):
    text, when = WHATSAPP[form]
    reading = read(text.encode(), "WhatsApp Chat with Иван.txt")
    found = messages(reading)
    assert reading.extractor == "whatsapp/1"
    assert found[0][0] == f"{when} Иван"
    assert found[0][1].replace("\u200e", "") == f"[{when}] Иван: Привет\nвторая строка"
    assert found[1][0].endswith("09:05 Анна")
    assert not reading.notes


def test_whatsapp_own_messages_have_no_sender_and_empty_ones_stay():
    text = (
        "04.09.2024, 12:29 - Сообщения защищены.\n04.09.2024, 12:30 - Иван: Да\n04.09.2024, 12:31 - Иван:\n"
    )
    assert [label for label, _ in messages(read(text.encode(), "_chat.txt"))] == [
        "2024-09-04 12:29",
        "2024-09-04 12:30 Иван",
        "2024-09-04 12:31 Иван",
    ]


def test_day_and_month_that_cannot_be_told_apart_are_noted():
    reading = read(b"04/09/2024, 12:30 - Ivan: Hello\n05/09/2024, 12:31 - Anna: Yes", "_chat.txt")
    assert "day or month" in str(reading.notes[0])


def test_text_that_begins_with_a_date_is_no_chat():
    assert read("18.10.2024, Вільня\n\nРашэнне аб адмове".encode(), "a.txt").extractor == "plain/2"


TELEGRAM = {
    "name": "Суседзі",
    "type": "private_group",
    "id": 1,
    "messages": [
        {
            "id": 1,
            "type": "service",
            "date": "2024-09-04T12:29:00",
            "actor": "Іван",
            "action": "create_group",
            "title": "Суседзі",
            "text": "",
        },
        {
            "id": 2,
            "type": "message",
            "date": "2024-09-04T12:30:45",
            "from": "Іван",
            "text": ["Гл. ", {"type": "link", "text": "https://example.org"}, "!"],
        },
        {
            "id": 3,
            "type": "message",
            "date": "2024-10-01T08:00:00",
            "from": "Ганна",
            "edited": "2024-10-02T08:00:00",
            "photo": "photos/1.jpg",
            "text": "Вось паперы",
        },
    ],
}


def test_telegram_json_gives_messages():
    reading = read(json.dumps(TELEGRAM, ensure_ascii=False).encode(), "result.json")
    assert reading.extractor == "telegram/1"
    assert messages(reading) == [
        ("2024-09-04 12:29 Іван", "[2024-09-04 12:29] Іван: [create_group Суседзі]"),
        ("2024-09-04 12:30 Іван", "[2024-09-04 12:30] Іван: Гл. https://example.org!"),
        ("2024-10-01 08:00 Ганна", "[2024-10-01 08:00] Ганна: Вось паперы [photos/1.jpg]"),
    ]
    assert (reading.title, reading.dated) == ("Суседзі", "2024-09-04/2024-10-01")
    assert any("Changed after being sent: 1" in str(note) for note in reading.notes)


def test_telegram_account_gives_all_chats():
    whole = {"about": "x", "chats": {"list": [TELEGRAM, TELEGRAM | {"name": "Іншы"}]}}
    reading = read(json.dumps(whole).encode(), "result.json")
    assert (len(reading.anchors), reading.title) == (6, "Суседзі, Іншы")


TELEGRAM_PAGE = """<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold"> Суседзі </div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details"> 4 September 2024 </div></div>
<div class="message default clearfix" id="message2"><div class="body">
<div class="pull_right date details" title="04.09.2024 12:30:45 UTC+03:00"> 12:30 </div>
<div class="from_name"> Іван </div><div class="text"> Першы<br>радок </div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
<div class="pull_right date details" title="04.09.2024 12:31:00 UTC+03:00"> 12:31 </div>
<div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left media" href="photos/1.jpg"></a></div>
</div></div></div></div></div></body></html>"""


def test_telegram_pages_give_messages():
    reading = read(TELEGRAM_PAGE.encode(), "messages.html")
    assert (reading.extractor, reading.title) == ("telegram/1", "Суседзі")
    assert messages(reading)[1:] == [
        ("2024-09-04 12:30 Іван", "[2024-09-04 12:30] Іван: Першы\nрадок"),
        ("2024-09-04 12:31 Іван", "[2024-09-04 12:31] Іван: [photos/1.jpg]"),
    ]


SIGNAL = {
    "data.json": '{"date": "2024-09-04T12:30:45", "sender": "Іван", "body": "Прывітанне", '
    '"attachments": [{"name": "a.jpg"}]}\n'
    '{"date": "2024-09-04T12:31:00", "sender": "Ганна", "body": "Так"}',
    "signal-cli.json": '{"envelope": {"sourceName": "Іван", "timestamp": 1725453045000, "dataMessage": '
    '{"timestamp": 1725453045000, "message": "Прывітанне", "attachments": [{"filename": "a.jpg"}]}}}\n'
    '{"envelope": {"sourceName": "Ганна", "timestamp": 1725453060000, "dataMessage": {"message": "Так"}}}\n'
    '{"envelope": {"sourceName": "Ганна", "timestamp": 1725453060000, "receiptMessage": {}}}',
    "main.jsonl": '{"recipient": {"id": "1", "contact": {"profileGivenName": "Іван"}}}\n'
    '{"recipient": {"id": "2", "contact": {"e164": "Ганна"}}}\n{"chat": {"id": "1", "recipientId": "1"}}\n'
    '{"chatItem": {"chatId": "1", "authorId": "1", "dateSent": "1725453045000", "standardMessage": '
    '{"text": {"body": "Прывітанне"}, "attachments": [{"pointer": {"fileName": "a.jpg"}}]}}}\n'
    '{"chatItem": {"chatId": "1", "authorId": "2", "dateSent": "1725453060000", '
    '"standardMessage": {"text": {"body": "Так"}}}}',
    "chat.md": "[2024-09-04 12:30:45] Іван: Прывітанне [a.jpg]\n[2024-09-04 12:31:00] Ганна: Так\n",
}


@pytest.mark.parametrize("name", SIGNAL)
def test_signal_exports_give_messages(name):
    reading = read(SIGNAL[name].encode(), name)
    assert reading.extractor == "signal/1"
    assert messages(reading) == [
        ("2024-09-04 12:30 Іван", "[2024-09-04 12:30] Іван: Прывітанне [a.jpg]"),
        ("2024-09-04 12:31 Ганна", "[2024-09-04 12:31] Ганна: Так"),
    ]


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", '{"messages": 5}', '{"messages": [1]}', '{"chats": []}', "[" * 100_000, '{"a": 1}\n{"b"'],
)
def test_other_json_is_text(text):
    assert read(text.encode(), "a.json").extractor == "plain/2"
