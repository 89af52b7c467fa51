#!/usr/bin/python3
"""Two accounts on two servers, on one screen and on the command line."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.coveyd import password_of  # noqa: E402


class Accounts(scene.Scene):
    def setUp(self):
        super().setUp()
        self.work, self.home = self.server(), self.server()
        (self.bob,) = self.people(self.work, "bob")
        (self.carol,) = self.people(self.home, "carol")
        self.work.add_user("alice")
        self.home.add_user("ally")
        self.alice = self.person("alice")
        self.settings(
            f"[account work]\nserver = {self.work.url('ws')}\nuser = alice\n"
            f"[account home]\nserver = {self.home.url('ws')}\nuser = ally\n"
        )
        self.alice.run("--account", "work", "login", stdin=password_of("alice") + "\n")
        self.alice.run("--account", "home", "login", stdin=password_of("ally") + "\n")
        self.bob.run("send", "alice", "from bob at work")
        self.carol.run("send", "ally", "from carol at home")

    def settings(self, text):
        self.alice.config.parent.mkdir(parents=True, exist_ok=True)
        self.alice.config.write_text(text)

    def open(self, **more):
        screen = self.alice.start(**more)
        screen.wait_for("● work", "● home", "bob", "carol")
        return screen

    def test_the_sidebar_shows_them_one_above_the_other(self):
        screen = self.open()
        screen.wait_for(re.compile(r"● work +1[^●]* bob +1[^●]*● home +1[^●]* carol +1"))

    def test_a_key_shows_an_account_and_what_is_written_goes_to_it(self):
        screen = self.open()
        screen.keys("M-2")
        screen.wait_for("covey  ally@")
        scene.go_to(screen, "carol")
        screen.wait_for("from carol at home")
        scene.say(screen, "hello from home")
        self.wait_until(lambda: "hello from home" in self.carol.run("history", "ally"))
        screen.keys("M-1")
        screen.wait_for("covey  alice@")
        scene.go_to(screen, "bob")
        scene.say(screen, "hello from work")
        self.wait_until(lambda: "hello from work" in self.bob.run("history", "alice"))
        screen.wait_gone("hello from home")
        screen.keys("M-0")
        screen.wait_for("hello from home")

    def test_the_cursor_walks_through_all_of_them(self):
        screen = self.open()
        screen.keys("Down", "Down", "Down")
        screen.wait_for("covey  ally@")
        screen.keys("Down", "Enter")
        screen.wait_for("from carol at home")
        screen.keys("Tab", "Up", "Up")
        screen.wait_for("covey  alice@")

    def test_a_command_is_for_one_account(self):
        self.assertIn("bob", self.alice.run("list"))
        self.assertIn("carol", self.alice.run("--account", "home", "list"))
        self.assertIn("carol", self.alice.run("list", "--account", "home"))
        self.alice.run("--account", "nowhere", "list", status=1)


if __name__ == "__main__":
    scene.main()
