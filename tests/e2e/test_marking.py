#!/usr/bin/python3
"""What is marked in one terminal is filed with one key, and another terminal of the same person shows it."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import command  # noqa: E402


class Scene(scene.Scene):
    limits = ()

    def setUp(self):
        super().setUp()
        self.coveyd = self.server(*self.limits)
        (self.alice,) = self.people(self.coveyd, "alice")


class Marking(Scene):
    def test_by_a_filter_then_one_key(self):
        for name in ("bob", "carol", "dave"):
            self.coveyd.add_user(name)
        self.alice.run("group", "create", "Old", "bob", "carol", "dave")
        self.alice.run("group", "create", "New")
        here, there = self.alice.open(), self.alice.open()
        command(here, "mark name~^[bd]")
        here.wait_for("✓   bob", "✓   dave", "2 marked")
        here.keys("m")
        here.wait_for("Move 2 conversations to")
        here.type("new")
        here.keys("Enter")
        for screen in (here, there):
            screen.wait_for(re.compile(r"▾ Old.*\n    carol.*\n▾ New.*(\n    (bob|dave).*){2}\n"))
        here.wait_for("2 conversations moved to “New”")
        self.assertFalse(here.shows("✓"))

    def test_from_here_to_there_then_one_key_and_back(self):
        names = ("bob", "carol", "dave", "erin")
        for name in names:
            self.coveyd.add_user(name)
        self.alice.run("group", "create", "Old", *names)
        self.alice.run("group", "create", "New")
        here, there = self.alice.open(), self.alice.open()
        for screen in (here, there):
            screen.wait_for(re.compile(r"▾ Old.*\n +bob.*\n +carol.*\n +dave.*\n +erin.*\n▾ New"))
        here.keys("Tab")
        here.wait_for("new group")
        here.keys("Home", "Down", "v", "Down", "V")
        here.wait_for("✓   bob", "✓   carol", "✓   dave", "3 marked")
        self.assertFalse(here.shows("✓   erin"))
        self.assertFalse(there.shows("✓"))
        here.keys("m")
        here.wait_for("Move 3 conversations to")
        here.type("new")
        here.keys("Enter")
        here.wait_for("3 conversations moved to “New”")
        for screen in (here, there):
            screen.wait_for(re.compile(r"▾ Old.*\n +erin.*\n▾ New.*\n +bob.*\n +carol.*\n +dave"))
        here.keys("u")
        for screen in (here, there):
            screen.wait_for(re.compile(r"▾ Old.*\n +bob.*\n +carol.*\n +dave.*\n +erin.*\n▾ New"))

    def test_a_hundred_and_more(self):
        """More than one request may name."""
        members = [f"p{number:03}" for number in range(130)]
        for name in members:
            self.coveyd.add_user(name)
        self.alice.run("group", "create", "Old", *members[:100])
        self.alice.run("group", "add", "Old", *members[100:])
        self.alice.run("group", "create", "New")
        here, there = self.alice.open(), self.alice.open()
        command(here, "mark group=Old")
        here.wait_for("130 marked")
        here.keys("m")
        here.wait_for("Move 130 conversations to")
        here.type("new")
        here.keys("Enter")
        here.wait_for("130 conversations moved to “New”")
        there.wait_for(re.compile(r"▾ New.*\n    p"))


class Refused(Scene):
    limits = ("--limit", "conversationsInGroups=4")

    def test_what_the_server_refuses_is_listed_and_stays_marked(self):
        for name in ("bob", "carol", "dave"):
            self.coveyd.add_user(name)
        self.alice.run("group", "create", "Old", "bob", "carol", "dave")
        self.alice.run("group", "create", "New")
        here, there = self.alice.open(width=100), self.alice.open(width=100)
        command(here, "mark group=Old")
        here.wait_for("3 marked")
        here.keys("a")
        here.wait_for("Add 3 conversations", "Of the 4 places in all groups 1 is left")
        here.type("new")
        here.keys("Enter")
        here.wait_for("2 refused, and still marked", re.compile("(bob|carol|dave): .*groups"))
        for screen in (here, there):
            screen.wait_for(re.compile(r"▾ New.*\n[ ✓]{4}(bob|carol|dave)"))
        here.keys("Escape")
        here.wait_gone("refused, and still marked")
        here.wait_for("2 marked")
        # One step back, for what was done.
        here.keys("u")
        for screen in (here, there):
            screen.wait_for(re.compile(r"▾ New.*\n▾ no group"))


if __name__ == "__main__":
    scene.main()
