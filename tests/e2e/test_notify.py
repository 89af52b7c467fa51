#!/usr/bin/python3
"""Notifications where there is no desktop: sequences as bytes in a pseudo-terminal and through a real tmux and screen,
the bell, a command, the title."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.raw import RawTerminal  # noqa: E402

TERMINALS = {
    "osc99": {"KITTY_WINDOW_ID": "1"},
    "osc9": {"LC_TERMINAL": "iTerm2"},
    "osc777": {"TERM_PROGRAM": "WezTerm"},
}
LUNCH = {
    "osc99": rb"\x1b\]99;i=covey[0-9a-f]{16}:d=0;bob\x07\x1b\]99;i=covey[0-9a-f]{16}:p=body;Lunch\?\x07",
    "osc9": rb"\x1b\]9;bob: Lunch\?\x07",
    "osc777": rb"\x1b\]777;notify;bob;Lunch\?\x07",
}
KITTY_CLOSES = re.compile(rb"\x1b\]99;i=covey[0-9a-f]{16}:p=close;\x07")
SEQUENCE = re.compile(rb"\x1b\][^\x07\x1b]*(\x07|\x1b\\)")
XTVERSION = b"\x1b[>q"


class Notify(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")

    def raw(self, command, answers=(), **environment):
        everything = self.alice.environment(**{"TERM": "xterm-256color", **environment})
        terminal = RawTerminal(command, everything, answers=answers)
        self.addCleanup(terminal.close)
        return terminal

    def covey(self, **environment):
        terminal = self.raw([scene.program("covey")], **environment)
        terminal.wait_for(b"online")
        return terminal

    def settings(self, text):
        self.alice.config.parent.mkdir(parents=True, exist_ok=True)
        self.alice.config.write_text("[notify]\n" + text, encoding="utf-8")

    def wait_for_bell(self, terminal, since=0):
        """A bell by itself, and not the end of a sequence."""
        self.wait_until(lambda: terminal.read(0.1) and b"\x07" in SEQUENCE.sub(b"", terminal.seen[since:]))

    def room(self):
        self.bob.run("room", "create", "--id", "test", "Test", "alice")

    def test_each_terminal_gets_what_it_understands(self):
        for way, environment in TERMINALS.items():
            with self.subTest(way):
                terminal = self.covey(**environment)
                self.bob.run("send", "alice", "Lunch?")
                terminal.wait_for(re.compile(LUNCH[way]))
                self.alice.run("read", "bob")
                if way == "osc99":
                    terminal.wait_for(KITTY_CLOSES)
                terminal.type(b"\x11")
                self.assertEqual(0, terminal.wait_exit())

    def test_an_unknown_terminal_gets_the_bell(self):
        terminal = self.covey()
        self.bob.run("send", "alice", "Lunch?")
        self.wait_for_bell(terminal)
        self.assertNotIn(b"Lunch?\x07", terminal.seen)

    def test_several_messages_are_one_notification(self):
        terminal = self.covey(**TERMINALS["osc777"])
        self.bob.run("send", "alice", stdin="one")
        sends = [subprocess.Popen([scene.program("covey"), "send", "alice", f"message {i}"],
                                  env=self.bob.environment(), stdout=subprocess.DEVNULL) for i in range(4)]
        for send in sends:
            self.assertEqual(0, send.wait())
        terminal.wait_for(re.compile(rb"\x1b\]777;notify;bob \(5 messages\);message \d\x07"))
        self.assertLessEqual(terminal.seen.count(b"]777;"), 2)

    def test_no_control_character_of_a_message_gets_out(self):
        terminal = self.covey(**TERMINALS["osc777"])
        self.bob.run("send", "alice", stdin="\x1b]0;owned\x07 \x9b31m \u202e;ls\x1b\\")
        shown = terminal.wait_for(re.compile(rb"\x1b\]777;notify;bob;([^\x07]*)\x07")).group(1).decode()
        self.assertIn("owned", shown)
        self.assertFalse([one for one in shown if ord(one) < 32 or 0x7F <= ord(one) < 0xA0 or one == "\u202e"])

    def test_focus_and_what_is_on_the_screen(self):
        self.bob.run("send", "alice", "first")
        terminal = self.covey(**TERMINALS["osc777"])
        terminal.type(b"\x1ba")  # M-a: the next unread
        terminal.wait_for(b"first")
        self.alice_has_unread(0)
        terminal.type(b"\x1b[O")
        self.bob.run("send", "alice", "looking elsewhere?")
        terminal.wait_for(b"\x1b]777;notify;bob;looking elsewhere?\x07")
        self.alice_has_unread(1)
        terminal.type(b"\x1b[I")
        self.alice_has_unread(0)
        self.bob.run("send", "alice", "before the eyes")
        terminal.wait_for(b"before the eyes")
        self.alice_has_unread(0)
        time_is_over = terminal.mark()
        terminal.type(b"\x1b[O")
        self.bob.run("send", "alice", "again")
        terminal.wait_for(b"\x1b]777;notify;bob;again\x07", time_is_over)
        self.assertNotIn(b"bob;before the eyes", terminal.seen)

    def alice_has_unread(self, count):
        self.wait_until(lambda: f'"unreadCount":{count},' in self.alice.run("list", "--json").replace('": ', '":'))

    def test_the_title_has_the_total_and_is_given_back(self):
        self.room()
        terminal = self.covey()
        terminal.wait_for(b"\x1b[22;2t")
        terminal.wait_for(b"\x1b]2;covey\x07")
        self.bob.run("send", "alice", "one")
        terminal.wait_for(b"\x1b]2;(1) covey\x07")
        self.bob.run("send", "GROUPtest", "look, @alice")
        terminal.wait_for(b"\x1b]2;(@2) covey\x07")
        before = terminal.mark()
        self.alice.run("remind", "mute", "GROUPtest")
        terminal.wait_for(b"\x1b]2;(1) covey\x07", before)
        self.alice.run("remind", "mute", "bob")
        terminal.wait_for(b"\x1b]2;covey\x07", before)
        self.alice.run("remind", "count", "bob")
        terminal.wait_for(b"\x1b]2;(1) covey\x07", before)
        terminal.type(b"\x11")
        self.assertEqual(0, terminal.wait_exit())
        self.assertIn(b"\x1b]2;\x07\x1b[23;2t", terminal.seen[before:])

    def test_what_is_not_to_be_told_is_not(self):
        self.settings("people = count\n")
        self.room()
        terminal = self.covey(**TERMINALS["osc777"])
        self.bob.run("send", "alice", "quiet")
        self.bob.run("send", "GROUPtest", "all of you")
        terminal.wait_for(b"\x1b]2;(2) covey\x07")
        self.bob.run("send", "GROUPtest", "you, @alice")
        terminal.wait_for(b"\x1b]777;notify;bob in #Test;you, @alice\x07")
        self.assertEqual(1, terminal.seen.count(b"]777;"))

    def test_quiet_hours(self):
        told = self.covey(**TERMINALS["osc777"])
        hour = time.localtime().tm_hour
        self.settings(f"quiet = {hour:02}:00-{(hour + 2) % 24:02}:00\n")
        quiet = self.covey(**TERMINALS["osc777"])
        self.bob.run("send", "alice", "are you asleep?")
        quiet.wait_for(b"\x1b]2;(1) covey\x07")
        # The other terminal, whose hours are not quiet, says when it would have come here.
        told.wait_for(b"]777;notify;bob;are you asleep?")
        self.bob.run("send", "alice", "good night")
        quiet.wait_for(b"\x1b]2;(2) covey\x07")
        self.assertNotIn(b"]777;", quiet.seen)

    def test_wrong_settings_are_told_with_their_line(self):
        for line, complaint in (
            ("mode = loud", "“loud” is none of auto, desktop, osc777, osc99, osc9, bell, command, off"),
            ("people = all", "“all” is none of notify, mentions, count, mute"),
            ("quiet = 22-7", "“22-7” is no span of hours, as 22:00-07:00 is"),
            ("quiet = 24:00-07:00", "is no span of hours"),
            ("excerpt = maybe", "“maybe” is none of no, yes"),
            ("volume = 11", "[notify] has no setting “volume”"),
        ):
            self.settings(line + "\n")
            done = subprocess.run([scene.program("covey"), "list"], env=self.alice.environment(), text=True,
                                  capture_output=True, check=False)
            self.assertEqual(1, done.returncode)
            self.assertIn("covey.ini:2: ", done.stderr)
            self.assertIn(complaint, done.stderr)
        self.settings("mode = command\n")
        self.alice.run("list", status=1)

    def test_a_command_gets_the_texts_and_nothing_of_them_is_run(self):
        out, pwned = self.folder / "out", self.folder / "pwned"
        self.settings(f"command = printf '%s|%s|%s\\n' \"$COVEY_TITLE\" \"$COVEY_BODY\" \"$COVEY_CONVERSATION\" >>{out}\n")
        terminal = self.covey(**TERMINALS["osc777"])
        evil = f"$(touch {pwned}) `touch {pwned}` '; touch {pwned}; \" \x07"
        self.bob.run("send", "alice", stdin=evil)
        self.wait_until(lambda: out.exists() and out.read_text().endswith("\n"))
        self.assertEqual(f"bob|{evil[:-1]}^G|C2Cbob\n", out.read_text())
        self.assertFalse(pwned.exists())
        children = subprocess.run(["ps", "--ppid", str(terminal.pid), "-o", "stat="], capture_output=True, text=True,
                                  check=False).stdout
        self.assertNotIn("Z", children)

    def test_a_command_that_hangs_holds_nobody(self):
        began = self.folder / "began"
        self.settings(f"command = echo $$ >{began}; exec sleep 600\n")
        terminal = self.covey()
        self.bob.run("send", "alice", "Lunch?")
        self.wait_until(lambda: began.exists() and began.read_text().endswith("\n"))
        terminal.type(b"\x11")
        self.assertEqual(0, terminal.wait_exit())
        os.kill(int(began.read_text()), signal.SIGKILL)

    # Through others

    def tmux(self, passthrough, version):
        """A real tmux in a terminal that says it is `version`; covey in it."""
        configuration, socket = self.folder / "tmux.conf", self.folder / "tmux.sock"
        configuration.write_text(
            f"set -g allow-passthrough {passthrough}\nset -g focus-events on\nset -g default-terminal tmux-256color\n"
            "set -g escape-time 0\nset -g set-titles on\nset -g set-titles-string '#T'\n", encoding="utf-8")
        base = ["tmux", "-S", str(socket), "-f", str(configuration)]
        environment = self.alice.environment(TERM="xterm-256color")
        terminal = self.raw([*base, "new-session", "-s", "main", "sh"],
                            answers={XTVERSION: b"\x1bP>|" + version + b"\x1b\\", b"\x1b[c": b"\x1b[?62;22c"})
        self.addCleanup(subprocess.run, [*base, "kill-server"], check=False, capture_output=True)

        def ask(what):
            return subprocess.run([*base, "display-message", "-t", "main", "-p", what], capture_output=True, text=True,
                                  env=environment, check=False).stdout.strip()

        terminal.wait_for(b"\x1b[")
        self.wait_until(lambda: terminal.read(0) and ask("#{client_termtype}") == version.decode())
        terminal.type(f"exec {scene.program('covey')}\r")
        terminal.wait_for(b"online")
        return terminal

    def test_through_tmux_to_the_terminal_that_tmux_runs_in(self):
        terminal = self.tmux("on", b"kitty(0.26.5)")
        self.bob.run("send", "alice", "Lunch?")
        terminal.wait_for(re.compile(LUNCH["osc99"]))
        terminal.wait_for(re.compile(rb"\x1b\]0;\(1\) covey\x07|\x1b\]2;\(1\) covey\x07|\x1b\]0;\(1\) covey\x1b"))
        self.alice.run("read", "bob")
        terminal.wait_for(KITTY_CLOSES)

    def test_a_tmux_that_lets_nothing_through_rings_the_bell(self):
        terminal = self.tmux("off", b"kitty(0.26.5)")
        before = terminal.mark()
        self.bob.run("send", "alice", "Lunch?")
        self.wait_for_bell(terminal, before)
        self.assertNotIn(b"]99;", terminal.seen)

    @unittest.skipUnless(shutil.which("screen"), "screen is not there")
    def test_through_screen(self):
        folder = self.folder / "screens"
        folder.mkdir(mode=0o700)
        settings = self.folder / "screenrc"
        settings.write_text("autodetach off\n", encoding="ascii")  # it ends with its terminal
        terminal = self.raw(["screen", "-c", str(settings), "-T", "screen-256color", scene.program("covey")],
                            SCREENDIR=str(folder), **TERMINALS["osc777"])
        terminal.wait_for(b"online")
        self.bob.run("send", "alice", "Lunch? " + "x" * 150)
        terminal.wait_for(re.compile(rb"\x1b\]777;notify;bob;Lunch\? x{150}\x07"))


if __name__ == "__main__":
    scene.main()
