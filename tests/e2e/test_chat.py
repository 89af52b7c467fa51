#!/usr/bin/python3
"""Two people at two terminals chat."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import go_to, say  # noqa: E402

A_TIME = r"\d\d:\d\d"


class Chat(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")

    def test_each_sees_at_once_what_the_other_writes(self):
        at_alice, at_bob = self.alice.open(), self.bob.open()
        go_to(at_alice, "bob")
        go_to(at_bob, "alice")
        say(at_alice, "Lunch at noon?")
        at_bob.wait_for(re.compile(rf"{A_TIME} +alice +Lunch at noon\?"))
        say(at_bob, "项目会议 👍 then lunch")
        at_alice.wait_for(re.compile(rf"{A_TIME} +bob +项目会议 👍 then lunch"))
        at_alice.wait_for(re.compile(rf"{A_TIME} +alice +Lunch at noon\?"))

    def test_what_is_not_looked_at_counts_as_unread_until_it_is(self):
        at_bob = self.bob.open()
        self.alice.run("send", "bob", "one")
        self.alice.run("send", "bob", "two")
        at_bob.wait_for(re.compile(r"^.*alice +2 ", re.M), "2 unread elsewhere")
        at_bob.keys("M-a")
        at_bob.wait_for("two", "alice")
        at_bob.wait_gone("unread elsewhere")
        at_bob.wait_gone(re.compile(r"^.{,4}alice +\d ", re.M))
        self.assertEqual("", self.bob.run("list", "--unread", "--json"))

    def test_an_own_message_is_there_at_once_and_marked_until_the_server_has_it(self):
        at_alice = self.alice.open()
        go_to(at_alice, "bob")
        self.coveyd.pause()
        say(at_alice, "on its way")
        at_alice.wait_for(re.compile(r"│.*alice +on its way"))
        self.assertFalse(at_alice.shows(re.compile(rf"{A_TIME} +alice +on its way")))
        self.coveyd.go_on()
        at_alice.wait_for(re.compile(rf"{A_TIME} +alice +on its way"))

    def test_a_peer_cannot_write_escape_sequences_to_the_terminal(self):
        at_bob = self.bob.open()
        go_to(at_bob, "alice")
        self.alice.run("send", "bob", "-", stdin="a\x1b]0;title\x07b\x1b[2Jc\u202ed\x9be")
        at_bob.wait_for("a^[]0;title^Gb^[[2Jc<U+202E>d")
        self.assertNotIn("title", at_bob.ask("pane_title"))

    def test_pasted_lines_wait_for_enter(self):
        at_alice = self.alice.open()
        go_to(at_alice, "bob")
        at_alice.paste("first line\nsecond line")
        at_alice.wait_for("first line", "second line")
        at_alice.keys("Enter")
        at_bob = self.bob.open()
        go_to(at_bob, "alice")
        at_bob.wait_for("first line", "second line")
        self.assertEqual(1, len(self.bob.run("history", "alice", "--json").splitlines()))

    def test_a_long_text_is_wrapped_at_words(self):
        at_bob = self.bob.open(width=60)
        go_to(at_bob, "alice")
        words = [f"word{n}" for n in range(40)]
        self.alice.run("send", "bob", " ".join(words))
        at_bob.wait_for("word0 ", "word39")
        for word in words:
            self.assertTrue(at_bob.shows(re.compile(rf"\b{word}\b")), word)

    def test_a_room_is_shared(self):
        self.alice.run("room", "create", "--id", "plans", "The plans", "bob")
        at_alice, at_bob = self.alice.open(), self.bob.open()
        go_to(at_alice, "The plans")
        go_to(at_bob, "The plans")
        say(at_alice, "We begin.")
        at_bob.wait_for("We begin.")
        say(at_bob, "I am here.")
        at_alice.wait_for("I am here.")

    def test_a_public_room_is_found_while_its_name_is_typed_and_joined(self):
        self.alice.run("room", "create", "The builds of ours")
        self.alice.run("room", "create", "--private", "Build secrets")
        at_bob = self.bob.open()
        at_bob.keys("C-g")
        at_bob.wait_for("Go to")
        at_bob.type("#buil")
        at_bob.wait_for(re.compile(r"make room #buil"), re.compile(r"join room #The builds of ours +1 person"))
        self.assertFalse(at_bob.shows("secrets"))
        at_bob.type("ds of")
        at_bob.wait_for(re.compile(r"make room #builds of"), re.compile(r"join room #The builds of ours +1 person"))
        self.assertFalse(at_bob.shows("There is no public room"))
        # Of strangers: a part of the name offers it and chooses nothing.
        at_bob.keys("Down")
        at_bob.wait_for(re.compile(r"▸ join room #The builds of ours +1 person"))
        at_bob.keys("Enter")
        at_bob.wait_gone("Go to")
        at_bob.wait_for("#The builds of ours")
        say(at_bob, "I have found you.")
        self.assertIn("I have found you.", self.alice.run("history", "The builds of ours"))

    def test_leaving_asks_and_leaves_cleanly(self):
        at_alice = self.alice.open()
        at_alice.keys("C-c")
        at_alice.wait_for("Leave covey?")
        at_alice.keys("y")
        self.assertEqual(0, at_alice.wait_exit())

    def test_one_key_leaves_without_asking(self):
        at_alice = self.alice.open()
        at_alice.keys("C-q")
        self.assertEqual(0, at_alice.wait_exit())


if __name__ == "__main__":
    scene.main()
