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
        self.accounts = (
            f"[account work]\nserver = {self.work.url('ws')}\nuser = alice\n"
            f"[account home]\nserver = {self.home.url('ws')}\nuser = ally\n"
        )
        self.settings(self.accounts)
        said = self.alice.run("--account", "work", "login", stdin=password_of("alice") + "\n")
        self.assertEqual("Logged in as alice. The screen there: covey --account work\n", said)
        self.alice.run("--account", "home", "login", stdin=password_of("ally") + "\n")
        self.bob.run("send", "alice", "from bob at work")
        self.carol.run("send", "ally", "from carol at home")
        # With this note open nothing is read at work; at home carol's is open, and not read before that is shown.
        self.alice.run("--account", "work", "send", "C2Calice", "a note")

    def settings(self, text):
        self.alice.config.parent.mkdir(parents=True, exist_ok=True)
        self.alice.config.write_text(text)

    def open(self, **more):
        """Its messages of before are there."""
        screen = self.alice.start(**more)
        screen.wait_for("● work", "● home", "bob", "carol")
        return screen

    def test_the_sidebar_shows_them_one_above_the_other(self):
        screen = self.open()
        screen.wait_for(re.compile(r"● work +1[^●]* bob +1[^●]*● home +1[^●]* carol +1"))

    def test_a_key_shows_an_account_and_what_is_written_goes_to_it(self):
        screen = self.open()
        screen.keys("M-2")
        screen.wait_for("covey  home")
        scene.go_to(screen, "carol")
        screen.wait_for("from carol at home")
        scene.say(screen, "hello from home")
        self.wait_until(lambda: "hello from home" in self.carol.run("history", "ally"))
        screen.keys("M-1")
        screen.wait_for("covey  work")
        scene.go_to(screen, "bob")
        scene.say(screen, "hello from work")
        self.wait_until(lambda: "hello from work" in self.bob.run("history", "alice"))
        screen.wait_gone("hello from home")
        screen.keys("M-0")
        screen.wait_for("hello from home")

    def test_the_cursor_walks_through_all_of_them(self):
        screen = self.open()
        screen.keys("Tab")
        screen.wait_for("new group")
        screen.keys("Home", "Down", "Down", "Down")
        screen.wait_for("covey  home")
        screen.keys("Down", "Enter")
        screen.wait_for("from carol at home")
        screen.keys("Tab", "Up", "Up")
        screen.wait_for("covey  work")

    def test_a_command_is_for_one_account(self):
        self.assertIn("bob", self.alice.run("list"))
        self.assertIn("carol", self.alice.run("--account", "home", "list"))
        self.assertIn("carol", self.alice.run("list", "--account", "home"))
        self.alice.run("--account", "nowhere", "list", status=1)

    def test_next_unread_and_jumps_go_to_the_other_account(self):
        screen = self.open()
        screen.wait_for("2 unread")
        screen.keys("M-a")
        screen.wait_for("from bob at work", "1 unread elsewhere")
        screen.keys("M-a")
        screen.wait_for("covey  home", "from carol at home")
        scene.go_to(screen, "bob")
        screen.wait_for("covey  work", "from bob at work")

    def test_what_comes_to_an_account_that_is_not_shown_stays_unread(self):
        screen = self.open()
        screen.keys("M-2")
        scene.go_to(screen, "carol")
        screen.keys("M-1")
        scene.go_to(screen, "bob")
        screen.wait_gone("unread")
        self.carol.run("send", "ally", "are you there?")
        screen.wait_for(re.compile(r"● home +1 "), re.compile(r"carol[^\n]* 1 "), "1 unread elsewhere")
        screen.keys("M-2")
        screen.wait_for("are you there?")
        screen.wait_gone("unread")

    def test_what_one_account_loses_the_other_keeps(self):
        screen = self.open()
        self.home.stop()
        screen.wait_for("○ home", "● work", "● online")
        scene.go_to(screen, "bob")
        scene.say(screen, "home is gone")
        self.wait_until(lambda: "home is gone" in self.bob.run("history", "alice"))

    def test_notifications_say_whose_they_are(self):
        said = self.alice.home / "said"
        self.settings(f"{self.accounts}[notify]\nmode = command\ncommand = echo \"$COVEY_TITLE\" >> {said}\n")
        screen = self.open()
        self.carol.run("send", "ally", "hello")
        self.bob.run("send", "alice", "hello")
        self.wait_until(lambda: said.exists() and set(said.read_text().splitlines()) == {"home: carol", "work: bob"})
        screen.keys("C-q")
        screen.wait_exit()

    def test_one_that_nobody_logged_in_to_is_left_out_and_said(self):
        self.settings(f"{self.accounts}[account club]\nserver = {self.work.url('ws')}\nuser = nobody\n")
        screen = self.open()
        screen.wait_for("[account club]: log in first: covey --account club login")
        self.alice.run("--account", "club", "list", status=1)

    def test_ones_own_server_is_one_of_them_and_the_unnamed_one_stands_first(self):
        self.settings(f"{self.accounts}[account]\nserver =\n")
        screen = self.open()
        screen.wait_for(re.compile(r"● root@[^●]*my notes[^●]*● work[^●]*bob[^●]*● home[^●]*carol"))
        scene.say(screen, "a note of my own")
        screen.keys("M-2")
        screen.wait_gone("a note of my own")
        screen.keys("C-q")
        screen.wait_exit()

    def test_an_account_alone_has_no_heading(self):
        for words in (["--account", "home"], ["--server", self.home.url("ws"), "--user", "ally"]):
            screen = self.alice.open(*words)
            screen.wait_for("covey  ally@", "carol")
            screen.wait_gone("● home", "bob")
            screen.close()
        screen = self.alice.open(COVEY_SERVER=self.work.url("ws"))
        screen.wait_for("covey  alice@", "bob")
        screen.wait_gone("● work", "carol")


if __name__ == "__main__":
    scene.main()
