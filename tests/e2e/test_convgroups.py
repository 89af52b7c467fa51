#!/usr/bin/python3
"""Two terminals of one person always agree about the conversation groups, whoever changes them."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import go_to  # noqa: E402


def sidebar(screen):
    """What the sidebar lists, from the top: headings as they are, conversations after a blank."""
    rows = []
    for line in screen.split("\n")[1:-1]:
        row = line.split("│")[0].rstrip()
        row = re.sub(r"\s+\d+$", "", row)
        if re.match(r"[▾▸] ", row):
            rows.append(row)
        elif re.match(r"\s.{2}\s\S", row):
            rows.append(" " + row[4:])
    return rows


class Convgroups(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        (self.alice,) = self.people(self.coveyd, "alice")
        for name in ("bob", "carol", "dave"):
            self.coveyd.add_user(name)
        self.alice.run("group", "create", "Work", "C2Cbob", "C2Ccarol")
        self.alice.run("group", "create", "Home")
        self.here, self.there = self.alice.open(), self.alice.open()
        self.both_list("▾ Work", " bob", " carol", "▾ Home", "▾ no group", " my notes")

    def both_list(self, *rows):
        for screen in (self.here, self.there):
            screen.wait_for(lambda text: sorted_within(sidebar(text)) == sorted_within(list(rows)))

    def to_heading(self, number):
        """The cursor on the heading of that number, in the sidebar."""
        self.here.keys("Tab")
        self.here.wait_for("new group")
        self.here.keys("Home")
        seen = 0
        for row in sidebar(self.here.screen()):
            seen += not row.startswith(" ")
            if seen == number:
                return
            self.here.keys("Down")

    def to_conversation(self, name):
        """The cursor on a conversation: the open one."""
        go_to(self.here, name)
        self.here.keys("Tab")
        self.here.wait_for("new group")

    def answer(self, title, text):
        """Types into the box with this title."""
        self.here.wait_for(title)
        self.here.type(text)
        self.here.wait_for(text)
        self.here.keys("Enter")

    def test_a_new_group(self):
        self.to_heading(1)
        self.here.keys("n")
        self.answer("New group", "Чтение")
        self.both_list("▾ Work", " bob", " carol", "▾ Home", "▾ Чтение", "▾ no group", " my notes")

    def test_renaming(self):
        self.to_heading(1)
        self.here.keys("r")
        self.here.wait_for("Rename")
        self.here.keys("C-u")
        self.answer("Rename", "Office")
        self.both_list("▾ Office", " bob", " carol", "▾ Home", "▾ no group", " my notes")

    def test_deleting_says_what_stays_and_asks(self):
        self.to_heading(1)
        self.here.keys("d")
        self.here.wait_for("Delete “Work”?", "stay")
        self.here.keys("Escape")
        self.here.wait_gone("Delete “Work”?")
        self.here.keys("d")
        self.here.wait_for("Delete “Work”?")
        self.here.keys("y")
        self.both_list("▾ Home", "▾ no group", " bob", " carol", " my notes")

    def test_the_picker_narrows_and_moves(self):
        self.to_conversation("bob")
        self.here.keys("m")
        self.here.wait_for("Work", "Home", "Move")
        self.here.type("hom")
        self.here.wait_for("› hom")
        self.here.keys("Enter")
        self.both_list("▾ Work", " carol", "▾ Home", " bob", "▾ no group", " my notes")

    def test_the_picker_makes_the_group_that_is_not_there(self):
        self.to_conversation("bob")
        self.here.keys("m")
        self.answer("Move", "Suppliers")
        self.both_list("▾ Work", " carol", "▾ Home", "▾ Suppliers", " bob", "▾ no group", " my notes")

    def test_a_conversation_in_two_groups_and_out_of_one(self):
        self.to_conversation("bob")
        self.here.keys("a")
        self.answer("Add", "Home")
        self.both_list("▾ Work", " bob", " carol", "▾ Home", " bob", "▾ no group", " my notes")
        self.here.keys("x")
        self.both_list("▾ Work", " carol", "▾ Home", " bob", "▾ no group", " my notes")

    def test_the_order(self):
        self.to_heading(1)
        self.here.keys("J")
        self.both_list("▾ Home", "▾ Work", " bob", " carol", "▾ no group", " my notes")
        self.here.keys("K")
        self.both_list("▾ Work", " bob", " carol", "▾ Home", "▾ no group", " my notes")

    def test_folding_follows_to_the_other_terminal(self):
        self.to_heading(1)
        self.here.keys("Space")
        self.both_list("▸ Work", "▾ Home", "▾ no group", " my notes")
        self.here.keys("Space")
        self.both_list("▾ Work", " bob", " carol", "▾ Home", "▾ no group", " my notes")

    def test_all_others_are_folded_by_one_key(self):
        self.to_heading(2)
        self.here.keys("z")
        for screen in (self.here, self.there):
            screen.wait_for("▸ Work", "▾ Home")
            screen.wait_gone("bob", "carol")
        # Those in no group are no group: each terminal folds them for itself.
        self.here.wait_for("▸ no group")
        self.there.wait_for("▾ no group")

    def test_pinning_follows_to_the_other_terminal(self):
        self.to_conversation("carol")
        self.here.keys("p")
        for screen in (self.here, self.there):
            screen.wait_for(re.compile(r"▾ Work[^\n]*\n[ ›]+★ carol[^\n]*\n +bob"))
        self.here.keys("u")
        for screen in (self.here, self.there):
            screen.wait_for(re.compile(r"▾ Work[^\n]*\n +bob[^\n]*\n[ ›]+carol"))

    def test_a_folded_heading_carries_the_sum_of_unread(self):
        (bob, carol) = (self.person(name) for name in ("bob", "carol"))
        for one in (bob, carol):
            one.log_in(self.coveyd)
            one.run("send", "alice", "hello")
        self.to_heading(1)
        self.here.keys("Space")
        self.here.wait_for(re.compile(r"^▸ Work +2 ", re.M))
        self.here.keys("R")
        self.here.wait_gone(re.compile(r"^▸ Work +2 ", re.M))
        self.there.wait_gone(re.compile(r"^▾ Work +\d ", re.M))

    def test_a_taken_name_is_said_and_what_was_typed_stays(self):
        self.to_heading(1)
        self.here.keys("n")
        self.answer("New group", "Home")
        self.here.wait_for("already", "› Home")
        self.here.keys("Escape")
        self.both_list("▾ Work", " bob", " carol", "▾ Home", "▾ no group", " my notes")

    def test_a_name_that_is_too_long_is_said_and_what_was_typed_stays(self):
        self.to_heading(1)
        self.here.keys("n")
        self.answer("New group", "漢字" * 6)
        self.here.wait_for("at most", "漢字" * 6)

    def test_the_twenty_first_group_is_refused_in_words(self):
        for number in range(3, 21):
            self.alice.run("group", "create", f"g{number}")
        self.to_heading(1)
        self.here.keys("n")
        self.answer("New group", "one more")
        self.here.wait_for("no more than 20 groups", "› one more")

    def test_a_refused_conversation_is_said(self):
        """One that another place has taken away in the meantime."""
        self.alice.run("room", "create", "--id", "plans", "The plans")
        self.here.wait_for("The plans")
        self.to_conversation("The plans")
        self.here.keys("m")
        self.here.wait_for("Move")
        self.alice.run("room", "dismiss", "plans")
        self.here.type("Home")
        self.here.keys("Enter")
        self.here.wait_for(re.compile("no such room|not in it|not there|gone"))

    def test_what_the_command_line_changes_is_seen_too(self):
        self.alice.run("group", "move", "--from", "Work", "Home", "bob")
        self.both_list("▾ Work", " carol", "▾ Home", " bob", "▾ no group", " my notes")
        self.alice.run("group", "sort", "Home", "Work")
        self.both_list("▾ Home", " bob", "▾ Work", " carol", "▾ no group", " my notes")

    def test_a_terminal_that_was_away_agrees_when_it_is_back(self):
        self.coveyd.kill()
        self.here.wait_gone("online")
        self.coveyd.start()
        self.alice.run("group", "rename", "Work", "Office")
        self.both_list("▾ Office", " bob", " carol", "▾ Home", "▾ no group", " my notes")


def sorted_within(rows):
    """The conversations of each group in alphabetical order: the order within is by time, another test's matter."""
    groups = []
    for row in rows:
        if row.startswith(" "):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [[heading, *sorted(members)] for heading, *members in groups]


if __name__ == "__main__":
    scene.main()
