#!/usr/bin/python3
"""What is in no group is filed by one key each, as rules propose; another terminal of the same person sees it."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402

RULES = """[rules]
team = person name~^[bc] -> Team
new = auto id=dave -> Friends
"""


class Triage(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob, self.carol, self.dave = self.people(self.coveyd, "alice", "bob", "carol", "dave")
        self.alice.run("group", "create", "Team")
        self.alice.run("group", "create", "Friends")
        self.alice.config.parent.mkdir(parents=True, mode=0o700)
        self.alice.config.write_text(RULES, encoding="utf-8")
        for one in (self.bob, self.carol):
            one.run("send", "alice", f"This is {one.name}")
        self.alice.run("send", "C2Calice", "with this note open nothing else is read")

    def test_the_inbox_is_worked_off(self):
        here, there = self.alice.open(), self.alice.open()
        here.keys("Tab")
        here.wait_for("new group")
        here.keys("t")
        here.wait_for("In no group", "1 Team   2 Friends", "bob: This is bob", "Team, by team", "0 of 2 filed")
        here.keys("2")
        here.wait_for("1 of 2 filed")
        here.keys("Enter")
        here.wait_for("All 2 filed")
        for screen in (here, there):
            screen.wait_for(re.compile(r"▾ Team.*\n +(bob|carol).*\n▾ Friends.*\n +(bob|carol)"))

    def test_a_rule_files_what_is_new_by_itself(self):
        here, there = self.alice.open(), self.alice.open()
        self.dave.run("send", "alice", "Hello from Dave")
        for screen in (here, there):
            screen.wait_for(re.compile(r"▾ Friends.*\n +dave"))
        here.wait_for("by the rule “new”")
        # What was there before the rule saw it stays in no group.
        self.assertTrue(here.shows(re.compile(r"▾ no group.*(\n .*)*\n +bob")))

    def test_a_rule_that_cannot_be_understood_is_told_with_its_line(self):
        self.alice.config.write_text("[rules]\nwork = name~( -> Work\n", encoding="utf-8")
        screen = self.alice.start(width=200)
        screen.wait_for("covey.ini:2: ")
        self.assertEqual(1, screen.wait_exit())


if __name__ == "__main__":
    scene.main()
