#!/usr/bin/python3
"""A server that has run out of descriptors, and one whose frames are compressed."""

import json
import os
import pathlib
import resource
import socket
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.coveyd import DEADLINE, password_of  # noqa: E402

TAIL = b"\0\0\xff\xff"  # RFC 7692, section 7.2: what ends a block, and is not sent


class RawPeer:
    """A WebSocket of our own, for what websocket-client does not offer."""

    def __init__(self, url, offer=""):
        host, port = url.removeprefix("ws://").rstrip("/").split(":")
        self.link = socket.create_connection((host, int(port)), timeout=DEADLINE)
        self.left = b""
        self.link.sendall(
            b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: covey.v1.json\r\n"
            + offer.encode() + b"\r\n"
        )

    def handshake(self):
        """The head of the answer."""
        while b"\r\n\r\n" not in self.left:
            self.more()
        head, self.left = self.left.split(b"\r\n\r\n", 1)
        self.deflate = zlib.compressobj(wbits=-15) if b"permessage-deflate" in head.lower() else None
        self.inflate = zlib.decompressobj(wbits=-15)
        return head.decode()

    def more(self):
        piece = self.link.recv(65536)
        if not piece:
            raise ConnectionError("the server has hung up")
        self.left += piece

    def take(self, count):
        while len(self.left) < count:
            self.more()
        taken, self.left = self.left[:count], self.left[count:]
        return taken

    def send(self, value):
        payload = json.dumps(value).encode()
        first = 0x81
        if self.deflate:
            payload = (self.deflate.compress(payload) + self.deflate.flush(zlib.Z_SYNC_FLUSH)).removesuffix(TAIL)
            first |= 0x40
        size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
        self.link.sendall(bytes([first]) + size + b"\0\0\0\0" + payload)

    def receive(self):
        """The next message, and whether it was compressed."""
        message, compressed, final = b"", False, False
        while not final:
            first, size = self.take(2)
            size = int.from_bytes(self.take(2 if size == 126 else 8), "big") if size >= 126 else size
            payload = self.take(size)
            if first & 0x08:
                continue  # a ping
            compressed |= bool(first & 0x40)
            final = bool(first & 0x80)
            message += payload
        if compressed:
            message = self.inflate.decompress(message + TAIL)
        return json.loads(message), compressed

    def ask(self, method, **params):
        self.send({"jsonrpc": "2.0", "id": method, "method": method, "params": params})
        while True:
            answer, compressed = self.receive()
            if answer.get("id") == method:
                return answer, compressed


class Limits(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")

    def peer(self, offer=""):
        peer = RawPeer(self.coveyd.url("ws"), offer)
        self.addCleanup(peer.link.close)
        return peer

    def log_in(self, peer):
        answer, _ = peer.ask("login", userID="alice", password=password_of("alice"))
        self.assertIn("result", answer)

    def test_without_descriptors_who_is_there_goes_on_and_who_comes_gets_in_later(self):
        here = self.peer()
        here.handshake()
        self.log_in(here)
        pid = self.coveyd.process.pid
        soft, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        used = [int(name) for name in os.listdir(f"/proc/{pid}/fd")]
        most = max(used) + 1
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (most, hard))
        newcomers = [self.peer() for _ in range(most - len(used) + 3)]
        for number in range(20):
            answer, _ = here.ask("setConversationDraft", conversationID="C2Cbob", draftText=f"draft {number}")
            self.assertIn("result", answer)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (soft, hard))
        for newcomer in newcomers:
            try:
                newcomer.handshake()
            except OSError:
                continue  # it was refused, and comes again
            self.log_in(newcomer)
        late = self.peer()
        late.handshake()
        self.log_in(late)
        self.assertIn("C2Cbob", self.bob.run("list", "--json") + self.alice.run("list", "--json"))

    def test_compressed_frames_say_the_same(self):
        self.bob.run("send", "alice", "word " * 1000)
        for number in range(20):
            self.bob.run("send", "alice", f"🎉 {number}")
        plain, small = self.peer(), self.peer("Sec-WebSocket-Extensions: permessage-deflate\r\n")
        self.assertNotIn("permessage-deflate", plain.handshake())
        self.assertIn("permessage-deflate", small.handshake().lower())
        for peer in plain, small:
            self.log_in(peer)
        for method, params in (
            ("getMessageList", {"conversationID": "C2Cbob", "count": 100}),
            ("getConversationList", {}),
            ("getConversationGroupList", {}),
            ("searchCloudMessages", {"keyword": "word"}),
            ("getMessageList", {"conversationID": "nobody"}),
        ):
            there, was_compressed = plain.ask(method, **params)
            here, is_compressed = small.ask(method, **params)
            self.assertEqual(there, here)
            self.assertEqual((False, True), (was_compressed, is_compressed))


if __name__ == "__main__":
    scene.main()
