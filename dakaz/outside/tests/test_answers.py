"""What a child answers is not believed: only values of the agreed shape and size come through."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.evidence import DEFAULT, read
from dakaz.evidence.tests import papers
from dakaz.outside.answers import note_of, picture_of, reading_frame, reading_of, recognised_of
from dakaz.outside.frames import GarbledError, frame, read_frame


@pytest.mark.parametrize("name", papers.EVERY)
def test_readings_pass_whole(name):
    reading = read(papers.EVERY[name](), name)
    sent = b"".join(frame(*reading_frame(reading)))
    received = read_frame(BytesIO(sent), most=10**9)
    assert received is not None
    assert reading_of(*received, DEFAULT) == reading


GOOD, BLOBS = reading_frame(read(papers.word(), "a.docx"))


@pytest.mark.parametrize(
    "change",
    [
        {"media_type": "text/html\r\nSet-Cookie: x"},
        {"media_type": None},
        {"status": "fine"},
        {"status": []},
        {"starts": [-1]},
        {"starts": ["0"]},
        {"starts": [9] * len(GOOD["starts"]), "kinds": [0]},
        {"starts": list(reversed(range(len(GOOD["starts"]))))},
        {"starts": [10**9] * len(GOOD["starts"])},
        {"kinds": [77] * len(GOOD["kinds"])},
        {"labels": ["x" * 999] * len(GOOD["labels"])},
        {"labels": [{}] * len(GOOD["labels"])},
        {"language": "en-GB"},
        {"pages": -1},
        {"pages": True},
        {"pages": 1e9},
        {"notes": [["%(x)999999999s", {"x": 1}]]},
        {"notes": [["%(x)s", {}]]},
        {"notes": [["x", {"y": [1]}]]},
        {"notes": "x"},
        {"notes": [["a"]]},
        {"title": "a\nb"},
        {"title": 5},
        {"dated": "yesterday"},
        {"members": [["a", "b/c"]]},
        {"extractor": "<b>"},
        {"labels": None},
    ],
)
def test_wrong_shapes_are_refused(change):
    with pytest.raises(GarbledError):
        reading_of({**GOOD, **change}, BLOBS, DEFAULT)


@pytest.mark.parametrize("blobs", [[], [b"\xff"], [b"a\0b"], [b"text", b"member that was not announced"]])
def test_wrong_blobs_are_refused(blobs):
    with pytest.raises(GarbledError):
        reading_of(GOOD, blobs, DEFAULT)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_frame_or_refused(data):
    try:
        answer = read_frame(BytesIO(data), most=1000)
    except GarbledError:
        return
    assert answer is None or isinstance(answer[0], dict)


def packed(header: bytes) -> BytesIO:
    return BytesIO(len(header).to_bytes(4, "big") + header)


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"{}",
        b'{"blobs": [10]}',
        b'{"blobs": [-1]}',
        b'{"blobs": [true]}',
        b'{"blobs": "x"}',
        b"\xff\xff",
        b'{"blobs": [99999999]}',
        b"[" * 100_000,
        b'{"a": ' + b"9" * 10_000 + b', "blobs": []}',
    ],
)
def test_hostile_headers_are_refused(header):
    with pytest.raises(GarbledError):
        read_frame(packed(header), most=1000)


def test_end_between_frames_is_the_end():
    assert read_frame(BytesIO(), most=1) is None
    with pytest.raises(GarbledError):
        read_frame(BytesIO(b"\0\0"), most=1)
    with pytest.raises(GarbledError):
        read_frame(BytesIO(b"\xff\xff\xff\xff"), most=1)


@given(
    st.text(max_size=50),
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3),
)
def test_notes_that_come_through_can_be_shown(message, values):
    try:
        note = note_of(message, values)
    except GarbledError:
        return
    assert len(str(note)) < 2000


def test_pictures_and_letters_are_checked():
    assert picture_of([papers.picture()]) == papers.picture()
    good = {"text": "a", "words": 1, "doubtful": 0, "confidence": 90, "turned": 0, "languages": "rus+bel"}
    assert recognised_of(json.loads(json.dumps(good))).words == 1
    for blobs in ([], [b"<svg>"], [papers.picture()] * 2):
        with pytest.raises(GarbledError):
            picture_of(blobs)
    for change in ({"text": 5}, {"text": "\0"}, {"words": "1"}, {"turned": -90}, {"languages": "; rm"}):
        with pytest.raises(GarbledError):
            recognised_of({**good, **change})
