#!/usr/bin/python3
"""Shows that the wire runner can fail: patterns, the reading of transcripts, a connection with a scripted other end."""

import json
import pathlib
import re
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import websocket  # noqa: E402
from websocket import ABNF  # noqa: E402

from wire import pattern, run  # noqa: E402
from wire.peer import Failure, Peer  # noqa: E402


def fits(text, actual, variables=None):
    return pattern.matches(pattern.parse(text), actual, {} if variables is None else variables)


class Patterns(unittest.TestCase):
    def test_an_object_is_exact_unless_it_is_open(self):
        self.assertTrue(fits('{"a": 1}', {"a": 1}))
        self.assertFalse(fits('{"a": 1}', {"a": 1, "b": 2}))
        self.assertFalse(fits('{"a": 1, "b": 2}', {"a": 1}))
        self.assertTrue(fits('{..., "a": 1}', {"a": 1, "b": 2}))

    def test_absent_is_absent(self):
        self.assertTrue(fits('{..., "a": absent}', {"b": 2}))
        self.assertFalse(fits('{..., "a": absent}', {"a": None}))

    def test_arrays_keep_order_and_length(self):
        self.assertTrue(fits("[1, 2]", [1, 2]))
        self.assertFalse(fits("[1, 2]", [2, 1]))
        self.assertFalse(fits("[1, 2]", [1, 2, 3]))
        self.assertTrue(fits("[1, ...]", [1, 2, 3]))
        self.assertTrue(fits("unordered [1, 2]", [2, 1]))
        self.assertFalse(fits("unordered [1, 1]", [1, 2]))

    def test_types_are_not_mixed_up(self):
        self.assertFalse(fits("1", True))
        self.assertFalse(fits("true", 1))
        self.assertFalse(fits("int", True))
        self.assertFalse(fits("null", False))
        self.assertFalse(fits('"1"', 1))

    def test_a_variable_binds_once(self):
        variables = {}
        self.assertTrue(fits('{"a": $x, "b": $x}', {"a": 7, "b": 7}, variables))
        self.assertEqual(variables, {"x": 7})
        self.assertFalse(fits("$x", 8, variables))

    def test_a_miss_binds_nothing(self):
        variables = {}
        self.assertFalse(fits('{"a": $x, "b": 2}', {"a": 1, "b": 3}, variables))
        self.assertEqual(variables, {})

    def test_values_are_made(self):
        made = pattern.parse('["GROUP" $id, "x" * 3, $n + 1, many(2, "u"), uuid($n)]').make({"id": "room", "n": 4})
        self.assertEqual(made, ["GROUProom", "xxx", 5, ["u1", "u2"], "00000000-0000-4000-8000-000000000004"])

    def test_like_searches(self):
        self.assertTrue(fits('like "^a.c$"', "abc"))
        self.assertFalse(fits('like "^a.c$"', "abcd"))
        self.assertFalse(fits('like "1"', 1))

    def test_a_sentence_has_no_control_characters(self):
        self.assertTrue(fits("text", "No such group"))
        self.assertFalse(fits("text", "No\x1b[31m"))
        self.assertFalse(fits("text", ""))

    def test_a_mismatch_says_where(self):
        with self.assertRaisesRegex(pattern.Mismatch, r"at \.a\[1\]\.b: expected 2, got 3"):
            pattern.parse('{"a": [any, {"b": 2}]}').match({"a": [0, {"b": 3}]}, {}, "")


class ScriptedLink:
    """The other end of a connection: sends what the script says, keeps what it is sent."""

    def __init__(self, script):
        self.script, self.sent = list(script), []

    def send_frame(self, frame):
        self.sent.append(json.loads(frame.data))

    def recv_data(self):
        if not self.script:
            raise websocket.WebSocketTimeoutException()
        said = self.script.pop(0)
        if isinstance(said, int):
            return ABNF.OPCODE_CLOSE, said.to_bytes(2, "big")
        return ABNF.OPCODE_TEXT, json.dumps({"jsonrpc": "2.0", **said}).encode()

    def shutdown(self):
        pass


def peer_with(*script):
    return Peer("alice", ScriptedLink(script), {})


def event(number, data=None):
    return {"method": "onConversationGroupListUpdated", "params": {"eventID": number, "data": data or []}}


class Peers(unittest.TestCase):
    def test_answers_belong_to_the_oldest_request(self):
        peer = peer_with({"id": 1, "result": {}}, {"id": 2, "error": {"code": 51009, "message": "No"}})
        peer.request("a", {})
        peer.request("b", {})
        peer.expect("ok", "{}")
        peer.expect("error", "51009")
        self.assertEqual([frame["method"] for frame in peer.link.sent], ["a", "b"])

    def test_an_answer_out_of_order_fails(self):
        peer = peer_with({"id": 2, "result": {}}, {"id": 1, "result": {}})
        peer.request("a", {})
        peer.request("b", {})
        with self.assertRaises(Failure):
            peer.expect("ok", "{}")

    def test_another_code_fails(self):
        peer = peer_with({"id": 1, "error": {"code": 51010, "message": "No"}})
        peer.request("a", {})
        with self.assertRaisesRegex(Failure, "51009"):
            peer.expect("error", "51009")

    def test_an_event_before_the_answer_fails(self):
        peer = peer_with(event(1), {"id": 1, "result": {}})
        peer.request("a", {})
        with self.assertRaises(Failure):
            peer.expect("ok", "any")

    def test_who_comes_and_goes_counts_only_for_who_watches(self):
        status = {"method": "onUserStatusUpdated", "params": {"data": []}}
        peer = peer_with(status, event(1), status, event(2))
        peer.expect("event", "onConversationGroupListUpdated []")
        peer.watches = True
        with self.assertRaises(Failure):
            peer.expect("event", "onConversationGroupListUpdated []")

    def test_event_numbers_must_rise(self):
        peer = peer_with(event(5), event(5))
        peer.expect("event", "onConversationGroupListUpdated []")
        with self.assertRaisesRegex(Failure, "above 5"):
            peer.expect("event", "onConversationGroupListUpdated []")

    def test_nothing_means_no_frame_before_the_next_answer(self):
        peer_with({"id": 1, "result": {}}).expect_nothing()
        with self.assertRaisesRegex(Failure, "expected nothing"):
            peer_with(event(1), {"id": 1, "result": {}}).expect_nothing()

    def test_any_order_takes_each_once(self):
        name = "onConversationGroupListUpdated"
        lines = [("event", f'{name} ["a"]'), ("event", f'{name} ["b"]')]
        peer_with(event(1, ["b"]), event(2, ["a"])).expect_any_order(lines)
        with self.assertRaises(Failure):
            peer_with(event(1, ["b"]), event(2, ["b"])).expect_any_order(lines)

    def test_the_close_code_counts(self):
        peer_with(1008).expect_close(1008)
        with self.assertRaises(Failure):
            peer_with(1000).expect_close(1008)
        with self.assertRaises(Failure):
            peer_with(event(1)).expect_close(1008)

    def test_silence_fails(self):
        with self.assertRaisesRegex(Failure, "silence"):
            peer_with().expect("event", "onTyping any")


class Reading(unittest.TestCase):
    def read(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".wire") as file:
            file.write(text)
            file.flush()
            return [(line.number, line.text) for line in run.read_lines(file.name)]

    def test_open_brackets_go_on(self):
        text = '# a comment\n\nalice> m {"a": "}",\n  "b": [1,\n2]}\nalice< nothing\n'
        self.assertEqual(self.read(text), [(3, 'alice> m {"a": "}", "b": [1, 2]}'), (6, "alice< nothing")])

    def test_blocks_nest(self):
        texts = ["repeat 2", "a", "repeat 3", "b", "end", "end", "c"]
        block, index = run.take_block([run.Line("f", n, text) for n, text in enumerate(texts)], 0)
        self.assertEqual(([line.text for line in block], index), (["a", "repeat 3", "b", "end"], 6))

    def test_every_transcript_can_be_read(self):
        """No line of a transcript is one that the runner does not know."""
        for file in sorted(pathlib.Path(__file__).parent.glob("*.wire")):
            for line in run.read_lines(file):
                known = line.text == "end" or any(
                    re.fullmatch(expression, line.text)
                    for expression in [row[0] for row in run.HEAD + run.HANDLERS] + [run.ANY_ORDER.pattern, r"repeat \d+"]
                )
                self.assertTrue(known, f"{file}:{line.number}: {line.text}")


class Coverage(unittest.TestCase):
    """Every error, method, event and limit of the tables in src/proto has its case in some transcript."""

    # Those of methods that come later, and one for a server whose accounts are made elsewhere.
    NOT_YET = {"20016", "20012", "70107", "onMessageModified", "onMessageRevoked", "onKickedOut"}

    def setUp(self):
        here = pathlib.Path(__file__).parent
        self.proto = here.parents[1] / "src" / "proto"
        self.transcripts = "\n".join(file.read_text(encoding="utf-8") for file in here.glob("*.wire"))

    def check(self, header, row, case):
        """Each name that the regex `row` finds in the header is in a transcript, as the format `case` says."""
        names = re.findall(row, (self.proto / header).read_text(encoding="utf-8"))
        self.assertTrue(names)
        missing = {name for name in names if not re.search(case.format(re.escape(name)), self.transcripts)}
        self.assertEqual(set(), missing - self.NOT_YET)

    def test_every_error_code_has_a_case(self):
        self.check("error.h", r"X\(\w+, (-?\d+),", r'(error |"code": ){}\b')

    def test_every_method_has_a_case(self):
        self.check("method.h", r'X\(\w+, "(\w+)",', r"> {}\b")

    def test_every_event_has_a_case(self):
        self.check("frame.h", r'X\(\w+, "(\w+)"\)', r"(event|loose) {}\b")

    def test_every_limit_is_in_the_logins_answer(self):
        self.check("limit.h", r'X\(\w+, "(\w+)",', r'"{}"')


if __name__ == "__main__":
    unittest.main()
