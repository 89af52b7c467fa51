#!/usr/bin/python3
"""Nobody has named a server: covey starts one of its own, other coveys share it, it leaves when idle."""

import os
import pathlib
import pwd
import signal
import stat
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import go_to, say  # noqa: E402

ME = pwd.getpwuid(os.getuid()).pw_name  # on a Unix socket the account is that of the machine
MACHINE_SOCKET = pathlib.Path("/run/covey/covey.sock")


@unittest.skipIf(MACHINE_SOCKET.exists(), "this machine has a coveyd for everybody")
class Personal(scene.Scene):
    def setUp(self):
        super().setUp()
        self.alice = self.person("alice")

    def test_the_first_start_is_a_working_client_with_notes(self):
        screen = self.alice.open()
        go_to(screen, "my notes")
        say(screen, "buy milk")
        self.wait_until(lambda: "buy milk" in self.alice.run("history", ME))
        self.assertEqual(1, len(self.alice.servers()))

    def test_a_second_covey_joins_it(self):
        first, second = self.alice.open(), self.alice.open()
        self.alice.run("group", "create", "Ideas")
        for screen in (first, second):
            screen.wait_for("▾ Ideas")
        self.assertEqual(1, len(self.alice.servers()))

    def test_two_that_start_together_share_one(self):
        first, second = self.alice.start(), self.alice.start()
        for screen in (first, second):
            screen.wait_for("● online")
        self.assertEqual(1, len(self.alice.servers()))

    def test_what_it_keeps_is_nobody_elses(self):
        self.alice.open()
        for top in (self.alice.data, self.alice.state, self.alice.runtime / "covey"):
            for file in (top, *top.rglob("*")):
                mode = file.lstat().st_mode
                # A socket's folder keeps others out; its own mode says nothing everywhere.
                if not stat.S_ISSOCK(mode):
                    self.assertEqual(0, stat.S_IMODE(mode) & 0o077, f"{file} has mode {mode:o}")

    def test_killed_it_is_started_again_and_nothing_is_lost(self):
        screen = self.alice.open()
        go_to(screen, "my notes")
        say(screen, "before the crash")
        self.wait_until(lambda: "before the crash" in self.alice.run("history", ME))
        os.kill(self.alice.servers()[0], signal.SIGKILL)
        screen.wait_gone("● online")
        say(screen, "while it was away")
        screen.wait_for("● online")
        self.wait_until(lambda: "while it was away" in self.alice.run("history", ME))
        self.assertIn("before the crash", self.alice.run("history", ME))

    def test_it_leaves_when_nobody_is_there_and_comes_back_with_everything(self):
        self.alice.run("send", ME, "remember me")
        self.assertEqual(1, len(self.alice.servers()))
        self.wait_until(lambda: not self.alice.servers(), deadline=150)
        self.assertIn("remember me", self.alice.run("history", ME))


if __name__ == "__main__":
    scene.main()
