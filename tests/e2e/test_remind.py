#!/usr/bin/python3
"""What one is notified of: set from the screen and the command line, seen at the other terminal."""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402

SILENT = "∅"


class Remind(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        self.bob.run("room", "create", "--id", "test", "Test", "alice")
        self.bob.run("send", "alice", "hello")
        self.alice.run("group", "create", "Work", "bob", "GROUPtest")

    def types(self):
        lines = self.alice.run("list", "--json").splitlines()
        return {one["conversationID"]: one["messageRemindType"] for one in map(json.loads, lines)}

    def test_from_the_command_line(self):
        self.assertEqual("AcceptAndNotify", self.types()["GROUPtest"])
        self.alice.run("remind", "mentions", "GROUPtest")
        self.alice.run("remind", "mute", "bob")
        self.assertEqual("NotifyOnMention", self.types()["GROUPtest"])
        self.assertEqual("Discard", self.types()["C2Cbob"])
        self.alice.run("remind", "--group", "Work", "count")
        self.assertEqual({"AcceptNotNotify"}, {self.types()[one] for one in ("GROUPtest", "C2Cbob")})
        self.alice.run("remind", "loudly", "bob", status=2)
        self.alice.run("remind", "mute", status=2)
        self.alice.run("remind", "mute", "--group", "Play", status=1)

    def test_from_the_screen_and_to_the_other_terminal(self):
        here, there = self.alice.open(), self.alice.open()
        for screen in (here, there):
            screen.wait_for("Work", "bob", "#Test", "online")
            self.assertNotIn(SILENT, screen.screen())
        here.keys("Tab", "g", "N")
        here.wait_for("Notifications of all in “Work”", "when I am mentioned")
        here.type("say nothing")
        here.keys("Enter")
        for screen in (here, there):
            screen.wait_for(re.compile(f"bob {SILENT}"), re.compile(f"#Test {SILENT}"))
        self.assertEqual("AcceptNotNotify", self.types()["C2Cbob"])

        here.keys("j", "N")
        here.wait_for("Notifications of “", re.compile(r"say nothing +now"))
        here.type("neither")
        here.keys("Enter")
        here.wait_gone("Notifications of")
        self.assertEqual(["AcceptNotNotify", "Discard"], sorted(self.types()[one] for one in ("GROUPtest", "C2Cbob")))

    def test_muted_is_left_out_of_totals(self):
        self.alice.run("send", "C2Calice", "with this note open nothing else is read")
        screen = self.alice.open(width=100)
        screen.wait_for("1 unread elsewhere")
        self.alice.run("remind", "mute", "bob")
        screen.wait_gone("unread elsewhere")
        screen.wait_for(re.compile(f"bob {SILENT} +1"))
        self.alice.run("remind", "count", "bob")
        screen.wait_for("1 unread elsewhere")


if __name__ == "__main__":
    scene.main()
