"""A crash, or another program of the same user, gets no key out of memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dakaz.cli.tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux's /proc")

ASK = """
import ctypes
from dakaz.cli.program import main
main(["lock", "--vault", "nowhere"], standalone_mode=False)
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


def test_a_running_app_leaves_no_core_file(program):
    with subprocess.Popen(
        program.command("serve", "--port", 0, "--json"), env=program.environment, stdout=subprocess.PIPE
    ) as app:
        try:
            assert json.loads(app.stdout.readline())["address"]
            limits = Path(f"/proc/{app.pid}/limits").read_text().splitlines()
            (core,) = (line for line in limits if line.startswith("Max core file size"))
            assert core.split()[4:6] == ["0", "0"]
        finally:
            app.terminate()


def test_no_other_program_of_the_user_reads_its_memory(tmp_path):
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert asked.stdout.split()[-1] == b"0"
