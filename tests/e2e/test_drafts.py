#!/usr/bin/python3
"""What is typed and not sent: over restarts, and at the other terminal."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import go_to  # noqa: E402


class Drafts(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        self.bob.run("send", "alice", "hello")

    def test_a_draft_is_there_after_a_restart(self):
        screen = self.alice.open()
        go_to(screen, "bob")
        screen.type("not sent yet")
        screen.wait_for("› not sent yet")
        screen.keys("C-q")
        self.assertEqual(0, screen.wait_exit())
        screen = self.alice.open()
        go_to(screen, "bob")
        screen.wait_for("› not sent yet")

    def test_a_draft_survives_a_crash(self):
        screen = self.alice.open()
        go_to(screen, "bob")
        screen.type("not sent yet")
        screen.wait_for("› not sent yet")
        screen.kill()
        self.coveyd.stop()
        screen = self.alice.start()
        go_to(screen, "bob")
        screen.wait_for("› not sent yet")

    def test_a_draft_follows_to_the_other_terminal_and_is_gone_there_when_sent(self):
        here, there = self.alice.open(), self.alice.open()
        go_to(here, "bob")
        go_to(there, "bob")
        here.type("begun here")
        there.wait_for("› begun here")
        there.type(", ended there")
        here.wait_for("› begun here, ended there")
        here.keys("Enter")
        here.wait_for("alice  begun here, ended there")
        there.wait_gone("› begun here")


if __name__ == "__main__":
    scene.main()
