#!/usr/bin/python3
"""The command line, focus, feed, folds, policy and sorting of groups, in two terminals of one person."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import command  # noqa: E402

SILENT = "∅"


class Groups(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        for name in ("carol", "dave"):
            self.coveyd.add_user(name)
        self.bob.run("room", "create", "--id", "test", "Test", "alice")
        self.bob.run("send", "alice", "from bob himself")
        self.bob.run("send", "GROUPtest", "said in the room")
        self.alice.run("group", "create", "Work", "bob", "GROUPtest", "C2Ccarol")
        self.alice.run("group", "create", "Home", "C2Cdave")
        self.alice.run("send", "C2Calice", "with this note open nothing else is read")
        self.here, self.there = self.alice.open(width=100), self.alice.open(width=100)
        for screen in (self.here, self.there):
            screen.wait_for("Work", "Home", "dave", "online")

    def both(self, *awaited):
        for screen in (self.here, self.there):
            screen.wait_for(*awaited)

    def test_commands_are_completed_and_seen_at_the_other_terminal(self):
        self.here.keys("M-x")
        self.here.wait_for("─ Command ─", "make a group")
        self.here.type("mov")
        self.here.keys("Tab")
        self.here.type("ho")
        self.here.keys("Tab")
        self.here.type("car")
        self.here.keys("Tab", "Enter")
        self.here.wait_gone("─ Command ─")
        self.both(re.compile(r"▾ Home[^\n]*\n([^\n]*(dave|carol)[^\n]*\n){2}"))
        command(self.here, "rename-group Home House")
        self.both("House")
        command(self.here, "new-group House", closes=False)
        self.here.wait_for("There is a group", "new-group House")

    def test_folds_follow_and_persist(self):
        command(self.here, "fold Home")
        for screen in (self.here, self.there):
            screen.wait_for("▸ Home")
            screen.wait_gone("dave")
        third = self.alice.open(width=100)
        third.wait_for("▸ Home", "online")
        self.alice.run("group", "unfold", "Home")
        for screen in (self.here, self.there, third):
            screen.wait_for("▾ Home", "dave")
        # A folded group still shows what is unread, and next-unread reaches inside.
        self.alice.run("group", "fold-others", "Home")
        self.both("▸ Work", "▾ Home", "#Test", "bob")
        self.here.wait_gone("carol")
        self.here.keys("M-a")
        self.here.wait_for(re.compile("from bob himself|said in the room"))

    def test_focus(self):
        command(self.here, "focus Home")
        self.here.wait_for("focus: the rest is silent, 2 unread")
        self.here.wait_gone("▾ Work")
        self.there.wait_for("▾ Work")
        self.bob.run("send", "alice", "one more")
        self.here.wait_for("focus: the rest is silent, 3 unread")
        self.here.keys("M-o")
        self.here.wait_for("▾ Work", "3 unread")

    def test_feed(self):
        command(self.here, "feed Work")
        self.here.wait_for("Work › all of it", "bob  from bob himself", "#Test  said in the room", "to #Test")
        self.here.type("heard")
        self.here.keys("Enter")
        self.here.wait_for("#Test  heard")
        self.assertIn("heard", self.bob.run("history", "GROUPtest"))
        self.bob.run("send", "alice", "and this")
        self.here.wait_for("bob  and this", "to bob")
        # Nothing was read by looking and answering; then it is said, and the other terminal knows.
        self.there.wait_for(re.compile(r"▾ Work +3"))
        self.here.keys("M-R")
        for screen in (self.here, self.there):
            screen.wait_gone(re.compile(r"▾ Work +\d"))
        self.here.keys("Escape")
        self.here.wait_gone("Work › all of it")

    def test_policy_and_sorting(self):
        command(self.here, "policy Work mute quiet=22:00-07:00")
        self.both(f"▾ Work {SILENT}")
        for screen in (self.here, self.there):
            screen.wait_gone("unread elsewhere")
        self.assertEqual("mute quiet=22:00-07:00 sort=latest", self.alice.run("group", "policy", "Work").strip())
        command(self.here, "sort name Work")
        self.both(re.compile(r"▾ Work[^\n]*\n[^\n]*bob[^\n]*\n[^\n]*carol[^\n]*\n[^\n]*#Test"))
        self.alice.run("group", "place", "Work", "C2Ccarol")
        self.both(re.compile(r"▾ Work[^\n]*\n[^\n]*carol[^\n]*\n[^\n]*bob[^\n]*\n[^\n]*#Test"))
        self.alice.run("group", "policy", "Work", "own", "quiet=off", "sort=latest")
        self.both("2 unread")
        self.alice.run("group", "down", "Work")
        self.both(re.compile(r"▾ Home[\s\S]*▾ Work"))
        self.alice.run("group", "pin", "C2Ccarol")
        self.both(re.compile(r"▾ Work[^\n]*\n[^\n]*★ ?carol"))
        self.alice.run("group", "policy", "Work", "loud", status=1)
        self.alice.run("group", "fold", "Play", status=1)


if __name__ == "__main__":
    scene.main()
