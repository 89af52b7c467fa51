#!/usr/bin/python3
"""Many senders, one commit: how many sendMessage requests a second a coveyd answers.

    bench_server.py build/coveyd [--senders 50] [--messages 400] [--window 8] [--room]

Each sender has its own connection and keeps `--window` requests under way. With one sender and a
window of 1 every message waits for the disk by itself (synchronous=FULL); with more, those that
arrive together share one commit. `--room`: all talk in one room, so each message goes to everybody.
Frames are made beforehand, so that this program is not what is measured.
"""

import argparse
import json
import os
import pathlib
import selectors
import socket
import struct
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness.coveyd import Coveyd, password_of  # noqa: E402

HANDSHAKE = (
    "GET / HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: covey.v1.json\r\n\r\n"
)


def frame(value):
    """A masked text frame; the mask is 0, so that masking costs nothing."""
    payload = json.dumps(value).encode()
    head = b"\x81" + (bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack(">H", len(payload)))
    return head + bytes(4) + payload


def request(number, method, **params):
    return frame({"jsonrpc": "2.0", "id": number, "method": method, "params": params})


class Sender:
    """One connection: what it has to send, and how many answers and events it has got."""

    def __init__(self, address, user):
        self.socket = socket.create_connection(address)
        self.user, self.buffer = user, bytearray()
        self.answers = self.events = self.errors = self.sent = 0
        self.frames = []
        self.socket.sendall(HANDSHAKE.encode())
        while b"\r\n\r\n" not in self.buffer:
            self.buffer += self.socket.recv(4096)
        del self.buffer[: self.buffer.index(b"\r\n\r\n") + 4]

    def call(self, method, **params):
        self.answers = 0
        self.socket.sendall(request(0, method, **params))
        while not self.answers:
            self.receive()
        if self.errors:
            sys.exit(f"{method} was refused")

    def receive(self):
        self.buffer += self.socket.recv(1 << 18)
        at = 0
        while len(self.buffer) - at >= 2:
            length, start = self.buffer[at + 1] & 127, at + 2
            if length == 126 and len(self.buffer) >= at + 4:
                length, start = struct.unpack_from(">H", self.buffer, at + 2)[0], at + 4
            elif length > 125:
                break
            if len(self.buffer) < start + length:
                break
            self.count(self.buffer[start : start + length])
            at = start + length
        del self.buffer[:at]

    def count(self, text):
        if text.startswith(b'{"jsonrpc":"2.0","id"'):
            self.answers += 1
            self.errors += b'"error"' in text[:60]
        else:
            self.events += 1

    def fill(self, window):
        """Sends so much that `window` requests are under way."""
        last = min(self.answers + window, len(self.frames))
        if last > self.sent:
            self.socket.sendall(b"".join(self.frames[self.sent : last]))
            self.sent = last


def run(senders, window):
    """Until everything is answered; the seconds that it took."""
    selector = selectors.DefaultSelector()
    for sender in senders:
        sender.answers = sender.events = 0
        selector.register(sender.socket, selectors.EVENT_READ, sender)
    begin, left = time.monotonic(), len(senders)
    for sender in senders:
        sender.fill(window)
    while left:
        for key, _ in selector.select():
            sender = key.data
            was_done = sender.answers == len(sender.frames)
            sender.receive()
            sender.fill(window)
            left -= not was_done and sender.answers == len(sender.frames)
    return time.monotonic() - begin


def metric(server, name):
    page = urllib.request.urlopen(server.url("ws").replace("ws:", "http:") + "metrics").read().decode()
    return next(float(line.split()[1]) for line in page.splitlines() if line.startswith(name + " "))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coveyd")
    parser.add_argument("--senders", type=int, default=50)
    parser.add_argument("--messages", type=int, default=400, help="of each sender")
    parser.add_argument("--window", type=int, default=8, help="requests of a sender under way")
    parser.add_argument("--room", action="store_true")
    parser.add_argument("--folder", help="where the database is made (default: /var/tmp, on a disk)")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory(dir=arguments.folder or "/var/tmp", prefix="covey-bench-") as folder:
        fast = ["--send-rate", "1000000", "--send-burst", "1000000", "--request-rate", "1000000", "--request-burst", "1000000"]
        server = Coveyd(arguments.coveyd, folder, fast, ["ws://127.0.0.1:0"])
        users = [f"u{i}" for i in range(arguments.senders)]
        for user in users:
            server.add_user(user)
        server.start()
        host, port = server.url("ws").removeprefix("ws://").rstrip("/").split(":")
        senders = [Sender((host, int(port)), user) for user in users]
        for sender in senders:
            sender.call("login", userID=sender.user, password=password_of(sender.user))
        if arguments.room:
            senders[0].call("createGroup", groupID="bench", name="Bench", type="Public", memberList=users[1:])
        for i, sender in enumerate(senders):
            conversation = "GROUPbench" if arguments.room else f"C2Cu{(i + 1) % len(users)}"
            sender.frames = [
                request(n, "sendMessage", conversationID=conversation, clientID=f"{sender.user}-{n}", type="TIMTextElem",
                        payload={"text": "The second shipment is here. Who signs?"})
                for n in range(arguments.messages)
            ]
        commits, deliveries = metric(server, "covey_commits_total"), metric(server, "covey_event_deliveries_total")
        seconds = run(senders, arguments.window)
        commits = metric(server, "covey_commits_total") - commits
        deliveries = metric(server, "covey_event_deliveries_total") - deliveries
        count = arguments.senders * arguments.messages
        processor = sum(os.times()[:2])
        print(f"{count} messages in {seconds:.2f} s: {count / seconds:.0f}/s, {commits:.0f} commits "
              f"({count / commits:.1f} messages each), {deliveries:.0f} deliveries ({deliveries / seconds:.0f}/s); "
              f"{processor:.1f} s of processor here")
        for sender in senders:
            sender.socket.close()
        status = server.stop()
    return status


if __name__ == "__main__":
    sys.exit(main())
