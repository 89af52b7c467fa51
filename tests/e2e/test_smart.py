#!/usr/bin/python3
"""Smart groups follow what happens anywhere, are one terminal's own, and are there again after a restart."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import command  # noqa: E402


class Smart(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        self.coveyd.add_user("carol")
        self.alice.run("group", "create", "Work", "bob", "carol")

    def test_unread_follows_what_another_terminal_reads(self):
        here, there = self.alice.open(), self.alice.open()
        command(here, "smart unread")
        here.wait_for("▾ ◇ unread")
        self.bob.run("send", "alice", "Are you there?")
        here.wait_for(re.compile(r"▾ ◇ unread +1 .*\n +bob +1 "))
        self.assertFalse(there.shows("◇"))
        scene.go_to(there, "bob")
        there.wait_for("Are you there?")
        here.wait_for(re.compile(r"▾ ◇ unread +│.*\n▾ Work"))

    def test_ones_own_is_there_after_a_restart_and_the_server_has_none(self):
        here = self.alice.open()
        command(here, "smart Bs name~^b")
        here.wait_for(re.compile(r"▾ ◇ Bs.*\n +bob.*\n▾ Work"))
        here.keys("C-q")
        self.assertEqual(0, here.wait_exit())
        self.alice.open().wait_for(re.compile(r"▾ ◇ Bs.*\n +bob.*\n▾ Work"))
        self.assertNotIn("Bs", self.alice.run("group", "list"))


if __name__ == "__main__":
    scene.main()
