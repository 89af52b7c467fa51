#!/usr/bin/python3
"""Files go from one person to the other, and only to whom they were sent."""

import os
import pathlib
import re
import socket
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.coveyd import DEADLINE  # noqa: E402
from harness.picture import png  # noqa: E402
from harness.scene import go_to  # noqa: E402

LARGE = 20_000_000


class Files(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server("--limit", f"fileBytes={LARGE}")
        self.alice, self.bob, self.carol = self.people(self.coveyd, "alice", "bob", "carol")

    def make(self, name, content):
        path = self.alice.home / name
        path.write_bytes(content)
        return path

    def downloads(self, person):
        return person.home / "Downloads"

    def test_a_file_goes_from_screen_to_screen(self):
        content = os.urandom(300_000)
        path = self.make("the plan.bin", content)
        at_alice, at_bob = self.alice.open(), self.bob.open()
        go_to(at_alice, "bob")
        go_to(at_bob, "alice")
        at_alice.keys("C-o")
        at_alice.wait_for("send files")
        at_alice.type("~/the")
        at_alice.wait_for("the plan.bin")
        at_alice.keys("Tab")
        at_alice.wait_for('"~/the plan.bin"')
        at_alice.keys("Enter")
        at_bob.wait_for(re.compile(r"alice +file: the plan\.bin \(300\.0 kB\)"))
        at_bob.keys("M-m")
        at_bob.keys("s")
        at_bob.wait_for("Saved as")
        self.assertEqual(content, (self.downloads(self.bob) / path.name).read_bytes())

    def test_a_script_sends_and_gets_and_nothing_is_replaced(self):
        content = os.urandom(LARGE)
        path = self.make("large.bin", content)
        self.alice.run("send", "--file", path, "bob", "and some words")
        self.assertRegex(self.bob.run("history", "alice"), r"alice  file: large\.bin \(20\.0 MB\)\n")
        self.assertIn("file: large.bin (20.0 MB)", self.bob.run("export", "--markdown", "alice"))
        for name in ("large.bin", "large (1).bin"):
            saved = pathlib.Path(self.bob.run("get", "alice").strip())
            self.assertEqual(self.downloads(self.bob) / name, saved)
            self.assertEqual(content, saved.read_bytes())
        self.assertEqual(0o600, saved.stat().st_mode & 0o777)

    def test_what_broke_off_goes_on_where_it_was(self):
        content = os.urandom(1_000_000)
        self.alice.run("send", "--file", self.make("a.bin", content), "bob")
        history = self.bob.run("history", "--json", "alice")
        mark = re.search(r'"fileUrl":"/files/\w+(\w{8})"', history).group(1)
        self.downloads(self.bob).mkdir()
        # What is there is taken for what it was: the rest alone is fetched.
        half = b"\0" * 400_000
        (self.downloads(self.bob) / f"a.bin.{mark}.part").write_bytes(half)
        saved = pathlib.Path(self.bob.run("get", "alice").strip())
        self.assertEqual(half + content[400_000:], saved.read_bytes())
        self.assertEqual(["a.bin"], os.listdir(self.downloads(self.bob)))

    def test_saving_goes_on_by_itself_when_the_server_is_back(self):
        content = os.urandom(300_000)
        self.alice.run("send", "--file", self.make("a.bin", content), "bob")
        at_bob = self.bob.open()
        go_to(at_bob, "alice")
        at_bob.wait_for("file: a.bin")
        self.coveyd.pause()
        at_bob.keys("M-m")
        at_bob.wait_for("s save its file")
        at_bob.keys("s")
        at_bob.wait_for("0 % of 300.0 kB")
        self.coveyd.kill()
        at_bob.wait_for("broke off")
        self.coveyd.start()
        at_bob.wait_for("saved as ~/Downloads/a.bin")
        self.assertEqual(content, (self.downloads(self.bob) / "a.bin").read_bytes())

    def kept(self):
        """What the server has of uploads that are not whole, in bytes."""
        return sum(path.stat().st_size for path in (self.coveyd.data / "files").glob("kept-*"))

    def send_half(self, name):
        """Alice's screen sends it to bob, and half of it comes through; her terminal and the weir."""
        weir = self.through_a_weir(self.coveyd, self.alice)
        at_alice = self.alice.open()
        go_to(at_alice, "bob")
        weir.let_pass(LARGE // 2)
        at_alice.keys("C-o")
        at_alice.wait_for("send files")
        at_alice.type(f"~/{name}")
        at_alice.keys("Enter")
        self.wait_until(lambda: self.kept() > LARGE // 4)
        return at_alice, weir

    def wait_at_bobs(self, name):
        self.wait_until(lambda: name in self.bob.run("history", "alice", status=None))

    def test_sending_goes_on_where_it_was_when_the_server_was_killed(self):
        content = os.urandom(LARGE)
        self.make("large.bin", content)
        at_alice, weir = self.send_half("large.bin")
        self.coveyd.kill()
        kept = self.kept()
        at_alice.wait_gone("● online")
        weir.let_pass(None)
        before = weir.passed
        self.coveyd.start()
        self.wait_at_bobs("large.bin")
        self.assertLess(weir.passed - before, LARGE - kept + 100_000)
        self.assertEqual(content, pathlib.Path(self.bob.run("get", "alice").strip()).read_bytes())
        self.assertEqual(0, self.kept())

    def test_a_file_that_changed_meanwhile_is_sent_anew(self):
        self.make("large.bin", os.urandom(LARGE))
        at_alice, weir = self.send_half("large.bin")
        self.coveyd.stop()
        at_alice.wait_gone("● online")
        content = os.urandom(LARGE)
        self.make("large.bin", content)
        weir.let_pass(None)
        self.coveyd.start()
        self.wait_at_bobs("large.bin")
        self.assertEqual(content, pathlib.Path(self.bob.run("get", "alice").strip()).read_bytes())

    def test_files_are_saved_in_the_folder_that_the_settings_name(self):
        content = os.urandom(30_000)
        self.alice.run("send", "--file", self.make("a.bin", content), "bob")
        self.bob.config.parent.mkdir(parents=True, exist_ok=True)
        self.bob.config.write_text("[files]\ndownloads = ~/from others/here\n")
        folder = self.bob.home / "from others" / "here"
        self.assertEqual(f"{folder}/a.bin\n", self.bob.run("get", "alice"))
        at_bob = self.bob.open()
        go_to(at_bob, "alice")
        at_bob.wait_for("file: a.bin")
        at_bob.keys("M-m")
        at_bob.keys("s")
        at_bob.wait_for("/here/a (1).bin")
        self.assertEqual(content, (folder / "a (1).bin").read_bytes())
        self.assertFalse(self.downloads(self.bob).exists())

    def test_one_that_is_forwarded_is_not_sent_again_and_who_gets_it_can_save_it(self):
        content = os.urandom(300_000)
        self.alice.run("send", "--file", self.make("a.bin", content), "bob")
        self.carol.run("send", "bob", "do you have it?")
        self.assertEqual("", self.carol.run("get", "bob", status=1))
        kept = lambda: sorted(os.listdir(self.coveyd.data / "files"))  # noqa: E731
        before = kept()
        at_bob, at_carol = self.bob.open(), self.carol.open()
        go_to(at_bob, "alice")
        at_bob.wait_for("file: a.bin")
        at_bob.keys("M-m")
        at_bob.wait_for("f forward")
        at_bob.keys("f")
        at_bob.wait_for("Forward to")
        at_bob.type("carol")
        at_bob.keys("Enter")
        at_bob.wait_for("Forwarded to carol")
        go_to(at_carol, "bob")
        at_carol.wait_for(re.compile(r"bob +file: a\.bin \(300\.0 kB\)"))
        at_carol.keys("M-m")
        at_carol.keys("s")
        at_carol.wait_for("Saved as")
        self.assertEqual(content, (self.downloads(self.carol) / "a.bin").read_bytes())
        self.assertEqual(before, kept())

    def test_nobody_else_gets_it(self):
        self.alice.run("send", "--file", self.make("a.bin", b"secret"), "bob")
        self.alice.run("send", "carol", "nothing for you")
        self.assertEqual("", self.carol.run("get", "alice", status=1))

    def test_one_that_is_too_large_is_not_sent(self):
        self.alice.run("send", "--file", self.make("a.bin", b"x" * (LARGE + 1)), "bob", status=1)
        self.assertEqual("", self.bob.run("history", "--json", "alice", status=None))

    def test_a_file_that_was_sent_without_a_connection_goes_when_there_is_one(self):
        self.make("a.txt", b"later")
        at_alice = self.alice.open()
        go_to(at_alice, "bob")
        self.coveyd.stop()
        at_alice.wait_gone("● online")
        at_alice.keys("C-o")
        at_alice.wait_for("send files")
        at_alice.type("~/a.txt")
        at_alice.keys("Enter")
        at_alice.wait_for("file: a.txt")
        self.coveyd.start()
        at_alice.wait_for("● online")
        self.wait_until(lambda: "a.txt" in self.bob.run("history", "alice", status=None))
        self.assertEqual(b"later", pathlib.Path(self.bob.run("get", "alice").strip()).read_bytes())

    @unittest.skipUnless(os.access(scene.program("covey-picture"), os.X_OK), "built without pictures")
    def test_a_picture_is_shown_in_the_pane_and_its_file_is_not_kept(self):
        self.alice.run("send", "--file", self.make("red.png", png(30, 30, b"\xff\0\0")), "bob")
        at_bob = self.bob.open()
        go_to(at_bob, "alice")
        at_bob.wait_for("file: red.png")
        at_bob.keys("M-m")
        at_bob.keys("v")
        self.wait_until(lambda: "48;5;196m" in at_bob.colours())
        self.assertEqual([], os.listdir(self.bob.state / "viewed"))
        at_bob.keys("v")
        self.wait_until(lambda: "48;5;196m" not in at_bob.colours())

    @unittest.skipUnless(os.access(scene.program("covey-picture"), os.X_OK), "built without pictures")
    def test_what_is_no_picture_is_said_so(self):
        self.alice.run("send", "--file", self.make("red.png", b"\x89PNG\r\n\x1a\nbroken"), "bob")
        at_bob = self.bob.open()
        go_to(at_bob, "alice")
        at_bob.wait_for("file: red.png")
        at_bob.keys("M-m")
        at_bob.keys("v")
        at_bob.wait_for("Could not show it")

    def offer(self, headers, body=b""):
        """A POST as somebody else's program might send it: the socket, with the request written."""
        host, port = self.coveyd.url("ws").removeprefix("ws://").rstrip("/").split(":")
        link = socket.create_connection((host, int(port)), timeout=DEADLINE)
        self.addCleanup(link.close)
        link.sendall(b"POST /files HTTP/1.1\r\nHost: x\r\n" + headers.encode() + b"\r\n" + body)
        return link

    def authorization(self):
        logins = self.alice.state / "logins"
        text = "".join(path.read_text(encoding="utf-8") for path in logins.iterdir())
        return f"Authorization: Bearer {re.search(r'[A-Za-z0-9_-]{43}', text).group()}\r\n"

    def test_what_is_no_proper_offer_is_refused_before_it_is_read(self):
        token = self.authorization()
        for headers, status in (
            ("Content-Length: 3\r\n", 404),
            (token, 411),
            (token + "Transfer-Encoding: chunked\r\n", 411),
            (token + "Content-Length: -5\r\n", 411),
            (token + "Content-Length: 99999999999999999999999\r\n", 411),
            (token + f"Content-Length: {LARGE + 1}\r\n", 413),
        ):
            answer = self.offer(headers, b"abc").recv(100).decode()
            self.assertTrue(answer.startswith(f"HTTP/1.1 {status} "), (headers, answer))

    def test_nothing_stays_of_what_breaks_off_and_eight_at_once_are_enough(self):
        parts = lambda: len(list((self.coveyd.data / "files").glob("part-*")))  # noqa: E731
        headers = self.authorization() + "Content-Length: 1000\r\n"
        links = [self.offer(headers, b"abc") for _ in range(8)]
        self.wait_until(lambda: parts() == 8)
        self.assertIn(b" 429 ", self.offer(headers, b"abc").recv(100))
        for link in links:
            link.close()
        self.wait_until(lambda: parts() == 0)

    def test_an_offer_in_one_piece_with_another_holds_nobody_up(self):
        offer = self.authorization() + "Content-Length: 3\r\n"
        link = self.offer(offer, f"abcPOST /files HTTP/1.1\r\nHost: x\r\n{offer}\r\nabc".encode())
        answer = b""
        while piece := link.recv(1000):
            answer += piece
        self.assertEqual(1, answer.count(b"HTTP/1.1 201 "), answer)
        self.assertIn(b"connection: close", answer)
        self.assertIn("my notes", self.alice.run("list"))

    def test_a_server_that_leaves_when_idle_takes_a_file_to_its_end(self):
        self.coveyd.options += ["--idle-exit", "1"]
        self.coveyd.stop()
        self.coveyd.start()
        link = self.offer(self.authorization() + "Content-Length: 3\r\n")
        self.alice.run("list")
        for _ in range(3):
            link.settimeout(0.7)
            self.assertRaises(TimeoutError, link.recv, 1)  # it has not hung up
            link.sendall(b"a")
        link.settimeout(DEADLINE)
        self.assertIn(b" 201 ", link.recv(1000))
        self.coveyd.wait()

    def test_on_a_unix_socket_the_peer_is_who_it_is(self):
        server = self.server("--os-users", "on")
        server.listeners = [f"unix:{server.socket}"]
        server.start()
        me = self.person("me")
        path = me.home / "note.txt"
        path.write_bytes(b"to myself")
        me.server = server.url("unix")
        notes = "my notes"
        me.run("send", "--file", path, notes)
        self.assertEqual(b"to myself", pathlib.Path(me.run("get", notes).strip()).read_bytes())


if __name__ == "__main__":
    scene.main()
