#!/usr/bin/python3
"""Undo and redo of what is done to groups, and edits without a connection, in two terminals of one person."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402

HEADING = re.compile("[▾▸] Work")  # what says that it was deleted names it, too
HEADINGS = "(?s)▾ Work.*▾ Home"


class Undo(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        self.alice.run("group", "create", "Work", "bob")
        self.alice.run("group", "create", "Home")
        self.here, self.there = self.alice.open(width=100), self.alice.open(width=100)
        for screen in (self.here, self.there):
            screen.wait_for("Work", "Home", "bob", "online")
        self.here.keys("Tab", "g")

    def test_a_deleted_group_comes_back_everywhere(self):
        self.here.keys("d")
        self.here.wait_for("Delete “Work”")
        self.here.keys("y")
        self.there.wait_gone(HEADING)
        self.here.wait_gone(HEADING)
        self.here.keys("u")
        self.here.wait_for("Undone: delete the group “Work”", re.compile(HEADINGS))
        self.there.wait_for(re.compile(HEADINGS), re.compile(r"▾ Work[^\n]*\n[^\n]*bob"))
        self.here.keys("U")
        self.here.wait_for("Done again: delete the group “Work”")
        self.there.wait_gone(HEADING)

    def test_policy_and_fold_come_back_with_a_deleted_group(self):
        self.alice.run("group", "policy", "Work", "mute", "sort=name")
        self.alice.run("group", "fold", "Work")
        self.here.wait_for(re.compile("▸ Work ∅"))
        self.here.keys("d")
        self.here.wait_for("Delete “Work”")
        self.here.keys("y")
        self.there.wait_gone(HEADING)
        self.here.wait_gone(HEADING)
        self.here.keys("u")
        for screen in (self.here, self.there):
            screen.wait_for(re.compile("(?s)▸ Work ∅.*▾ Home"))
            screen.wait_gone("bob")
        self.assertEqual("mute sort=name", self.alice.run("group", "policy", "Work").strip())

    def test_an_undo_that_no_longer_applies_says_so(self):
        self.here.keys("K", "J")
        self.there.wait_for(re.compile("(?s)▾ Home.*▾ Work"))
        self.alice.run("group", "rename", "Work", "Office")
        self.here.wait_for("Office")
        self.here.keys("u")
        self.here.wait_for("Cannot undo", "nothing was changed")

    def test_what_was_marked_read_is_unread_again_everywhere(self):
        for text in ("one", "@alice two"):
            self.bob.run("send", "alice", text)
        for screen in (self.here, self.there):
            screen.wait_for(re.compile(r"^ *@?bob +@?2 ", re.M))
        self.here.keys("Down", "R")
        for screen in (self.here, self.there):
            screen.wait_gone(re.compile(r"^ *@?bob +@?2 ", re.M))
        self.here.keys("u")
        self.here.wait_for("Undone: mark bob read")
        for screen in (self.here, self.there):
            screen.wait_for(re.compile(r"^ *@?bob +@?2 ", re.M))

    def test_what_is_done_without_a_connection_waits_and_is_sent(self):
        self.coveyd.stop()
        self.here.wait_gone("online")
        self.here.keys("n")
        self.here.wait_for("New group")
        self.here.type("Later")
        self.here.keys("Enter")
        self.here.wait_for("Later ⋯", "1 waits", "Kept until there is a connection")
        self.here.keys("W")
        self.here.wait_for("Changes that wait", "make the group “Later”")
        self.here.keys("Escape")
        self.coveyd.start()
        self.there.wait_for("Later")
        self.here.wait_gone("Later ⋯", "1 waits")
        self.here.wait_for("Later")

    def test_what_is_read_without_a_connection_is_read_at_once_and_elsewhere_later(self):
        unread = re.compile(r"^ *bob +2 ", re.M)
        for text in ("one", "two"):
            self.bob.run("send", "alice", text)
        for screen in (self.here, self.there):
            screen.wait_for(unread)
        self.there.pause()
        self.coveyd.stop()
        self.here.wait_gone("online")
        self.here.keys("Down", "R")
        self.here.wait_for("Kept until there is a connection: mark a conversation read")
        self.here.wait_gone(unread)
        self.here.keys("u")
        self.here.wait_for("Undone: mark bob read", unread)
        # Looking at it reads it, too.
        self.here.keys("Enter")
        self.here.wait_for("two")
        self.here.wait_gone(unread)
        self.coveyd.start()
        self.there.go_on()
        for screen in (self.here, self.there):
            screen.wait_for("online")
            screen.wait_gone(unread)
        self.assertEqual("", self.alice.run("list", "--unread", "--json"))

    def new_group(self, name):
        self.here.keys("n")
        self.here.wait_for("New group")
        self.here.type(name)
        self.here.keys("Enter")
        self.here.wait_for(f"{name} ⋯")

    def test_what_waits_outlives_the_program_and_is_sent_in_order(self):
        self.coveyd.kill()
        self.here.wait_gone("online")
        self.new_group("Later")
        self.here.keys("K")
        self.here.wait_for(re.compile(r"(?s)▾ Work.*▾ Later.*▾ Home"), "2 wait")
        self.here.keys("C-q")
        self.assertEqual(0, self.here.wait_exit())
        # The first terminal had the cache; whoever comes next has it, and shows what waits before there is a server.
        self.there.keys("C-q")
        self.there.wait_exit()
        again = self.alice.start(width=100)
        again.wait_for(re.compile(r"(?s)▾ Work.*▾ Later ⋯.*▾ Home"), "2 wait")
        self.coveyd.start()
        again.wait_for("online")
        again.wait_gone("⋯", "2 wait")
        self.assertEqual(["Work", "Later", "Home"],
                         [line.split()[0] for line in self.alice.run("group", "list").splitlines()])

    def test_a_conflict_is_named_and_kept_until_the_person_decides(self):
        self.coveyd.stop()
        for screen in (self.here, self.there):
            screen.wait_gone("online")
        # Both make the same group: one has a cache and keeps the wish, and finds that it is too late.
        self.new_group("Plans")
        self.here.pause()
        self.coveyd.start()
        self.alice.run("group", "create", "Plans")
        self.there.wait_for("Plans", "online")
        self.here.go_on()
        self.here.wait_for("Could not make the group “Plans”: A group of this name exists already", "1 refused")
        self.here.keys("W")
        self.here.wait_for("Changes that wait", "make the group “Plans”", "exists already")
        self.here.keys("Enter")
        self.here.wait_for("try it again", "try it under another name", "give it up")
        self.here.keys("Down", "Enter")
        self.here.wait_for("Another name for the group", "5/32 bytes")
        self.here.type(" B")
        self.here.keys("Enter")
        for screen in (self.here, self.there):
            screen.wait_for("Plans B")
        self.here.wait_gone("1 refused")

    def test_a_hundred_steps_come_back_in_order(self):
        self.here.keys("J")
        self.there.wait_for(re.compile("(?s)▾ Home.*▾ Work"))
        for _ in range(50):
            self.here.keys("K", "J")
        self.here.wait_for(re.compile("(?s)▾ Home.*▾ Work"))
        for _ in range(101):
            self.here.keys("u")
        for screen in (self.here, self.there):
            screen.wait_for(re.compile(HEADINGS))
        self.here.keys("u")
        self.here.wait_for("There is nothing to undo")


if __name__ == "__main__":
    scene.main()
