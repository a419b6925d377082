"""``dakaz law`` as a script calls it: no vault, exact days, errors that name the fact."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "dakaz" / "law" / "tests" / "packs" / "sample"
KEYS = {"last_day", "raw_day", "safe_day", "state", "outcome", "rule", "row", "version", "trace", "sources"}
KEYS |= {"warnings", "assumed", "not_modelled", "knowledge", "receipt"}


@pytest.fixture
def law(tmp_path):
    """Run the program in an empty folder, without a vault."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DAKAZ_")}

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "dakaz", "law", *map(str, words)]
        environment["PYTHONPATH"] = str(ROOT)
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path
        )

    return run


def test_a_day_in_json_with_everything_a_script_needs(law, tmp_path):
    done = law("due", "C01", "--served", "2026-12-10", "--on", "2026-12-12", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer.keys() >= KEYS
    assert (answer["raw_day"], answer["last_day"], answer["safe_day"]) == (
        "2026-12-24",
        "2026-12-28",
        "2026-12-23",
    )
    assert answer["asked_on_today"] is False
    assert list(tmp_path.iterdir()) == []


def test_hours_in_json_have_the_offset_of_the_zone(law):
    done = law("due", "A11", "--served", "2026-10-24T10:30[Europe/Vilnius]", "--on", "2026-10-24", "--json")
    assert json.loads(done.stdout)["last_day"] == "2026-10-26T09:30:00+02:00"


def test_facts_are_given_by_name(law):
    facts = ["--fact", "permit_kind=temporary", "--fact", "cancel_ground=employment"]
    done = law("due", "E01", "--served", "2024-06-20", "--on", "2024-06-21", *facts, "--json")
    assert json.loads(done.stdout)["outcome"] == "suspended_once_complaint_filed"


def test_in_words_of_a_language(law):
    done = law("due", "C01", "--served", "2026-12-10", "--on", "2026-12-12", "--lang", "be")
    assert "Бяспечней зрабіць гэта да 23 снежня 2026 г. (серада)." in done.stdout


def test_without_a_clock_it_says_that_today_is_meant(law):
    assert "Asked as of today" in law("due", "C01", "--served", "2026-11-03").stdout
    assert json.loads(law("due", "C01", "--served", "2026-11-03", "--json").stdout)["asked_on_today"] is True


def test_the_whole_reasoning_in_words(law):
    said = law("explain", "C01", "--served", "2026-12-10", "--on", "2026-12-12").stdout
    assert "ABTĮ 65 str. 4 d." in said
    assert "Užsienietis skundą dėl sprendimo" in said
    assert "What is left out" in said


def test_a_calendar_file(law, tmp_path):
    file = tmp_path / "days.ics"
    assert law("ics", "C01", "--served", "2026-12-10", "--on", "2026-12-12", "--out", file).returncode == 0
    assert b"DTSTART;VALUE=DATE:20261223" in file.read_bytes()
    assert b"SUMMARY:Appointment" in file.read_bytes()


def test_a_pack_of_ones_own(law):
    done = law("due", "C01", "--served", "2026-11-03", "--on", "2026-11-04", "--pack", SAMPLE, "--json")
    assert json.loads(done.stdout)["last_day"] == "2026-11-17"


def test_check_says_nothing_of_a_whole_pack_and_everything_of_a_draft_for_release(law):
    assert law("check", SAMPLE).returncode == 0
    done = law("check", SAMPLE, "--release")
    assert done.returncode == 1
    assert "no lawyer has put a name to the pack" in done.stderr


def test_watch_lists_what_changed(law, tmp_path):
    newer = tmp_path / "utpi.txt"
    text = (SAMPLE / "texts" / "utpi.lt.txt").read_text("utf-8")
    newer.write_text(text, "utf-8")
    assert law("watch", SAMPLE, newer).returncode == 0
    newer.write_text(text.replace("14 dienų", "10 dienų"), "utf-8")
    done = law("watch", SAMPLE, newer, "--json")
    assert done.returncode == 1
    assert "per 10 dienų" in json.loads(done.stdout)["nearest"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["due", "C01", "--served", "2026-13-03"], "decision_served is not a date"),
        (
            ["due", "C01", "--served", "2020-05-05"],
            "No text of lt.utpi.complaint.general is known for 2020-05-05",
        ),
        (["due", "C01"], "needs the day of decision_served"),
        (["due", "X99", "--served", "2026-11-03"], "There is no rule “X99”"),
        (["due", "C01", "--served", "2026-11-03", "--fact", "how"], "Write --fact name=value"),
        (
            ["due", "C01", "--served", "2026-11-03", "--fact", "how=pigeon"],
            "Accepted: paper, court_electronic",
        ),
        (["due", "C01", "--served", "2026-11-03", "--on", "now"], "“now” for --on is not a date"),
        (["ics", "U01", "--served", "2026-06-01"], "gives no day for a calendar"),
    ],
)
def test_what_is_wrong_is_said_and_the_status_is_one(law, words, said):
    done = law(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    ("words", "error", "fact"),
    [
        (["C01", "--served", "2026-13-03"], "wrong_date", "decision_served"),
        (["C01", "--served", "2020-05-05"], "no_version_in_force", "decision_served"),
        (["C01"], "missing_fact", "served"),
        (["X99", "--served", "2026-11-03"], "no_such_rule", "X99"),
        (["C01", "--served", "2026-11-03", "--fact", "how=pigeon"], "wrong_value", "how"),
        (["C01", "--served", "2026-11-03", "--fact", "how"], "unknown_fact", "how"),
        (["C01", "--served", "2026-11-03", "--on", "now"], "wrong_date", "--on"),
    ],
)
def test_a_refusal_in_json_names_the_fact_and_what_is_accepted(law, words, error, fact):
    done = law("due", *words, "--json")
    told = json.loads(done.stderr)
    assert (done.returncode, done.stdout) == (1, "")
    assert told["error"] == error
    assert fact in told["fact"]
    assert told["accepted"] in told["message"]


def test_what_was_told_and_weighs_nothing_is_said_at_once(law):
    done = law(
        "due", "C09", "--served", "2026-11-03", "--on", "2026-11-04", "--fact", "permit_kind=temporary"
    )
    assert "! Not needed for this answer" in done.stdout


def test_what_is_left_out_is_told_with_its_reason(law):
    said = law(
        "explain", "R01", "--served", "2026-12-12", "--on", "2026-12-12", "--fact", "days_given=7"
    ).stdout
    assert "ticket – the authority decides." in said


def test_a_text_whose_act_is_not_recognised_is_refused(law, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Visai kitas tekstas.", "utf-8")
    done = law("watch", SAMPLE, other)
    assert done.returncode == 1
    assert "other.txt: its act is not recognised" in done.stderr


def test_a_command_typed_wrongly_has_the_status_two(law):
    assert law("due").returncode == 2
    assert law("due", "C01", "--lang", "fr").returncode == 2
