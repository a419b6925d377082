"""Somebody at work in the casebook, as a program of its own that can be killed: says what it does and did.

    python -m dakaz.records.tests.casebook_at_work FOLDER SEED

writes one JSON line before each act (``begun``) and one after it was done (``done``).
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakaz.web.settings")
django.setup()

from dakaz.conftest import PASSPHRASE, USER, Clock  # noqa: E402 - tables load after the settings
from dakaz.records import database  # noqa: E402
from dakaz.records.actions.access import acting_for  # noqa: E402
from dakaz.records.actions.casebook import save_case, save_event, save_testimony  # noqa: E402
from dakaz.records.actions.merging import merge  # noqa: E402
from dakaz.records.actions.people import save_party  # noqa: E402
from dakaz.records.actions.sealing import seal, unseal  # noqa: E402
from dakaz.vault import Vault  # noqa: E402


class AtWork:
    """Works until it is killed.

    Args:
        acting: whoever works.
        dice: decides what is done next.
    """

    def __init__(self, acting, dice):
        self.acting, self.dice = acting, dice
        self.cases, self.sealed, self.number = [], set(), 0

    def word(self):
        self.number += 1
        return f"w{self.dice.randrange(10**9)}n{self.number}"

    def say(self, state, **what):
        sys.stdout.write(json.dumps({"state": state, **what}) + "\n")
        sys.stdout.flush()

    def new_case(self):
        word = self.word()
        self.say("begun", act="case", word=word)
        person = save_party(self.acting, kind="person", names=[{"text": word}])
        case = save_case(self.acting, title=word, involvements=[{"party_id": person.pk, "role": "client"}])
        self.cases.append((case.pk, person.pk))
        self.say("done", act="case", word=word, case=str(case.pk))

    def retitle(self):
        case, word = self.dice.choice(self.cases)[0], self.word()
        self.say("begun", act="title", case=str(case), word=word)
        save_case(self.acting, identifier=case, title=word)
        self.say("done", act="title", case=str(case), word=word)

    def event(self):
        case, word = self.dice.choice(self.cases)[0], self.word()
        self.say("begun", act="event", case=str(case), word=word)
        save_event(self.acting, case_id=case, kind="threat", title=word)
        self.say("done", act="event", case=str(case), word=word)

    def testimony(self):
        case, person = self.dice.choice([one for one in self.cases if one[0] not in self.sealed] or [(0, 0)])
        if not case:
            return
        word = self.word()
        self.say("begun", act="told", case=str(case), word=word)
        save_testimony(self.acting, case_id=case, speaker_id=person, text=word)
        self.say("done", act="told", case=str(case), word=word)

    def merge(self):
        word = self.word()
        self.say("begun", act="merge", word=word)
        pair = [save_party(self.acting, kind="person", names=[{"text": f"{word}{one}"}]) for one in "ab"]
        found = merge(self.acting, kept=pair[0].pk, merged=pair[1].pk, facts={})
        self.say("done", act="merge", word=word, merge=str(found.pk))

    def seal(self):
        fit = [one[0] for one in self.cases if one[0] not in self.sealed]
        if not fit:
            return
        case = self.dice.choice(fit)
        self.say("begun", act="seal", case=str(case), word="")
        self.acting = seal(self.acting, case).acting
        self.sealed.add(case)
        self.say("done", act="seal", case=str(case), word="")

    def unseal(self):
        if not self.sealed:
            return
        case = self.dice.choice(sorted(self.sealed, key=str))
        self.say("begun", act="unseal", case=str(case), word="")
        self.acting = unseal(self.acting, case)
        self.sealed.discard(case)
        self.say("done", act="unseal", case=str(case), word="")

    def work(self):
        self.new_case()
        often = [self.event, self.retitle, self.testimony, self.new_case]
        while True:
            self.dice.choice([*often, *often, self.merge, self.seal, self.unseal])()


if __name__ == "__main__":
    vault = Vault.open(Path(sys.argv[1]))
    keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(vault, keys)
    AtWork(acting_for(vault, keys, clock=Clock()), random.Random(int(sys.argv[2]))).work()
