"""One WebSocket connection of a transcript: what it sends, and what it must get."""

import json
import os
import socket
import ssl
import struct

import websocket
from websocket import ABNF

from harness.coveyd import DEADLINE
from wire import pattern


class Failure(Exception):
    """The server did something else than the contract says."""

    def __init__(self, expected, actual):
        shown = actual if isinstance(actual, str) else pattern.shown(actual)
        super().__init__(f"expected {expected}\n    got      {shown}")


def connect_unix(path, uid):
    """A Unix socket whose peer credentials are this uid (root only), or our own."""
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(DEADLINE)
    if uid is None:
        link.connect(path)
        return link
    os.seteuid(uid)
    try:
        link.connect(path)
    finally:
        os.seteuid(0)
    return link


def connect(url, uid, protocol, ca):
    """A WebSocket of websocket-client, its handshake done."""
    options = {"timeout": DEADLINE, "subprotocols": None if protocol == "nothing" else [protocol]}
    if url.startswith("unix:"):
        return websocket.create_connection(
            "ws://localhost/", socket=connect_unix(url.removeprefix("unix:"), uid), **options
        )
    if ca:
        options["sslopt"] = {"ca_certs": str(ca), "cert_reqs": ssl.CERT_REQUIRED}
    return websocket.create_connection(url, http_no_proxy=["*"], **options)


class Peer:
    """A connection. `link` needs send_frame, recv_data and shutdown, as websocket.WebSocket has them."""

    def __init__(self, name, link, variables):
        self.name, self.link, self.variables = name, link, variables
        self.next_id, self.pending = 1, []
        self.watches = False  # who comes and goes; else those events are passed over

    # Sending

    def send_data(self, data, opcode, final=True):
        self.link.send_frame(ABNF.create_frame(data, opcode, int(final)))

    def send_text(self, text):
        self.send_data(text.encode("utf-8"), ABNF.OPCODE_TEXT)

    def send_bytes(self, data, binary):
        self.send_data(data, ABNF.OPCODE_BINARY if binary else ABNF.OPCODE_TEXT)

    def send_pieces(self, pieces):
        for index, piece in enumerate(pieces):
            opcode = ABNF.OPCODE_CONT if index else ABNF.OPCODE_TEXT
            self.send_data(piece.encode("utf-8"), opcode, index == len(pieces) - 1)

    def send_frame(self, value):
        self.send_text(json.dumps(value, ensure_ascii=False))

    def notify(self, method, params):
        self.send_frame({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method, params):
        self.pending.append(self.next_id)
        self.send_frame({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params})
        self.next_id += 1

    def log_in(self, params):
        self.request("login", params)
        answer = self.take_answer("ok")
        self.variables[f"{self.name}.token"] = answer.get("token")
        self.variables[f"{self.name}.event"] = params.get("resumeFrom", answer["eventID"])

    # Receiving

    def receive(self):
        """(frame, None) or (None, close code); a lost connection has the code 1006."""
        try:
            opcode, data = self.link.recv_data()
        except websocket.WebSocketTimeoutException as late:
            raise Failure("a frame", "silence") from late
        except (websocket.WebSocketConnectionClosedException, ConnectionError):
            return None, 1006
        if opcode == ABNF.OPCODE_CLOSE:
            return None, struct.unpack("!H", data[:2])[0] if len(data) >= 2 else 1005
        if opcode != ABNF.OPCODE_TEXT:
            raise Failure("a text frame", f"a frame of opcode {opcode}")
        frame = json.loads(data.decode("utf-8"))
        if not self.watches and isinstance(frame, dict) and frame.get("method") == "onUserStatusUpdated":
            return self.receive()
        self.check(frame)
        return frame, None

    def check(self, frame):
        """What holds of every frame of a server (sections 1 and 2)."""
        if not isinstance(frame, dict) or frame.get("jsonrpc") != "2.0":
            raise Failure("a JSON-RPC 2.0 object", frame)
        number = (frame.get("params") or {}).get("eventID") if "method" in frame else None
        if number is None:
            return
        last = self.variables.get(f"{self.name}.event", 0)
        if not pattern.KINDS["int"](number) or number <= last:
            raise Failure(f"an eventID above {last}", frame)
        self.variables[f"{self.name}.event"] = number
        self.variables[f"{self.name}.events"] = self.variables.get(f"{self.name}.events", 0) + 1

    def frame(self, expected):
        frame, code = self.receive()
        if frame is None:
            raise Failure(expected, f"the connection's end, {code}")
        return frame

    def take_answer(self, what):
        frame = self.frame(what)
        self.match(self.answer_pattern(what, "any"), frame, what)
        return frame["result"]

    def answer_pattern(self, what, text):
        """A pattern for a whole frame that answers the oldest request."""
        if not self.pending:
            raise pattern.PatternError(f"{self.name} has asked nothing that has no answer yet")
        head = f'{{"jsonrpc": "2.0", "id": {self.pending.pop(0)}, '
        if what == "ok":
            return head + f'"result": {text}}}'
        code, _, data = text.partition(" ")
        data = f', "data": {data}' if data else ""
        return head + f'"error": {{..., "code": {code}, "message": text{data}}}}}'

    def frame_pattern(self, what, text):
        """The text of a pattern for the whole frame that a line of a transcript awaits."""
        if what == "frame":
            return text
        if what in ("ok", "error"):
            return self.answer_pattern(what, text)
        if what in ("event", "loose"):
            name, _, data = text.partition(" ")
            number = '"eventID": int, ' if what == "event" else ""
            return f'{{"jsonrpc": "2.0", "method": "{name}", "params": {{{number}"data": {data}}}}}'
        raise pattern.PatternError(f"what is `{what}`?")

    def match(self, text, frame, expected):
        try:
            pattern.parse(text).match(frame, self.variables, "")
        except pattern.Mismatch as mismatch:
            raise Failure(f"{expected}\n    {mismatch}", frame) from mismatch

    def expect(self, what, text):
        wanted = self.frame_pattern(what, text or "any")
        self.match(wanted, self.frame(f"{what} {text}"), f"{what} {text}")

    def skip_to(self, what, text):
        wanted = pattern.parse(self.frame_pattern(what, text))
        while not pattern.matches(wanted, self.frame(f"{what} {text}"), self.variables):
            pass

    def expect_any_order(self, lines):
        wanted = [(f"{what} {text}", pattern.parse(self.frame_pattern(what, text))) for what, text in lines]
        while wanted:
            expected = "\n             or ".join(text for text, _ in wanted)
            frame = self.frame(expected)
            fits = next((one for one in wanted if pattern.matches(one[1], frame, self.variables)), None)
            if fits is None:
                raise Failure(expected, frame)
            wanted.remove(fits)

    def expect_close(self, code):
        frame, actual = self.receive()
        if frame is not None:
            raise Failure("the connection's end", frame)
        if code is not None and actual != code:
            raise Failure(f"close {code}", f"close {actual}")

    def expect_ping(self):
        opcode, data = self.link.recv_data(control_frame=True)
        if opcode != ABNF.OPCODE_PING:
            raise Failure("a ping", data.decode("utf-8", "replace"))

    def mute(self):
        """Reads, but says nothing, as a machine does that has gone to sleep."""
        while self.link.sock.recv(65536):
            pass

    def ask(self):
        """A request whose answer shows that everything before it has come."""
        self.next_id += 1
        self.send_frame({"jsonrpc": "2.0", "id": self.next_id - 1, "method": "getConversationGroupList", "params": {}})
        return self.next_id - 1

    def expect_nothing(self):
        asked = self.ask()
        frame = self.frame("nothing")
        if frame.get("id") != asked:
            raise Failure("nothing", frame)

    def settle(self):
        asked = self.ask()
        while self.frame("settled").get("id") != asked:
            pass
        self.pending.clear()

    def drain(self):
        while self.receive()[0] is not None:
            pass

    # Leaving

    def close(self):
        self.link.send_close(1000)
        self.drain()
        self.link.shutdown()

    def drop(self):
        self.link.shutdown()
