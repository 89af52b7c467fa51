#!/usr/bin/python3
"""What is typed and not sent: over restarts, and at the other terminal."""

import os
import pathlib
import re
import signal
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

    def editor(self, lines):
        path = self.alice.home / "editor"
        path.write_text("#!/bin/sh\n" + lines)
        path.chmod(0o700)
        return {"EDITOR": str(path), "VISUAL": ""}

    def test_the_editor_works_on_the_draft_and_gives_the_screen_back(self):
        write = 'cat "$1"; echo " in the editor"; read -r line; printf "%s\\nsecond line\\n" "$line" > "$1"\n'
        screen = self.alice.open(**self.editor(write))
        go_to(screen, "bob")
        screen.type("begun here")
        screen.keys("C-x")
        screen.wait_for("begun here", "in the editor")
        screen.wait_gone("alice@")
        self.bob.run("send", "alice", "meanwhile")
        screen.type("from the editor")
        screen.keys("Enter")
        screen.wait_for("› from the editor", "second line", "meanwhile")
        screen.keys("Enter")
        self.wait_until(lambda: "second line" in self.bob.run("history", "alice", "-n", "1"))
        self.assertEqual([], list(self.alice.runtime.glob("covey-*.txt")))

    def test_both_are_stopped_and_continued_in_the_editor(self):
        """As vim does it at Ctrl-z: the whole job stops; fg brings the editor back, and covey behind it."""
        stop = 'echo " in the editor"; kill -TSTP 0; clear; echo " back in the editor"; read -r line; echo "$line" > "$1"\n'
        environment = self.alice.environment(**self.editor(stop), PS1="shell> ")
        screen = self.terminal(["bash", "--norc", "--noprofile", "-i"], environment)
        screen.wait_for("shell>")
        screen.type(scene.program("covey"))
        screen.keys("Enter")
        screen.wait_for("● online")
        go_to(screen, "bob")
        screen.keys("C-x")
        screen.wait_for("Stopped")
        screen.type("fg")
        screen.keys("Enter")
        screen.wait_for("back in the editor")
        screen.type("written after all")
        screen.wait_for("written after all")
        self.assertFalse(screen.shows("F1 help"))
        screen.keys("Enter")
        screen.wait_for("› written after all", "F1 help")
        screen.type(", and typed")
        screen.wait_for("› written after all, and typed")
        screen.keys("Enter")
        self.wait_until(lambda: "and typed" in self.bob.run("history", "alice", "-n", "1"))

    def test_an_editor_that_fails_changes_nothing(self):
        screen = self.alice.open(**self.editor('echo spoilt > "$1"; exit 1\n'))
        go_to(screen, "bob")
        screen.type("as it was")
        screen.keys("M-E")
        screen.wait_for("stays as it was", "› as it was")
        screen.keys("!")
        screen.wait_for("› as it was!")

    def test_what_an_editor_leaves_running_is_not_waited_for(self):
        left = self.alice.home / "left"
        screen = self.alice.open(**self.editor(f'echo done > "$1"; sleep 600 & echo $! > {left}\n'))
        go_to(screen, "bob")
        screen.keys("M-E")
        try:
            screen.wait_for("› done")
        finally:
            os.kill(int(left.read_text()), signal.SIGKILL)

    def test_what_cannot_be_taken_from_the_editor_is_kept_in_its_file(self):
        for line, said in (
            (r'printf "a\0b" > "$1"', "no text for a message; kept in "),
            ('echo half > "$1"; kill -KILL $$', "The editor broke off; kept in "),
        ):
            screen = self.alice.open(**self.editor(line + "\n"))
            go_to(screen, "bob")
            screen.type("as it was")
            screen.keys("M-E")
            screen.wait_for(said, "› as it was")
            (kept,) = self.alice.runtime.glob("covey-*.txt")
            self.assertIn(kept.read_bytes(), (b"a\0b", b"half\n"))
            kept.unlink()
            screen.keys("C-u")
            screen.wait_gone("› as it was")
            screen.keys("C-q")
            self.assertEqual(0, screen.wait_exit())

    def test_an_editor_is_ended_with_covey_and_its_file_stays(self):
        screen = self.alice.open(**self.editor('echo half > "$1"; echo ready; exec sleep 600\n'))
        go_to(screen, "bob")
        screen.keys("M-E")
        screen.wait_for("ready")
        screen.signal(signal.SIGTERM)
        screen.wait_exit()
        (kept,) = self.alice.runtime.glob("covey-*.txt")
        self.assertEqual("half\n", kept.read_text())

    def test_a_misspelt_word_is_put_right(self):
        words = self.alice.home / "config" / "enchant" / "hunspell"
        words.mkdir(parents=True)
        (words / "xx_XX.aff").write_text("SET UTF-8\nTRY abcdefghijklmnopqrstuvwxyz\n")
        (words / "xx_XX.dic").write_text("3\nthe\nsecond\nhouse\n")
        self.alice.config.parent.mkdir(parents=True, exist_ok=True)
        self.alice.config.write_text("[writing]\nspelling = xx_XX\n")
        screen = self.alice.open()
        go_to(screen, "bob")
        screen.type("teh second house ")
        screen.wait_for("› teh second house")
        screen.keys("M-s")
        screen.wait_for(re.compile("Spelling|no dictionary"))
        if screen.shows("no dictionary"):
            self.skipTest("built without Enchant, or without Hunspell")
        screen.keys("Enter")
        screen.wait_for("› the second house")


if __name__ == "__main__":
    scene.main()
