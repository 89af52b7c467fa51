#!/usr/bin/python3
"""The subcommands among pipes, signals and terminals: what scripts rely on without thinking of it."""

import json
import pathlib
import re
import select
import signal
import subprocess
import sys
import uuid

import websocket

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.coveyd import DEADLINE, password_of  # noqa: E402


class Pipes(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")

    def start(self, person, *arguments, **more):
        process = subprocess.Popen(
            [scene.program("covey"), *arguments], stdin=subprocess.PIPE, stderr=subprocess.PIPE,
            **{"stdout": subprocess.PIPE, "env": person.environment(), **more},
        )
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                self.addCleanup(stream.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def fails(self, *arguments, person=None, stdin=b"", status=1):
        """What it says on standard error, line by line; standard output stays empty."""
        process = self.start(person or self.alice, *arguments)
        out, err = process.communicate(stdin, timeout=DEADLINE)
        self.assertEqual((status, b""), (process.returncode, out), err)
        lines = err.decode().splitlines()
        for line in lines:
            self.assertTrue(status == 2 or line.startswith("covey: "), line)
        return lines

    def texts(self, person, *arguments):
        return [json.loads(line)["text"] for line in person.run("history", "--json", *arguments).splitlines()]

    # tail

    def tail(self, *arguments, **environment):
        """A tail that has begun: it prints what was sent until it did."""
        process = self.start(self.bob, "tail", *arguments, env=self.bob.environment(**environment))

        def begun():
            self.alice.run("send", "bob", "begin")
            return select.select([process.stdout], [], [], 0)[0]

        self.wait_until(begun)
        return process

    def line(self, process):
        return process.stdout.readline().decode()

    def line_with(self, process, text):
        for line in iter(lambda: self.line(process), ""):
            if text in line:
                return line
        self.fail(f"tail ended before it printed {text}")

    def test_tail_ends_well_by_a_signal(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            tail = self.tail()
            tail.send_signal(number)
            self.assertEqual((0, b""), (tail.wait(DEADLINE), tail.stderr.read()), number)

    def test_tail_ends_well_when_nobody_reads_it_any_more(self):
        tail = self.tail()
        tail.stdout.close()

        def ended():
            self.alice.run("send", "bob", "more")
            return tail.poll() is not None

        self.wait_until(ended)
        self.assertEqual((0, b""), (tail.returncode, tail.stderr.read()))

    def test_tail_goes_on_after_the_server_was_away(self):
        tail = self.tail("--json")
        self.coveyd.listeners = [re.sub(r"/$", "", url) for url in self.coveyd.urls]  # the same port again
        self.coveyd.kill()
        self.coveyd.start()
        self.alice.run("send", "bob", "after the crash")
        self.assertEqual("alice", json.loads(self.line_with(tail, "after the crash"))["from"])

    def test_tail_of_some_prints_no_others(self):
        self.alice.run("room", "create", "--id", "plans", "The plans", "bob")
        tail = self.tail("alice")
        self.alice.run("send", "The plans", "elsewhere")
        self.alice.run("send", "bob", "here")
        while "here" not in (line := self.line(tail)):
            self.assertNotIn("elsewhere", line)

    def test_tail_keeps_nothing_of_what_it_does_not_print(self):
        self.alice.run("room", "create", "--id", "plans", "The plans", "bob")
        # What was freed can be had again at once, with sanitizers, too.
        tail = self.tail("alice", ASAN_OPTIONS="quarantine_size_mb=0:thread_local_quarantine_size_kb=0")

        def most_memory_after(count, text):
            self.fill(count, "GROUPplans", "x" * 11000)
            self.alice.run("send", "bob", text)
            self.line_with(tail, text)
            status = pathlib.Path(f"/proc/{tail.pid}/status").read_text(encoding="ascii")
            return 1024 * int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1))

        before = most_memory_after(100, "warm")
        self.assertLess(most_memory_after(500, "full") - before, 500 * 11000 // 2)

    def test_tail_prints_at_its_end_what_waits_for_a_name(self):
        carol, dave = self.people(self.coveyd, "carol", "dave")
        self.alice.run("room", "create", "--id", "plans", "Plans", "bob", "carol", "dave")
        weir = self.through_a_weir(self.coveyd, self.bob)
        tail = self.tail()
        # When a name came, nothing else is asked for any more.
        dave.run("send", "GROUPplans", "first")
        self.line_with(tail, "first")
        weir.let_pass(0)
        carol.run("send", "GROUPplans", "second")
        self.wait_until(lambda: weir.held)  # it asks who carol is
        tail.send_signal(signal.SIGTERM)
        self.assertRegex(self.line_with(tail, "second"), r" carol: +second")
        weir.let_pass(None)
        self.assertEqual((0, b""), (tail.wait(DEADLINE), tail.stderr.read()))

    def test_tail_names_conversation_and_sender_in_columns(self):
        line = self.line_with(self.tail(), "begin")
        self.assertRegex(line, r"^\d{4}-\d\d-\d\d \d\d:\d\d  alice +alice: +begin\n$")

    # what is read from standard input

    def test_without_a_text_standard_input_is_sent(self):
        self.alice.run("send", "bob", stdin="from a pipe\n\n")
        self.assertEqual(["from a pipe"], self.texts(self.bob, "alice"))

    def test_a_text_may_begin_with_a_dash(self):
        self.alice.run("send", "bob", "--", "--all", "of", "it")
        self.alice.run("send", "bob", "yes", "--really")
        self.assertEqual(["--all of it", "yes --really"], self.texts(self.bob, "alice"))

    def test_text_that_cannot_be_sent_is_refused(self):
        (line,) = self.fails("send", "bob", stdin=b"")
        self.assertIn("nothing to send", line)
        (line,) = self.fails("send", "bob", stdin=b"\xff\xfe")
        self.assertIn("UTF-8", line)
        (line,) = self.fails("send", "bob", stdin=b"a\0b")
        self.assertIn("UTF-8", line)
        (line,) = self.fails("send", "bob", stdin=b"x" * 13000)
        self.assertIn("too large", line)
        (line,) = self.fails("send", "bob", stdin=b"x" * 100000)
        self.assertIn("too large", line)
        self.assertEqual([], self.texts(self.alice, "bob"))

    def test_a_message_of_several_lines_stays_in_its_column(self):
        self.alice.run("send", "bob", "-", stdin="one\ntwo")
        first, second = self.bob.run("history", "alice").splitlines()
        self.assertEqual(first.index("one"), second.index("two"))

    # what is written to standard output

    def fill(self, count, conversation="C2Cbob", behind=""):
        """Messages n0, n1, … from alice, faster than by a program for each."""
        peer = websocket.create_connection(self.coveyd.url("ws"), subprotocols=["covey.v1.json"], timeout=DEADLINE)
        self.addCleanup(peer.close)

        def ask(method, **params):
            peer.send(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}))
            while "id" not in (answer := json.loads(peer.recv())):
                pass
            self.assertIn("result", answer)

        ask("login", userID="alice", password=password_of("alice"))
        for number in range(count):
            ask("sendMessage", conversationID=conversation, clientID=str(uuid.uuid4()), type="TIMTextElem",
                payload={"text": f"n{number}{behind}"})

    def test_a_full_disk_is_told(self):
        self.alice.run("send", "bob", "hello")
        with open("/dev/full", "wb") as full:
            process = self.start(self.alice, "list", stdout=full)
            self.assertEqual(1, process.wait(DEADLINE))
            self.assertIn(b"No space left", process.stderr.read())

    def test_history_longer_than_a_page(self):
        self.fill(230)
        self.assertEqual([f"n{number}" for number in range(15, 230)], self.texts(self.bob, "-n", "215", "alice"))
        self.assertEqual(230, len(self.texts(self.bob, "-n", "1000", "alice")))

    def test_wrong_numbers_are_usage(self):
        for number in ("0", "-1", "x", "1000001", ""):
            self.assertIn("usage: covey history", self.fails("history", "-n", number, "bob", status=2)[-1])

    # conversations

    def test_each_refused_conversation_is_a_line(self):
        lines = self.fails("group", "create", "Some", "bob", "zoe", "GROUPnone", "zack")
        self.assertEqual(3, len(lines), lines)
        for name, line in zip(("zoe", "GROUPnone", "zack"), lines):
            self.assertIn(name, line)
        self.assertEqual("", self.alice.run("group", "list", "--json"))

    def test_a_name_of_two_is_no_name(self):
        self.alice.run("room", "create", "--id", "one", "bob")
        for _ in ("nothing said yet", "now both are in the list"):
            (line,) = self.fails("send", "bob", "hello")
            self.assertIn("GROUPone", line)
            self.assertIn("C2Cbob", line)
            self.alice.run("send", "C2Cbob", "hello")
        self.assertEqual([], self.texts(self.alice, "GROUPone"))

    def test_a_person_never_written_to_is_found(self):
        self.alice.run("group", "create", "New", "bob")
        self.assertIn("bob", self.alice.run("list", "--group", "New"))

    def test_sort_names_only_groups_that_are_there(self):
        self.alice.run("group", "create", "A")
        (line,) = self.fails("group", "sort", "A", "None")
        self.assertIn("None", line)

    def test_what_stands_nowhere_else_may_stand_anywhere(self):
        url = self.coveyd.url("ws")
        for words in (["--server", url, "--user", "alice", "list"], ["list", "--server", url, "--user", "alice"],
                      ["send", "--server", url, "bob", "hello"], ["send", "bob", "--server", url, "hello"]):
            self.alice.run(*words)
        self.assertEqual(["hello", "hello"], self.texts(self.bob, "alice"))

    # login

    def login(self, person, *more):
        return self.terminal([scene.program("covey"), "login", self.coveyd.url("ws"), *more], person.environment())

    def test_a_password_is_not_shown(self):
        self.coveyd.add_user("carol")
        carol = self.person("carol")
        terminal = self.login(carol, "--user", "carol")
        terminal.wait_for("Password of carol:")
        terminal.type(password_of("carol"))
        terminal.keys("Enter")
        self.assertEqual(0, terminal.wait_exit())
        self.assertFalse(terminal.shows(password_of("carol")))
        carol.run("list")

    def test_a_password_that_is_given_up_leaves_the_terminal_as_it_was(self):
        self.coveyd.add_user("carol")
        carol = self.person("carol")
        command = f"{scene.program('covey')} login {self.coveyd.url('ws')} --user carol; echo status $?; stty -a; cat"
        terminal = self.terminal(["sh", "-c", command], carol.environment())
        terminal.wait_for("Password of carol:")
        terminal.type("secr")
        terminal.keys("C-c")
        terminal.wait_for("status 1", re.compile(r"(?<!-)\bisig\b"), re.compile(r"(?<!-)\becho\b"))

    def test_a_unix_socket_wants_no_login(self):
        (line,) = self.fails("login", self.coveyd.url("unix"))
        self.assertIn("your account is your login", line)
        (line,) = self.fails("logout", "--server", self.coveyd.url("unix"))
        self.assertIn("to end", line)

    def test_logout_ends_the_token_at_the_server_too(self):
        stolen = self.folder / "stolen"
        (logins,) = self.alice.state.glob("logins/*")
        stolen.write_bytes(logins.read_bytes())
        self.alice.run("logout")
        self.assertEqual("", logins.read_text(encoding="utf-8"))
        logins.write_bytes(stolen.read_bytes())
        self.fails("list")

    def test_logout_without_the_server_keeps_the_login(self):
        self.coveyd.kill()
        self.fails("logout")
        (logins,) = self.alice.state.glob("logins/*")
        self.assertIn("alice ", logins.read_text(encoding="utf-8"))
        self.alice.run("logout", "--local")
        self.assertEqual("", logins.read_text(encoding="utf-8"))


if __name__ == "__main__":
    scene.main()
