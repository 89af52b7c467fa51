#!/usr/bin/python3
"""kill -9 of either program, at any time: what had been answered is there, and what was written goes out once."""

import json
import pathlib
import re
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import go_to, say  # noqa: E402

EMPTY_LINE = re.compile(r"│ ›\s*$", re.M)


class Crash(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")

    def texts(self, person, conversation):
        """The texts of a conversation as the server has them."""
        lines = person.run("history", "--json", "-n", "1000", conversation).splitlines()
        return [json.loads(line)["text"] for line in lines]

    def again(self):
        self.coveyd.kill()
        self.coveyd.start()

    def test_what_was_written_while_the_server_was_away_goes_out_once(self):
        at_alice = self.alice.open()
        go_to(at_alice, "bob")
        say(at_alice, "before")
        at_bob = self.bob.open()
        go_to(at_bob, "alice")
        at_bob.wait_for("before")
        self.coveyd.kill()
        at_alice.wait_gone("online")
        for number in range(5):
            say(at_alice, f"while away {number}")
            at_alice.wait_for(f"while away {number}")
        self.coveyd.start()
        at_bob.wait_for(*(f"while away {number}" for number in range(5)))
        at_alice.wait_for("online")
        wanted = ["before", *(f"while away {number}" for number in range(5))]
        self.assertEqual(wanted, self.texts(self.bob, "alice"))

    def test_the_outbox_outlives_the_client(self):
        at_alice = self.alice.open()
        go_to(at_alice, "bob")
        say(at_alice, "answered")
        self.coveyd.kill()
        at_alice.wait_gone("online")
        say(at_alice, "never lost")
        at_alice.wait_for("never lost")
        at_alice.kill()

        # Without the server the conversation is read from the cache, with what waits.
        again = self.alice.start()
        again.wait_for("bob")
        go_to(again, "bob")
        again.wait_for("answered", "never lost")
        self.coveyd.start()
        again.wait_for("online")
        self.bob_gets(["answered", "never lost"])

    def test_what_waits_is_dropped_and_edited_before_anybody_gets_it(self):
        at_alice = self.alice.open()
        go_to(at_alice, "bob")
        say(at_alice, "answered")
        at_alice.wait_for(re.compile(r"\d\d:\d\d +alice +answered"))
        self.coveyd.kill()
        at_alice.wait_gone("online")
        for text in ("regretted", "mispelt", "last"):
            say(at_alice, text)
            at_alice.wait_for(EMPTY_LINE)
        at_alice.keys("Up", "Up")
        at_alice.wait_for("e edit  d delete")
        at_alice.keys("e")
        at_alice.wait_for("editing mispelt", "› mispelt")
        at_alice.type(" no more")
        at_alice.keys("Enter")
        at_alice.wait_gone("editing")
        at_alice.wait_for(EMPTY_LINE)
        at_alice.keys("Up", "Up", "Up", "d")
        at_alice.wait_for("Delete this message?", "It has not been sent")
        at_alice.keys("y")
        at_alice.wait_gone("regretted")
        # It is so on disk, too.
        at_alice.kill()
        again = self.alice.start()
        again.wait_for("bob")
        go_to(again, "bob")
        again.wait_for("answered", "mispelt no more", "last")
        self.assertFalse(again.shows("regretted"))
        self.coveyd.start()
        again.wait_for("online")
        self.bob_gets(["answered", "mispelt no more", "last"])

    def bob_gets(self, texts):
        at_bob = self.bob.open()
        go_to(at_bob, "alice")
        at_bob.wait_for(*texts)
        self.assertEqual(texts, self.texts(self.bob, "alice"))

    def test_a_client_killed_at_any_moment_of_sending_sends_each_once(self):
        written = []
        for number in range(6):
            at_alice = self.alice.open()
            go_to(at_alice, "bob")
            text = f"message {number}"
            at_alice.type(text)
            at_alice.wait_for(text)
            at_alice.keys("Enter")
            written.append(text)
            if number % 2:
                at_alice.wait_for(text, EMPTY_LINE)
                at_alice.kill()
            else:
                at_alice.keys("C-q")
                at_alice.wait_exit()
        last = self.alice.open()
        go_to(last, "bob")
        last.wait_for(written[-1])
        self.bob_gets(written)

    def test_a_server_killed_at_any_moment_of_sending_keeps_what_it_answered(self):
        """A stream of `covey send`s while the server is killed again and again."""
        answered = []
        enough = threading.Event()

        def stream():
            number = 0
            while not enough.is_set():
                number += 1
                done = subprocess.run(
                    [scene.program("covey"), "send", "bob", f"m{number}"], env=self.alice.environment(),
                    capture_output=True, timeout=scene.DEADLINE, check=False,
                )
                if done.returncode == 0:
                    answered.append(f"m{number}")

        sender = threading.Thread(target=stream)
        sender.start()
        try:
            for wanted in range(3, 16, 3):
                self.wait_until(lambda: len(answered) >= wanted)
                self.again()
        finally:
            enough.set()
            sender.join()
        stored = self.texts(self.bob, "alice")
        self.assertEqual(len(stored), len(set(stored)))
        self.assertEqual([], [text for text in answered if text not in stored])

    def test_groups_survive_a_killed_server(self):
        names = []
        for number in range(5):
            self.alice.run("group", "create", f"g{number}", "bob")
            names.append(f"g{number}")
            self.again()
            listed = [json.loads(line)["groupName"] for line in self.alice.run("group", "list", "--json").splitlines()]
            self.assertEqual(names, listed)

    def test_reading_position_and_draft_survive_a_killed_client(self):
        self.bob.run("send", "alice", "read me")
        at_alice = self.alice.open()
        go_to(at_alice, "bob")
        at_alice.wait_for("read me")
        self.wait_until(lambda: self.alice.run("list", "--unread", "--json") == "")
        at_alice.kill()
        again = self.alice.open()
        again.wait_for("bob")
        again.wait_gone("unread elsewhere")

    def test_a_damaged_cache_is_no_end(self):
        """The cache is only a cache: without it everything comes from the server."""
        self.bob.run("send", "alice", "hello")
        at_alice = self.alice.open()
        at_alice.wait_for("bob")
        at_alice.kill()
        for file in self.alice.state.rglob("*.db*"):
            file.write_bytes(b"\x00garbage" * 512)
        again = self.alice.open()
        go_to(again, "bob")
        again.wait_for("hello")


if __name__ == "__main__":
    scene.main()
