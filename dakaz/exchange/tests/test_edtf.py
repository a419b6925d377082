from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.exchange.edtf import parse


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "certain"),
    [
        ("2024-10-18", date(2024, 10, 18), date(2024, 10, 18), True),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), True),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), True),
        ("202X", date(2020, 1, 1), date(2029, 12, 31), True),
        ("2024-XX", date(2024, 1, 1), date(2024, 12, 31), True),
        ("2024-07~", date(2024, 7, 1), date(2024, 7, 31), False),
        ("2022-08/2024-05", date(2022, 8, 1), date(2024, 5, 31), True),
        ("2024-09-04/2024-09-05", date(2024, 9, 4), date(2024, 9, 5), True),
        ("2024-07/..", date(2024, 7, 1), None, True),
    ],
)
def test_it_reads_dates_at_the_precision_written(text, earliest, latest, certain):
    read = parse(text)
    assert (read.earliest, read.latest, read.certain) == (earliest, latest, certain)


@pytest.mark.parametrize(
    "text",
    ["", "18.10.2024", "2024-13", "2023-02-29", "2024-05/2022-08", "yesterday", "2024-10-18T10:00", ".."],
)
def test_it_refuses_what_is_no_date_and_says_what_is(text):
    with pytest.raises(BadInput, match=r"Write|Напиши"):
        parse(text)


@given(st.dates())
def test_every_day_is_read_as_itself(day):
    assert parse(day.isoformat()).day == day
