#!/usr/bin/python3
"""covey --plain: the same client as lines of text, and what TERM=dumb gets."""

import os
import pathlib
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.coveyd import DEADLINE  # noqa: E402


class Lines:
    """covey --plain between two pipes."""

    def __init__(self, scenario, person, **environment):
        self.scenario = scenario
        self.process = subprocess.Popen(
            [scene.program("covey"), "--plain"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=person.environment(TERM="dumb", **environment),
        )
        self.said = ""
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        scenario.addCleanup(self.end)

    def read(self):
        while piece := os.read(self.process.stdout.fileno(), 4096):
            self.said += piece.decode("utf-8")

    def type(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def wait_for(self, text):
        """Until it was said; what was said up to there is forgotten."""
        self.scenario.wait_until(lambda: text in self.said)
        self.said = self.said[self.said.index(text) + len(text):]

    def leave(self):
        self.process.stdin.close()
        return self.process.wait(DEADLINE)

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(DEADLINE)
        self.reader.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()


class Plain(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        self.alice.run("group", "create", "Suppliers", "bob")
        self.alice.run("group", "create", "Research")

    def test_a_conversation_is_held_line_by_line(self):
        self.bob.run("send", "alice", "The second shipment is here.")
        lines = Lines(self, self.alice)
        lines.wait_for("Online: alice@")
        lines.type(":go bob")
        lines.wait_for("Suppliers, bob, 1 unread.")
        lines.wait_for("bob: The second shipment is here.")
        lines.type("Who signs?")
        self.wait_until(lambda: "Who signs?" in self.bob.run("history", "alice", "-n", "1"))
        self.bob.run("send", "alice", "You.")
        lines.wait_for("bob: You.")
        self.wait_until(lambda: "bob" not in self.alice.run("list", "--unread"))
        self.assertNotIn("Who signs?", lines.said)
        self.assertEqual(0, lines.leave())

    def test_what_has_no_newline_at_the_end_is_a_line_too(self):
        lines = Lines(self, self.alice)
        lines.wait_for("Online")
        lines.type(":go bob")
        lines.wait_for("bob")
        lines.process.stdin.write(b"no newline")
        self.assertEqual(0, lines.leave())
        self.assertIn("no newline", self.bob.run("history", "alice", "-n", "1"))

    def test_nothing_is_sent_behind_quit(self):
        lines = Lines(self, self.alice)
        lines.wait_for("Online")
        lines.type(":go bob\nfor bob\n:quit\nfor the shell")
        self.assertEqual(0, lines.process.wait(DEADLINE))
        self.assertIn("for bob", self.bob.run("history", "alice", "-n", "1"))
        again = Lines(self, self.alice)
        again.wait_for("Online")
        again.type(":go bob\nlater")
        self.wait_until(lambda: "later" in self.bob.run("history", "alice", "-n", "1"))
        self.assertNotIn("shell", self.bob.run("history", "alice"))

    def test_when_nobody_listens_any_more_it_leaves(self):
        reader, writer = os.pipe()
        process = subprocess.Popen(
            [scene.program("covey"), "--plain"], stdin=subprocess.PIPE, stdout=writer,
            env=self.alice.environment(TERM="dumb"),
        )
        self.addCleanup(process.stdin.close)
        os.close(writer)
        os.read(reader, 4096)
        os.close(reader)
        process.stdin.write(b":help\n:help\n")
        process.stdin.flush()
        self.assertEqual(0, process.wait(DEADLINE))

    def test_the_same_commands_do_the_same(self):
        lines = Lines(self, self.alice)
        lines.wait_for("Online")
        lines.type(":go bob")
        lines.wait_for("Suppliers, bob.")
        lines.type(":move")
        lines.wait_for("1 Research")
        lines.type("1")
        self.wait_until(lambda: "bob" in self.alice.run("list", "--group", "Research"))
        lines.type(":delete-group Suppliers")
        lines.wait_for("y to delete the group")
        lines.type("y")
        self.wait_until(lambda: "Suppliers" not in self.alice.run("group", "list"))
        lines.type(":list")
        lines.wait_for("Research, 1 conversation")
        lines.type(":quit")
        self.assertEqual(0, lines.process.wait(DEADLINE))

    def test_a_search_is_read_out_when_it_is_answered(self):
        self.bob.run("send", "alice", "The second shipment is here.")
        lines = Lines(self, self.alice)
        lines.wait_for("Online")
        lines.type(":search shipment")
        lines.wait_for("1 found.\n1 bob: The second shipment is here.")
        lines.type("nothing")
        lines.wait_for("0 found.")
        lines.type("second")
        lines.wait_for("1 found.\n1 bob: The second shipment is here.")

    def test_what_comes_elsewhere_is_said_with_its_group(self):
        lines = Lines(self, self.alice)
        lines.wait_for("Online")
        self.bob.run("send", "alice", "psst \x1b[2J")
        lines.wait_for("Suppliers, bob, 1 unread: bob: psst ^[[2J")
        lines.type(":next-unread")
        lines.wait_for("Suppliers, bob, 1 unread.")

    def test_all_that_is_unread_is_read_out_of_what_was_never_open(self):
        self.alice.run("send", "alice", "a note: it is opened first")
        for number in range(1, 4):
            self.bob.run("send", "alice", f"early {number}")
        lines = Lines(self, self.alice)
        lines.wait_for("a note")
        self.bob.run("send", "alice", "live")
        lines.wait_for("bob, 4 unread: bob: live")
        lines.type(":next-unread")
        lines.wait_for("bob, 4 unread.")
        for text in ("early 1", "early 2", "early 3", "live"):
            lines.wait_for(f"bob: {text}\n")
        self.wait_until(lambda: "bob" not in self.alice.run("list", "--unread"))

    def test_files_are_sent_and_saved_and_each_step_is_said(self):
        content = os.urandom(300_000)
        (self.alice.home / "the plan.bin").write_bytes(content)
        at_alice, at_bob = Lines(self, self.alice), Lines(self, self.bob)
        at_alice.wait_for("Online")
        at_alice.type(":go bob")
        at_alice.wait_for("Suppliers, bob.")
        at_alice.type(":send-file ~/nowhere")
        at_alice.wait_for("~/nowhere: No such file or directory")
        at_alice.type(':send-file "~/the plan.bin"')
        at_alice.wait_for("Sending: the plan.bin\n")
        at_alice.wait_for("Sent: the plan.bin\n")
        at_bob.wait_for("alice")
        at_bob.type(":go alice")
        at_bob.wait_for("alice: file: the plan.bin (300.0 kB)\n")
        for command, name in ((":save-file", "Downloads/the plan.bin"), (":save-file ~/mine.bin", "mine.bin")):
            at_bob.type(command)
            at_bob.wait_for("Saving: the plan.bin\n")
            saved = self.bob.home / name
            at_bob.wait_for(f"Saved as {saved}")
            self.assertEqual(content, saved.read_bytes())
        at_bob.type(":save-file ~/mine.bin")
        at_bob.wait_for("Error: Could not fetch the file:")

    def test_what_was_typed_before_the_end_is_sent(self):
        lines = Lines(self, self.alice)
        lines.wait_for("Online")
        lines.type(":go bob")
        lines.type("the last word")
        self.assertEqual(0, lines.leave())
        self.wait_until(lambda: "the last word" in self.bob.run("history", "alice"))

    def test_no_escape_sequence_is_ever_written(self):
        lines = Lines(self, self.alice)
        lines.wait_for("Online")
        for line in (":help", ":list", ":go bob", "é 項 \U0001f600", ":theme dark", ":only-messages", ":redraw", ":where"):
            lines.type(line)
        lines.wait_for("Suppliers, bob; 0 unread")
        self.assertEqual(0, lines.leave())
        lines.reader.join()
        self.assertNotIn("\x1b", lines.said)

    def test_a_locale_without_unicode_gets_ascii(self):
        lines = Lines(self, self.alice, LC_ALL="C")
        lines.wait_for("Online")
        lines.type(":nonsense")
        lines.wait_for('There is no command "nonsense".')

    def test_a_dumb_terminal_gets_lines_by_itself(self):
        screen = self.alice.start(TERM="dumb")
        screen.wait_for("Online: alice@")
        screen.type(":go bob\n")
        screen.wait_for("Suppliers, bob.")
        screen.keys("C-d")
        self.assertEqual(0, screen.wait_exit())


if __name__ == "__main__":
    scene.main()
