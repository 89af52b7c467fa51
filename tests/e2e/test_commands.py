#!/usr/bin/python3
"""covey's subcommands, as scripts use them."""

import json
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.coveyd import password_of  # noqa: E402

# Seconds that three failing commands take less than, although one that waited would wait for 10.
PATIENCE = 20


class Commands(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")

    def fails(self, status, *arguments, stdin="", person=None):
        """What it says on standard error; standard output stays empty."""
        done = subprocess.run(
            [scene.program("covey"), *arguments], input=stdin, capture_output=True, text=True,
            env=(person or self.alice).environment(), timeout=scene.DEADLINE, check=False,
        )
        self.assertEqual((status, ""), (done.returncode, done.stdout), done.stderr)
        return done.stderr

    def refused(self, *arguments, **more):
        """Status 1 and one line."""
        said = self.fails(1, *arguments, **more)
        self.assertRegex(said, r"\Acovey: [^\n]+\n\Z")
        return said

    def objects(self, person, *arguments):
        return [json.loads(line) for line in person.run(*arguments, "--json").splitlines()]

    def test_sending_words_and_standard_input(self):
        self.alice.run("send", "bob", "two", "words")
        self.alice.run("send", "C2Cbob", "-", stdin="line one\nline two\n")
        self.assertEqual(["two words", "line one\nline two"], [one["text"] for one in self.objects(self.bob, "history", "alice")])

    def test_history_is_the_newest_and_in_order(self):
        for number in range(5):
            self.alice.run("send", "bob", f"m{number}")
        self.assertEqual(["m3", "m4"], [one["text"] for one in self.objects(self.bob, "history", "-n", "2", "alice")])
        self.assertEqual(2, len(self.bob.run("history", "-n", "2", "alice").splitlines()))

    def test_public_rooms_are_found_and_joined(self):
        builds = self.alice.run("room", "create", "Builds").strip()
        self.alice.run("room", "create", "Build secrets", "--private")
        crew = self.alice.run("room", "create", "The building crew", "bob").strip()
        self.assertEqual(
            [[crew, "joined", "2", "#The building crew"], [builds, "public", "1", "#Builds"]],
            [line.split(maxsplit=3) for line in self.bob.run("room", "list", "--public", "build").splitlines()],
        )
        self.assertEqual(
            [(crew, True), (builds, False)],
            [(one["groupID"], one["isMember"]) for one in self.objects(self.bob, "room", "list", "--public")],
        )
        self.assertEqual("", self.bob.run("room", "list", "--public", "uilds"))
        self.assertIn("--public", self.fails(2, "room", "list", "build"))
        self.bob.run("room", "join", builds)
        self.assertEqual({builds, crew}, {one["groupID"] for one in self.objects(self.bob, "room", "list")})

    def test_all_public_rooms_are_listed_however_many_there_are(self):
        self.coveyd.stop()
        self.coveyd.start(["--limit", "messageListCount=2"])
        rooms = {self.alice.run("room", "create", f"Room {number}").strip() for number in range(5)}
        self.assertEqual(rooms, {one["groupID"] for one in self.objects(self.bob, "room", "list", "--public")})

    def test_a_second_public_room_of_one_name_is_said_before_it_is_made(self):
        builds = self.alice.run("room", "create", "Builds").strip()
        self.assertIn(f"covey room join {builds}", self.refused("room", "create", "bUILDS", person=self.bob))
        self.assertIn("you are in", self.refused("room", "create", "builds"))
        self.bob.run("room", "create", "--private", "builds")
        self.bob.run("room", "create", "--force", "builds")
        self.alice.run("room", "create", "Builds of ours")
        names = sorted(one["name"] for one in self.objects(self.bob, "room", "list", "--public"))
        self.assertEqual(["Builds", "Builds of ours", "builds"], names)

    def test_lists_and_their_filters(self):
        self.alice.run("group", "create", "Work", "bob")
        self.bob.run("send", "alice", "hello")
        everything = self.objects(self.alice, "list")
        self.assertEqual({"C2Cbob", "C2Calice"}, {one["conversationID"] for one in everything})
        (unread,) = self.objects(self.alice, "list", "--unread")
        self.assertEqual(("C2Cbob", 1, ["Work"]), (unread["conversationID"], unread["unreadCount"], unread["conversationGroupList"]))
        self.assertEqual(["C2Cbob"], [one["conversationID"] for one in self.objects(self.alice, "list", "--group", "Work")])
        self.refused("list", "--group", "None")

    def test_reading(self):
        self.bob.run("send", "alice", "one")
        self.alice.run("read", "bob")
        self.assertEqual([], self.objects(self.alice, "list", "--unread"))
        self.bob.run("send", "alice", "two")
        self.alice.run("group", "create", "Work", "bob")
        self.alice.run("read", "--group", "Work")
        self.assertEqual([], self.objects(self.alice, "list", "--unread"))
        self.bob.run("send", "alice", "three")
        self.alice.run("read", "--all")
        self.assertEqual([], self.objects(self.alice, "list", "--unread"))

    def test_sending_marks_nothing_read(self):
        self.bob.run("send", "alice", "are you there?")
        self.alice.run("send", "bob", "make failed")
        (unread,) = self.objects(self.alice, "list", "--unread")
        self.assertEqual(("C2Cbob", 1), (unread["conversationID"], unread["unreadCount"]))
        self.alice.run("read", "bob")
        self.assertEqual([], self.objects(self.alice, "list", "--unread"))

    def names(self):
        return [one["groupName"] for one in self.objects(self.alice, "group", "list")]

    def members(self, name):
        return {one["conversationID"] for one in self.objects(self.alice, "list", "--group", name)}

    def test_groups(self):
        self.alice.run("group", "create", "A", "bob")
        self.alice.run("group", "create", "B")
        self.alice.run("group", "add", "B", "bob", "alice")
        self.assertEqual({"C2Cbob", "C2Calice"}, self.members("B"))
        self.alice.run("group", "remove", "B", "bob")
        self.alice.run("group", "move", "--from", "A", "B", "bob")
        self.assertEqual((set(), {"C2Cbob", "C2Calice"}), (self.members("A"), self.members("B")))
        self.alice.run("group", "rename", "A", "C")
        self.alice.run("group", "sort", "B")
        self.assertEqual(["B", "C"], self.names())
        self.alice.run("group", "delete", "C")
        self.assertEqual(["B"], self.names())

    def test_what_a_group_refuses(self):
        self.alice.run("group", "create", "A")
        self.refused("group", "create", "A")
        self.refused("group", "create", "x" * 33)
        self.refused("group", "create", "")
        self.refused("group", "delete", "None")
        self.refused("group", "rename", "None", "B")
        self.refused("group", "add", "None", "bob")
        self.refused("group", "add", "A", "zoe")
        self.refused("group", "create", "B", "bob", "zoe")
        self.assertEqual(["A"], self.names())

    def test_with_one_name_that_is_not_there_nothing_is_done(self):
        self.alice.run("group", "create", "A")
        self.bob.run("send", "alice", "hello")
        for words in (["group", "add", "A"], ["group", "pin"], ["group", "place", "A"], ["remind", "mute"], ["read"]):
            before = self.alice.run("list", "--json")
            self.refused(*words, "bob", "zoe")
            self.assertEqual(before, self.alice.run("list", "--json"), words)

    def test_rooms(self):
        room = self.alice.run("room", "create", "--private", "The plans", "bob").strip()
        self.assertEqual({"alice", "bob"}, {one["userID"] for one in self.objects(self.alice, "room", "members", room)})
        self.alice.run("send", "The plans", "We begin.")
        self.assertEqual(["We begin."], [one["text"] for one in self.objects(self.bob, "history", "The plans")])
        self.bob.run("room", "leave", room)
        self.assertEqual([], self.objects(self.bob, "room", "list"))
        self.refused("history", "The plans", person=self.bob)
        self.refused("room", "join", room, person=self.bob)
        self.alice.run("room", "invite", room, "bob")
        self.alice.run("room", "expel", room, "bob")
        self.alice.run("room", "dismiss", room)
        self.refused("room", "members", room)

    def test_a_room_is_named_as_the_screen_writes_it(self):
        room = self.alice.run("room", "create", "builds", "bob").strip()
        self.alice.run("send", "#builds", "green")
        self.alice.run("send", f"#{room}", "red")
        self.assertEqual(["green", "red"], [one["text"] for one in self.objects(self.bob, "history", "#builds")])
        for name in (room, f"GROUP{room}", f"#{room}", "builds", "#builds"):
            self.assertEqual(2, len(self.objects(self.alice, "room", "members", name)), name)
        self.bob.run("room", "leave", "#builds")
        self.bob.run("room", "join", "#Builds")
        self.alice.run("room", "create", "--force", "builds", "bob")
        self.assertIn("can mean", self.refused("room", "leave", "#builds"))
        self.assertEqual(2, len(self.objects(self.alice, "room", "members", room)))
        self.refused("send", "#nothing", "hello")

    def test_two_of_one_name_are_told_apart(self):
        (carol,) = self.people(self.coveyd, "carol")
        for sam in (self.bob, carol):
            sam.run("nick", "Sam")
            sam.run("send", "alice", "hello")
        self.assertRegex(self.refused("send", "Sam", "hi"), "“Sam” can mean (bob or carol|carol or bob)\n")
        listed = self.alice.run("list")
        for name in ("Sam (bob)", "Sam (carol)"):
            self.assertIn(f"{name}: hello", listed)

    def test_tail_prints_what_comes(self):
        tail = subprocess.Popen(
            [scene.program("covey"), "tail", "--json", "alice"], stdout=subprocess.PIPE, text=True, env=self.bob.environment()
        )
        self.addCleanup(tail.stdout.close)
        self.addCleanup(tail.wait)
        self.addCleanup(tail.kill)
        said = []
        self.wait_until(lambda: self.tailed(tail, said))
        self.assertRegex(said[0]["text"], r"m\d+")

    def tailed(self, tail, said):
        """Says something until it is heard: nobody knows when tail has begun."""
        self.alice.run("send", "bob", "m1")
        import select  # pylint: disable=import-outside-toplevel

        if select.select([tail.stdout], [], [], 0)[0]:
            said.append(json.loads(tail.stdout.readline()))
        return said

    def test_a_room_that_was_made_is_named_for_people_and_its_id_is_printed(self):
        self.assertEqual(("tea\n", ""), self.alice.run_both("room", "create", "--id", "tea", "Tea"))
        at_alice = self.alice.start("room", "create", "Herb Garden")
        at_alice.wait_for("#Herb Garden is made", re.compile(r"\n[a-z0-9]{10} *\n"))
        at_alice.wait_exit()
        self.bob.run("room", "join", "Herb Garden")

    def test_what_nobody_understands_is_status_2(self):
        for words in (["nonsense"], ["send"], ["group"], ["group", "nonsense"], ["list", "--nonsense"], ["history"]):
            self.fails(2, *words)

    def test_who_is_not_there_is_status_1(self):
        self.refused("send", "zoe", "hello")
        self.refused("history", "GROUPnone")

    def test_a_server_that_is_not_there_is_said(self):
        self.alice.run("send", "bob", "hello")
        # What a screen keeps on the disk is no answer to a script: it would not know how old that is.
        at_alice = self.alice.open()
        at_alice.wait_for("hello")
        self.coveyd.kill()
        began = time.monotonic()
        for words in (["send", "bob", "hello"], ["list"], ["tail"], ["history", "bob"], ["search", "hello"]):
            self.assertIn("obody answers", self.refused(*words))
        self.assertLess(time.monotonic() - began, PATIENCE, "it was tried again and again")

    def test_wrong_passwords_are_refused_and_nothing_is_kept(self):
        carol = self.person("carol")
        self.coveyd.add_user("carol")
        self.refused("login", self.coveyd.url("ws"), "--user", "carol", stdin="wrong\n", person=carol)
        self.refused("login", self.coveyd.url("ws"), "--user", "nobody-at-all", stdin="wrong\n", person=carol)
        self.refused("list", "--server", self.coveyd.url("ws"), "--user", "carol", person=carol)

    def test_the_token_is_nobody_elses_and_goes_with_logout(self):
        kept = [file for file in self.alice.home.rglob("*") if file.is_file()]
        self.assertTrue(kept)
        for file in kept:
            self.assertEqual(0, file.stat().st_mode & 0o077, file)
            self.assertNotIn(password_of("alice").encode(), file.read_bytes())
        self.alice.run("logout")
        self.refused("list")

    def log_in_again(self):
        self.alice.run("login", self.coveyd.url("ws"), "--user", "alice", stdin=password_of("alice") + "\n")

    def restart_server(self, *screens):
        self.coveyd.stop()
        for screen in screens:
            screen.wait_for("○ offline")
        self.coveyd.start()

    def test_an_open_screen_says_that_its_login_was_ended_and_takes_the_next_one(self):
        screen = self.alice.open(width=120)
        self.alice.run("logout")
        self.restart_server(screen)
        screen.wait_for("✗ logged out", f"Log in again: covey login {self.coveyd.url('ws')} --user alice, then F4 (Wrong user")
        self.log_in_again()
        screen.keys("F4")
        screen.wait_for("● online")

    def test_an_open_screen_comes_back_with_the_login_that_another_made(self):
        screen = self.alice.open()
        self.alice.run("logout")
        self.log_in_again()
        self.restart_server(screen)
        screen.wait_for("● online")

    def test_after_a_login_covey_opens_that_server_until_the_logout(self):
        first, carol = self.server(), self.person("carol")
        first.start()
        for server in (first, self.coveyd):
            server.add_user("carol")
            said = carol.run("login", server.url("ws"), "--user", "carol", stdin=password_of("carol") + "\n")
            self.assertEqual(f"Logged in: covey now opens {server.url('ws')} as carol.\n", said)
        carol.run("send", "bob", "with no server named")
        self.assertIn("with no server named", self.bob.run("history", "carol"))
        self.assertIn("the last one that you logged in to", carol.run("doctor", status=None))
        self.assertIn(f"There is no conversation “zoe” at {self.coveyd.url('ws')}", self.refused("send", "zoe", "hello", person=carol))
        screen = carol.open()
        scene.go_to(screen, "bob")
        screen.wait_for("with no server named")
        carol.run("--server", first.url("ws"), "logout")
        carol.run("send", "bob", "still there")
        carol.run("logout")
        self.assertNotIn(self.coveyd.url("ws"), carol.run("doctor", status=None))

    def test_what_is_named_counts_more_than_the_last_login(self):
        other = self.server()
        other.add_user("alice")
        other.start()
        said = self.alice.run("login", other.url("ws"), "--user", "alice", stdin=password_of("alice") + "\n")
        self.assertIn(f"The screen there: covey --server {other.url('ws')}, or that server in the config file", said)
        self.alice.run("send", "bob", "named by $COVEY_SERVER")

    def test_a_login_that_is_gone_is_left_by_logout_too(self):
        self.alice.server = None
        (logins,) = self.alice.state.glob("logins/*")
        logins.unlink()
        self.assertIn("log in first: covey login", self.refused("list"))
        self.alice.run("logout")
        self.alice.run("list")

    def test_what_a_peer_sends_is_printed_clean(self):
        self.bob.run("send", "alice", "-", stdin="a\x1b[31mb\x07c")
        self.assertIn("a^[[31mb^Gc", self.alice.run("history", "bob"))
        self.assertNotIn("\x1b", self.alice.run("list"))

    def test_help_is_on_standard_output(self):
        self.assertIn("covey send", self.alice.run("help", "send"))
        for words in (["--help"], ["help"], ["group", "--help"]):
            self.assertIn("group create", self.alice.run(*words))
        self.assertRegex(self.alice.run("--version"), r"^covey \d")


if __name__ == "__main__":
    scene.main()
