"""Readers: any bytes give a reading, and no file takes the readers down."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from dakaz.errors import Unavailable, Unreadable
from dakaz.evidence import read
from dakaz.evidence.tests import papers
from dakaz.names.fold import fold_text
from dakaz.outside.parsing import Readers
from dakaz.outside.tests.processes import family

# Text over text over text: PDFium draws it for minutes.
SLOW_PICTURE_WIDTH = 6000
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture(scope="module")
def readers():
    with Readers(2) as started:
        yield started


def endless_page() -> bytes:
    """A real page whose reading takes seconds: many, many paragraphs."""
    return b"<html><body>" + b"<p>a<p>b" * 900_000


def slow_pdf() -> bytes:
    """A real page that takes long: a great many large transparent shapes."""
    shapes = b"/G gs " + b"0 0 595 842 re 0 0 m 595 842 l 300 0 l 0 842 l f* " * 40_000
    body = papers.classic_pdf(1)
    state = b"/ExtGState << /G << /ca 0.01 /BM /Luminosity >> >> /Font"
    stream = b"<< /Length %d >>\nstream\n" % len(shapes) + shapes + b"\nendstream"
    return body.replace(b"/Font <<", state + b" <<").replace(
        body[body.index(b"<< /Length") : body.index(b"endstream") + 9], stream
    )


def gone(pids: set[int]) -> bool:
    """Whether all of them end within a few seconds."""
    deadline = time.monotonic() + 10
    while family(list(pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not family(list(pids))


@pytest.mark.parametrize("name", papers.EVERY)
def test_children_read_what_the_room_reads(readers, name):
    content = papers.EVERY[name]()
    reading = read(content, name)
    expected = replace(reading, tokens=fold_text(reading.text, reading.language))
    assert readers.read(content, name) == expected
    assert readers.read(BytesIO(content), name) == expected


def test_pages_are_drawn(readers):
    picture = Image.open(BytesIO(readers.render(papers.classic_pdf(), 2, width=300)))
    assert picture.size in ((300, 424), (300, 425))
    with pytest.raises(Unreadable, match="no page 9"):
        readers.render(papers.classic_pdf(), 9, width=300)


def test_batch_keeps_the_order(readers):
    items = [(f"Рашэнне нумар {number} аб адмове".encode() * 20, f"{number}.txt") for number in range(200)]
    texts = [reading.text for reading in readers.read_batch(items)]
    assert [text.split()[2] for text in texts] == [str(number) for number in range(200)]


def test_batch_that_is_left_early_does_not_confuse_the_next(readers):
    items = [(f"left {number}".encode(), "a.txt") for number in range(100)]
    for reading in readers.read_batch(items):
        assert reading.text == "left 0"
        break
    for _ in range(4):
        assert readers.read(b"next", "a.txt").text == "next"


def test_many_threads_share_the_children(readers):
    found: dict[int, str] = {}

    def ask(number: int) -> None:
        found[number] = readers.read(f"thread {number}".encode(), "a.txt").text

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"thread {number}" for number in range(20)}


def test_large_files_are_sent_only_when_they_can_be_read(readers):
    film = BytesIO(b"\0\0\0\x18ftypmp42" + bytes(50_000_000))
    assert (reading := readers.read(film, "film.mp4")).status == "kept"
    assert (reading.media_type, film.tell()) == ("video/mp4", 0)
    text = BytesIO("Доўгі тэкст. ".encode() * 500_000)
    assert readers.read(text, "a.txt").text.startswith("Доўгі")


class Endless(BytesIO):
    """A stream that is as long as it says and costs nothing: the head of a text, then nothing but letters."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size, self.place = size, 0

    def seek(self, place: int, whence: int = 0) -> int:
        self.place = place + (self.size if whence == os.SEEK_END else 0)
        return self.place

    def read(self, count: int = -1) -> bytes:
        given = min(self.size - self.place, count if count >= 0 else self.size)
        self.place += given
        return b"a" * given


def test_two_gigabytes_are_not_read_and_say_so(readers):
    reading = readers.read(Endless(2 * 1024**3), "log.txt")
    assert (reading.status, reading.text) == ("too_large", "")
    assert "larger than 200 MB" in str(reading.notes[0])


def test_a_stream_that_fails_is_the_callers_error_and_the_child_is_fresh(readers):
    class Failing(Endless):
        def read(self, count: int = -1) -> bytes:
            if self.place > 1_000_000:
                raise OSError("the disk is gone")
            return super().read(count)

    with pytest.raises(OSError, match="disk is gone"):
        readers.read(Failing(20_000_000), "a.txt")
    for _ in range(4):
        assert readers.read(b"after", "a.txt").text == "after"


def test_a_file_that_takes_too_long_is_stopped_and_the_next_is_read():
    with Readers(1) as readers:
        before = family(readers.pids())
        started = time.monotonic()
        with pytest.raises(Unreadable, match="took more than 1 seconds"):
            readers.render(slow_pdf(), 1, width=SLOW_PICTURE_WIDTH, timeout=1)
        assert time.monotonic() - started < 5
        assert readers.read(b"next", "a.txt").text == "next"
        assert gone(before)


@posix
def test_a_child_that_dies_costs_one_item_and_is_replaced():
    with Readers(1) as readers:
        result: list[str] = []

        def draw() -> None:
            try:
                readers.render(slow_pdf(), 1, width=SLOW_PICTURE_WIDTH, timeout=60)
            except Unreadable as refusal:
                result.append(str(refusal))

        thread = threading.Thread(target=draw)
        thread.start()
        time.sleep(0.7)
        for pid in readers.pids():
            os.kill(pid, signal.SIGKILL)
        thread.join(timeout=20)
        assert "broke down" in result[0]
        assert readers.read(b"next", "a.txt").text == "next"


def test_in_a_batch_only_the_item_that_kills_is_lost():
    with Readers(1) as readers:
        texts = []
        for number, reading in enumerate(
            readers.read_batch([(f"n{i}".encode(), "a.txt") for i in range(100)])
        ):
            texts.append(reading.text if reading.status == "read" else reading.status)
            if number == 40:
                os.kill(readers.pids()[0], signal.SIGKILL)
        assert len(texts) == 100
        assert texts.count("damaged") <= 1
        assert texts[-1] == "n99"


def test_closed_readers_say_so_and_leave_no_process():
    readers = Readers(2)
    before = family(readers.pids())
    assert len(before) >= 2
    readers.close()
    readers.close()
    assert gone(before)
    with pytest.raises(Unavailable, match="closed"):
        readers.read(b"x", "a.txt")


PROGRAM = """
from dakaz.outside.parsing import Readers
from dakaz.outside.tests.processes import family
import time
readers = Readers(1)
readers.read(b"x", "a.txt")
print(*readers.pids(), flush=True)
time.sleep(60)
"""


@posix
def test_children_end_when_the_program_is_killed():
    environment = {"PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])}
    program = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, env=environment)
    assert program.stdout is not None
    children = family([int(pid) for pid in program.stdout.readline().split()])
    assert children
    program.kill()
    program.communicate()
    assert gone(children)


def test_a_file_that_breaks_the_reader_is_still_told_by_its_kind():
    with Readers(1) as readers:
        reading = readers.read(endless_page(), "a.html", timeout=0.5)
        assert (reading.status, reading.media_type) == ("damaged", "text/html")
        assert "took more than" in str(reading.notes[0])


@pytest.mark.soak
def test_two_thousand_documents_go_through_one_child():
    text = "Рашэнне {} аб адмове ў прытулку.\n\n"
    items = [(text.format(number).encode() * 150, f"{number}.txt") for number in range(2000)]
    with Readers(1) as readers:
        assert all(reading.status == "read" for reading in readers.read_batch(items))


@posix
def test_interrupting_the_program_does_not_look_like_a_broken_file():
    with Readers(1) as readers:
        assert os.getpgid(readers.pids()[0]) != os.getpgid(0)


def test_a_file_that_takes_more_memory_than_allowed_says_so():
    """A list of lists, 130 MB: as objects they would need many times that."""
    with Readers(1) as readers:
        reading = readers.read(b"[" + b"[[]]," * 26_000_000 + b"1]", "a.json", timeout=20)
        assert reading.status in (
            "too_large",
            "damaged",
        )  # the limit of memory or of time, whichever comes first
        assert (reading.media_type, len(reading.notes)) == ("application/json", 1)
        assert readers.read(b"next", "a.txt").text == "next"
