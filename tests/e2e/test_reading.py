#!/usr/bin/python3
"""Reading far back, searching, peeking, leaving unread."""

import datetime
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import websocket  # noqa: E402

from harness import scene  # noqa: E402
from harness.coveyd import DEADLINE, password_of  # noqa: E402
from harness.scene import command, go_to, say  # noqa: E402

MANY = 230  # messages: several pages


class Reading(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")

    def fill(self):
        wire = self.connect("alice")
        for n in range(1, MANY + 1):
            mentions = ["bob"] if n in (20, 190) else []
            text = f"message-{n} " + ("@bob look" if mentions else "of many")
            while "error" in self.ask(wire, "sendMessage", conversationID="C2Cbob", clientID=f"n{n}",
                                      type="TIMTextElem", payload={"text": text}, atUserList=mentions):
                pass  # sent too often
        wire.close()
        wire = self.connect("bob")
        self.ask(wire, "setMessageRead", conversationID="C2Calice", sequence=100)
        wire.close()

    def connect(self, user):
        wire = websocket.create_connection(self.coveyd.url("ws"), subprotocols=["covey.v1.json"], timeout=DEADLINE)
        self.ask(wire, "login", userID=user, password=password_of(user))
        return wire

    def ask(self, wire, method, **params):
        wire.send(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}))
        while "id" not in (answer := json.loads(wire.recv())):
            pass
        return answer

    def many(self):
        self.fill()
        at_bob = self.bob.open()
        go_to(at_bob, "alice")
        at_bob.wait_for(f"message-{MANY} ")
        return at_bob

    def test_history_comes_page_by_page_to_the_first_message(self):
        at_bob = self.many()
        for _ in range(MANY):
            at_bob.keys("PageUp")
            if at_bob.shows("message-1 of many"):
                break
        at_bob.wait_for("message-1 of many")
        at_bob.keys("M->")
        at_bob.wait_for(f"message-{MANY} ")

    def test_a_search_as_one_types_leads_to_the_place_and_reading_goes_on_from_there(self):
        at_bob = self.many()
        at_bob.keys("C-s")
        at_bob.wait_for("Search in alice")
        at_bob.type("message-77")
        at_bob.wait_for("1 found", re.compile("alice: message-77 of many"))
        at_bob.keys("Enter")
        at_bob.wait_gone("Search in")
        at_bob.wait_for("message-77 of many", "message-76 of many", "message-78 of many")
        self.alice.run("send", "bob", "news")
        at_bob.wait_for("1 new below")
        at_bob.wait_for("message-77 of many")
        for _ in range(MANY):
            at_bob.keys("PageDown")
            if at_bob.shows("news"):
                break
        at_bob.wait_for("alice  news")

    def test_going_to_what_is_new_to_mentions_and_to_a_day(self):
        at_bob = self.many()
        at_bob.keys("M-<")
        at_bob.wait_for("message-101 of many", "─ new ─")
        at_bob.keys("Escape", "Escape")
        at_bob.wait_for(f"message-{MANY} ")
        at_bob.keys("M-@")
        at_bob.wait_for("message-190 @bob")
        at_bob.keys("M-@")
        at_bob.wait_for("message-20 @bob")
        at_bob.keys("M-@")
        at_bob.wait_for("No message before this mentions you")
        command(at_bob, "date 2020-01-01")
        at_bob.wait_for("message-1 of many")
        at_bob.keys("M-g")
        at_bob.wait_for("Go to a day")
        at_bob.type(datetime.date.today().replace(year=2035).isoformat())
        at_bob.keys("Enter")
        at_bob.wait_for(f"message-{MANY} ")

    def test_without_a_connection_the_cache_is_searched(self):
        at_bob = self.many()
        self.coveyd.stop()
        at_bob.wait_gone("● online")
        at_bob.keys("C-s")
        at_bob.type("message-225")
        at_bob.wait_for("1 found of what is kept here")
        at_bob.keys("Enter")
        at_bob.wait_for("message-225 of many")
        at_bob.keys("M-g")
        at_bob.wait_for("Go to a day")
        at_bob.type("2020-01-01")
        at_bob.keys("Enter")
        at_bob.wait_for("message-")

    def test_scripts_search_and_export_the_whole_history(self):
        self.fill()
        self.bob.run("send", "alice", "*Ärger* mit\nder 项目会议")
        lines = self.bob.run("search", "--json", "-n", 3, "message").splitlines()
        self.assertEqual([MANY - 2, MANY - 1, MANY], [json.loads(line)["sequence"] for line in lines])
        self.assertIn("*Ärger* mit", self.bob.run("search", "arger"))
        self.assertIn("alice", self.bob.run("search", "--in", "alice", "会议"))
        # Who speaks is not taken for the place where he does.
        self.assertRegex(self.bob.run("search", "message-1"), r"\d  alice  alice:  message-1")
        self.assertEqual(("", "Nothing was found.\n"), self.bob.run_both("search", "nowhere"))
        exported = [json.loads(line) for line in self.bob.run("export", "--json", "alice").splitlines()]
        self.assertEqual(list(range(1, MANY + 2)), [one["sequence"] for one in exported])
        self.assertRegex(self.bob.run("export", "alice"), r"\A# alice\n\d{4}-\d\d-\d\d \d\d:\d\d  alice  message-1 of many\n")
        self.bob.run("group", "create", "Work", "alice")
        markdown = self.bob.run("export", "--markdown", "--group", "Work")
        self.assertRegex(markdown, r"\A## alice\n\n### \d{4}-\d\d-\d\d\n\n\*\*alice\*\* +\d\d:\d\d  \nmessage-1 of many\n")
        self.assertIn("\\*Ärger\\* mit  \nder 项目会议\n", markdown)
        self.assertIn("message-130 of many", self.bob.run("search", "--group", "Work", "message-130"))
        self.bob.run("export", "--group", "None", status=1)
        self.bob.run("export", status=2)

    def test_peeking_reads_nothing(self):
        at_bob = self.bob.open()
        self.alice.run("send", "bob", "secret plans")
        at_bob.wait_for(re.compile(r"alice +1 "))
        at_bob.keys("Tab")
        command(at_bob, "peek alice")
        at_bob.wait_for("secret plans", "stays unread")
        self.assertNotEqual("", self.bob.run("list", "--unread", "--json"))
        go_to(at_bob, "alice")
        at_bob.wait_gone("stays unread")
        self.wait_until(lambda: self.bob.run("list", "--unread", "--json") == "")

    def test_a_conversation_can_be_left_unread(self):
        self.alice.run("send", "bob", "one")
        self.alice.run("send", "bob", "two")
        at_bob = self.bob.open()
        go_to(at_bob, "alice")
        at_bob.wait_for("two")
        self.wait_until(lambda: self.bob.run("list", "--unread", "--json") == "")
        at_bob.keys("F7")
        at_bob.wait_for("stays unread")
        self.wait_until(lambda: self.bob.run("list", "--unread", "--json") != "")
        say(at_bob, "my answer")
        at_bob.wait_gone("stays unread")
        self.wait_until(lambda: self.bob.run("list", "--unread", "--json") == "")


if __name__ == "__main__":
    scene.main()
