"""CSV and TSV: rows, whatever parts the cells and whatever the charset."""

from __future__ import annotations

import csv
from io import StringIO

from dakaz.evidence.charset import decoded
from dakaz.evidence.plain import read_plain
from dakaz.evidence.transcript import Transcript, clean_text, finished
from dakaz.evidence.values import Limits, Reading

EXTRACTOR = "table/1"
_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 30


def read_delimited(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read a table; a row's label is its number."""
    text, notes = decoded(content)
    text = clean_text(text)
    delimiter = delimiter_of(text)
    if delimiter is None:
        return read_plain(content, media_type, limits)
    transcript = Transcript(limits, gap="\n")
    try:
        for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter), start=1):
            if any(row) and not transcript.row(row, str(number)):
                break
    except csv.Error:  # a cell longer than the module allows: quotes are not closed
        return read_plain(content, media_type, limits)
    return finished(Reading(media_type, notes=notes, extractor=EXTRACTOR), transcript)


def delimiter_of(text: str) -> str | None:
    """Return what parts the cells: the sign that gives most lines the same number of cells."""
    lines = "\n".join(text[:100_000].split("\n")[:_SAMPLE_LINES])
    best, best_score = None, 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(StringIO(lines, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            continue
        usual = max(widths, key=widths.count, default=1)
        score = widths.count(usual) / len(widths) * min(usual, 20) if usual > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best
