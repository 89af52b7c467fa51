#!/usr/bin/python3
"""Two people do things to messages: each sees at once what the other did."""

import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import go_to, say  # noqa: E402


A_TIME = r"\d\d:\d\d"


class Messages(scene.Scene):
    def setUp(self):
        super().setUp()
        coveyd = self.server()
        self.alice, self.bob = self.people(coveyd, "alice", "bob")

    def both(self, **size):
        at_alice, at_bob = self.alice.open(**size), self.bob.open(**size)
        go_to(at_alice, "bob")
        go_to(at_bob, "alice")
        return at_alice, at_bob

    def test_answered_reacted_edited_and_recalled(self):
        at_alice, at_bob = self.both()
        say(at_alice, "Who signs for the shipment?")
        at_bob.wait_for("Who signs for the shipment?")
        # An answer shows what it answers, while it is written and afterwards.
        at_bob.keys("Up", "r")
        at_bob.wait_for("answering alice: Who signs")
        say(at_bob, "I do.")
        at_alice.wait_for(re.compile(r"│ alice: Who signs for the shipment\?\n.*I do\."))
        at_bob.wait_gone("answering")
        # A reaction by its name.
        at_alice.keys("Up", "+")
        at_alice.wait_for("React")
        at_alice.type("tada")
        at_alice.keys("Enter")
        at_bob.wait_for(re.compile(r"I do\..*\n.* 🎉$", re.M))
        at_bob.keys("Up", ":")
        at_bob.wait_for(re.compile(r"^.*:", re.M))
        at_bob.type("react tada")
        at_bob.keys("Enter")
        at_alice.wait_for("🎉 2")
        # Edited: the line comes back as it was before.
        at_bob.keys("e")
        at_bob.wait_for("editing")
        at_bob.keys("C-u")
        say(at_bob, "I do, tomorrow.")
        at_alice.wait_for("I do, tomorrow. (edited)")
        at_bob.wait_gone("editing")
        # Recalled: gone where it stood, and where it was quoted.
        at_alice.keys("Up", "D")
        at_alice.wait_for("Recall this message?")
        at_alice.keys("y")
        at_bob.wait_for(re.compile(r"alice  message recalled"), "│ alice: message recalled")
        at_bob.wait_gone("Who signs")

    def test_deleted_for_oneself_alone_and_for_good(self):
        at_alice, at_bob = self.both()
        say(at_bob, "one")
        say(at_bob, "two")
        at_alice.wait_for("one", "two")
        at_alice.keys("Up", "Up", "d")
        at_alice.wait_for("Delete this message for you?")
        at_alice.keys("y")
        at_alice.wait_gone(re.compile(r"bob +one"))
        at_alice.wait_for("two")
        self.assertTrue(at_bob.shows(re.compile(r"bob +one")))
        at_alice.keys("C-q")
        self.assertEqual(0, at_alice.wait_exit())
        again = self.alice.open()
        go_to(again, "bob")
        again.wait_for("two")
        self.assertFalse(again.shows(re.compile(r"bob +one")))

    def test_who_has_read_it_in_a_room(self):
        self.alice.run("room", "create", "--id", "plans", "Plans", "bob")
        at_alice, at_bob = self.alice.open(), self.bob.open()
        go_to(at_alice, "plans")
        say(at_alice, "Read this")
        at_alice.wait_for(re.compile(rf"{A_TIME} +alice +Read this"))
        at_alice.keys("Up", "w")
        at_alice.wait_for("Read by 0, not yet by 1")
        at_alice.keys("q")
        go_to(at_bob, "plans")
        at_bob.wait_for("Read this")
        at_alice.wait_gone("Read by")
        at_alice.keys("w")
        at_alice.wait_for("Read by 1, not yet by 0", "bob")

    def test_copied_through_the_terminal_and_links_where_there_is_no_desktop(self):
        at_alice, at_bob = self.both()
        at_alice.tmux("set", "-g", "set-clipboard", "on")
        say(at_bob, "see https://example.org/a_(b), now")
        at_alice.wait_for("example.org")
        at_alice.keys("Up", "y")
        at_alice.wait_for("Copied")
        self.wait_until(lambda: at_alice.tmux("show-buffer") == "see https://example.org/a_(b), now")
        at_alice.keys("o")
        at_alice.wait_for("There is no desktop here: the address was copied")
        self.wait_until(lambda: at_alice.tmux("show-buffer") == "https://example.org/a_(b)")

    def test_a_link_is_opened_by_the_desktop(self):
        programs = self.folder / "programs"
        programs.mkdir()
        opened = self.folder / "opened"
        (programs / "xdg-open").write_text(f'#!/bin/sh\nprintf %s "$1" >"{opened}"\n')
        (programs / "xclip").write_text(f'#!/bin/sh\ncat >"{self.folder}/clipboard"\n')
        for program in programs.iterdir():
            program.chmod(0o755)
        self.alice.run("send", "bob", "https://example.org/x")
        at_bob = self.bob.open(DISPLAY=":99", PATH=f"{programs}:{os.environ['PATH']}")
        go_to(at_bob, "alice")
        at_bob.wait_for("example.org/x")
        at_bob.keys("Up", "o")
        self.wait_until(lambda: opened.exists() and opened.read_text() == "https://example.org/x")
        at_bob.keys("y")
        clipboard = self.folder / "clipboard"
        self.wait_until(lambda: clipboard.exists() and clipboard.read_text() == "https://example.org/x")

    def test_to_the_one_it_answers_far_above(self):
        self.alice.run("send", "bob", "the beginning of it all")
        at_alice, at_bob = self.both()
        at_bob.wait_for("the beginning")
        at_bob.keys("Up", "r")
        at_bob.wait_for("answering")
        at_bob.type("indeed")
        for number in range(120):
            self.alice.run("send", "bob", f"{number} further")
        at_bob.keys("Enter")
        at_alice.wait_for("│ alice: the beginning of it all")
        at_alice.keys("C-q")
        self.assertEqual(0, at_alice.wait_exit())
        again = self.alice.open()
        go_to(again, "bob")
        again.wait_for("│ alice: the beginning of it all")
        again.keys("Up", "p")
        again.wait_for(re.compile(r"▌.*alice +the beginning of it all"))

    def test_from_the_command_line(self):
        self.alice.run("room", "create", "--id", "plans", "Plans", "bob")
        self.alice.run("send", "#Plans", "Half past nine")
        shown = json.loads(self.alice.run("history", "-n", "1", "--json", "#Plans"))
        at_bob = self.bob.open()
        go_to(at_bob, "plans")
        at_bob.wait_for("Half past nine")
        self.alice.run("message", "edit", shown["messageID"], "Half past ten")
        at_bob.wait_for("Half past ten (edited)")
        self.alice.run("message", "react", shown["messageID"], ":tada:")
        at_bob.wait_for(re.compile("ten .*\\n.*🎉"))
        self.alice.run("message", "unreact", shown["messageID"], "🎉")
        at_bob.wait_gone("🎉")
        self.assertEqual("bob\n", self.alice.run("message", "readers", shown["messageID"]))
        self.bob.run("message", "edit", shown["messageID"], "Never", status=1)
        self.alice.run("message", "recall", shown["messageID"])
        at_bob.wait_for("message recalled")
        self.alice.run("message", "delete", shown["messageID"])
        self.assertNotIn(shown["messageID"], self.alice.run("history", "--json", "#Plans"))

    def test_forwarded_by_the_picker(self):
        self.alice.run("room", "create", "--id", "plans", "Plans", "bob")
        at_alice, at_bob = self.both()
        say(at_alice, "The door code is 1234")
        at_bob.wait_for("1234")
        at_bob.keys("Up", "f")
        at_bob.wait_for("Forward to")
        at_bob.type("plans")
        at_bob.keys("Enter")
        at_bob.wait_for("Forwarded to #Plans")
        go_to(at_alice, "plans")
        at_alice.wait_for(re.compile(r"bob +The door code is 1234"))


if __name__ == "__main__":
    scene.main()
