#!/usr/bin/python3
"""Two people at two terminals see each other come and go, write and read; and what one does about the other."""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import command, go_to, say  # noqa: E402


class People(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        self.alice.run("send", "bob", "hello")

    def test_each_sees_the_other_come_write_read_and_go(self):
        at_alice = self.alice.open()
        go_to(at_alice, "bob")
        at_alice.wait_for(re.compile(r"hello +✓$", re.M))
        at_bob = self.bob.open()
        at_alice.wait_for(re.compile(r"^ › +bob ●", re.M))
        go_to(at_bob, "alice")
        at_alice.wait_for(re.compile(r"hello +✓✓$", re.M))
        at_bob.type("I am")
        at_alice.wait_for("bob is typing…")
        at_bob.keys("Enter")
        at_alice.wait_for(re.compile(r"bob +I am"))
        at_alice.wait_gone("is typing")
        command(at_bob, "status at lunch")
        at_alice.wait_for("bob ● at lunch")
        command(at_bob, "nick Robert")
        at_alice.wait_for("Robert ● at lunch")
        at_bob.keys("C-q")
        at_alice.wait_gone(re.compile(r"Robert ●"))

    def test_who_wants_to_be_unseen_is(self):
        self.bob.config.parent.mkdir(parents=True, exist_ok=True)
        self.bob.config.write_text("[chat]\nreceipts = no\ntyping = no\n", encoding="utf-8")
        at_alice, at_bob = self.alice.open(), self.bob.open()
        go_to(at_alice, "bob")
        go_to(at_bob, "alice")
        at_bob.wait_for("hello")
        at_bob.type("secretly")
        at_bob.wait_for("secretly")
        self.wait_until(lambda: self.bob.run("list", "--unread", "--json") == "")
        at_bob.keys("Enter")
        at_alice.wait_for(re.compile(r"bob +secretly"))
        self.assertFalse(at_alice.shows("✓✓"))

    def test_the_blocked_is_told_so_and_hears_again(self):
        at_alice, at_bob = self.alice.open(), self.bob.open()
        go_to(at_alice, "bob")
        go_to(at_bob, "alice")
        command(at_alice, "block")
        at_alice.wait_for("Block bob?")
        at_alice.keys("y")
        at_alice.wait_for("bob ● ⊘")
        say(at_bob, "hey")
        at_bob.wait_for("not sent: The other side has")
        at_bob.wait_gone("alice ●")
        command(at_alice, "unblock")
        at_alice.wait_gone("⊘")
        at_bob.wait_for("alice ●")
        at_bob.keys("M-r")
        at_alice.wait_for(re.compile(r"bob +hey"))

    def test_the_people_of_a_room(self):
        self.alice.run("room", "create", "--id", "plans", "The plans", "bob")
        at_alice, at_bob = self.alice.open(), self.bob.open()
        go_to(at_alice, "The plans")
        at_alice.keys("F6")
        at_alice.wait_for("People in #The plans", re.compile(r"● alice +Owner"), "● bob", "2 here, of 2")
        at_alice.keys("Down", "a")
        at_alice.wait_for(re.compile(r"● bob +Admin"))
        at_alice.keys("Escape")
        go_to(at_bob, "The plans")
        command(at_bob, "describe-room Peas, and beans")
        at_alice.wait_for("#The plans · Peas, and beans")
        command(at_bob, "rename-room Great plans")
        row = re.compile("(?m)^[ ›]+#Great plans")
        at_alice.wait_for(row)
        at_bob.wait_for(row)
        at_alice.keys("F6")
        at_alice.wait_for("● bob")
        at_alice.keys("Down", "x")
        at_alice.wait_for("Remove bob from the room?")
        at_alice.keys("y")
        at_alice.wait_for("1 here, of 1")
        at_bob.wait_gone(row)  # what says so names the room, too

    def test_the_list_of_members_follows_who_comes_and_goes(self):
        carol = self.people(self.coveyd, "carol")[0]  # she has no conversation with alice
        self.alice.run("room", "create", "--id", "plans", "Plans", "bob", "carol")
        at_alice = self.alice.open()
        go_to(at_alice, "Plans")
        at_alice.keys("F6")
        at_alice.wait_for("1 here, of 3", "○ carol")
        at_carol = carol.open()
        at_alice.wait_for("2 here, of 3", "● carol")
        command(at_carol, "status back")
        at_alice.wait_for(re.compile(r"● carol +back"))
        at_carol.keys("C-q")
        at_alice.wait_for("1 here, of 3", "○ carol")

    def test_who_invites_and_who_is_invited_are_told(self):
        self.alice.run("room", "create", "--id", "plans", "Plans")
        at_alice, at_bob = self.alice.open(), self.bob.open()
        go_to(at_alice, "Plans")
        at_alice.keys("Tab", "i")
        at_alice.wait_for("Invite to #Plans")
        at_alice.type("bob zoe")
        at_alice.wait_for("bob zoe")
        at_alice.keys("Enter")
        at_alice.wait_for("zoe: There is no such user", "bob was added to #Plans")
        at_bob.wait_for("You are in #Plans now")

    def test_a_deleted_conversation_comes_back_with_the_next_message(self):
        at_alice = self.alice.open()
        go_to(at_alice, "bob")
        command(at_alice, "delete-conversation bob")
        at_alice.wait_for("Delete the conversation “bob”?")
        at_alice.keys("y")
        at_alice.wait_gone("bob")
        self.bob.run("send", "alice", "still there?")
        at_alice.wait_for(re.compile(r"bob +1 "))
        go_to(at_alice, "bob")
        at_alice.wait_for("still there?")
        self.assertFalse(at_alice.shows("hello"))


class Commands(scene.Scene):
    """The same from a shell."""

    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")

    def objects(self, person, *arguments):
        return [json.loads(line) for line in person.run(*arguments, "--json").splitlines()]

    def test_who_is_there_and_what_one_says_of_oneself(self):
        self.alice.run("send", "bob", "hello")
        self.assertEqual("bob  offline\n", self.alice.run("who"))
        at_bob = self.bob.open()
        self.assertEqual("bob\n", self.bob.run("nick"))
        self.assertEqual("", self.bob.run("status"))
        self.bob.run("status", "at", "lunch")
        self.bob.run("nick", "Robert")
        self.assertEqual("Robert\n", self.bob.run("nick"))
        self.assertEqual("at lunch\n", self.bob.run("status"))
        self.assertEqual([{"userID": "bob", "nick": "Robert", "status": "online",
                           "customStatus": "at lunch"}],
                         self.objects(self.alice, "who", "bob"))
        self.assertEqual("bob  online  Robert  at lunch\n", self.alice.run("who", "bob"))
        self.assertIn("Robert", self.alice.run("list"))
        self.bob.run("status", "")
        self.bob.run("nick", "")
        self.assertEqual("bob\n", self.bob.run("nick"))
        self.assertEqual("bob  online\n", self.alice.run("who", "bob"))
        at_bob.keys("C-q")

    def test_who_wrote_is_called_by_his_name_everywhere(self):
        carol = self.people(self.coveyd, "carol")[0]
        carol.run("nick", "Carol", "C.")
        self.alice.run("room", "create", "--id", "plans", "Plans", "bob", "carol")
        at_alice = self.alice.open()
        go_to(at_alice, "Plans")
        tail, plain = self.bob.start("tail"), self.bob.start("--plain")
        plain.wait_for("Online")
        plain.type(":go Plans")
        plain.keys("Enter")
        plain.wait_for("#Plans")

        def tail_begun():
            self.bob.run("send", "bob", "begin")
            return tail.shows("begin")

        self.wait_until(tail_begun)
        carol.run("send", "GROUPplans", "first shipment")
        # She has no conversation with any of them.
        at_alice.wait_for(re.compile(r"Carol C\. +first"))
        plain.wait_for("Carol C.: first shipment")
        tail.wait_for(re.compile(r"#Plans +Carol C\.: +first"))
        for arguments in (("history", "Plans"), ("search", "shipment"), ("export", "Plans"), ("list",)):
            self.assertRegex(self.bob.run(*arguments), r"Carol C\.:? +first", arguments)
        # A room is a room by its sign.
        self.assertRegex(self.bob.run("search", "shipment"), r" #Plans +Carol C\.:  first")
        self.assertRegex(self.bob.run("list"), r" #Plans .* Carol C\.: ")
        self.assertIn("**Carol C.**", self.bob.run("export", "--markdown", "Plans").replace("\\", ""))
        said = self.objects(self.bob, "history", "Plans")[-1]
        self.assertEqual(("carol", "Carol C."), (said["from"], said["nick"]))
        self.assertEqual("carol  offline  Carol C.\n", self.bob.run("who", "carol"))
        # She is called otherwise from now on, wherever she is shown.
        carol.run("nick", "Caro")
        at_alice.wait_for(re.compile(r" Caro +first"))
        at_alice.keys("C-q")
        at_alice.wait_exit()
        # What is kept says it without a connection, too.
        self.end_server(self.coveyd)
        self.alice.start().wait_for(re.compile(r" Caro +first"))

    def test_blocking(self):
        self.alice.run("block", "bob")
        self.assertEqual("bob\n", self.alice.run("blocked"))
        self.bob.run("send", "alice", "hey", status=1)
        self.alice.run("unblock", "bob")
        self.assertEqual("", self.alice.run("blocked"))
        self.bob.run("send", "alice", "hey")
        self.alice.run("block", "nobody", status=1)
        self.alice.run("block", status=2)

    def test_deleting(self):
        self.bob.run("send", "alice", "one")
        self.alice.run("delete", "bob")
        self.assertNotIn("bob", self.alice.run("list"))
        self.bob.run("send", "alice", "two")
        self.assertEqual(["two"], [one["text"] for one in self.objects(self.alice, "history", "bob")])
        self.assertEqual(2, len(self.objects(self.bob, "history", "alice")))

    def test_a_rooms_roles_and_name(self):
        self.alice.run("room", "create", "--id", "plans", "The plans", "bob")
        roles = lambda: {one["userID"]: one["role"] for one in self.objects(self.alice, "room", "members", "plans")}
        self.bob.run("room", "rename", "plans", "Mine", status=1)
        self.alice.run("room", "admin", "plans", "bob")
        self.assertEqual({"alice": "Owner", "bob": "Admin"}, roles())
        self.bob.run("room", "rename", "plans", "Great plans")
        self.assertIn("Great plans", self.alice.run("room", "list"))
        self.alice.run("room", "no-admin", "#plans", "bob")
        self.alice.run("room", "hand-over", "plans", "bob")
        self.assertEqual({"alice": "Member", "bob": "Owner"}, roles())


if __name__ == "__main__":
    scene.main()
