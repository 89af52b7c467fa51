#!/usr/bin/python3
"""Runs a transcript (*.wire) of the wire protocol against a real coveyd.

    run.py --coveyd build/coveyd tests/wire/login.wire

A transcript is read from top to bottom, one thing after another. `#` starts a comment. A line goes
on while a bracket is open. PATTERN and VALUE are JSON with wildcards: see pattern.py.

The head, before anything else:
    server OPTIONS…                 options of coveyd, beside its listeners (ws and unix)
    tls                             a wss listener too, with a certificate made for this run
    users NAME…                     accounts; the password of NAME is NAME-secret
    root only                       skips this transcript when not run by root

Connections. NAME is the connection's name, and the user's unless `as` says another:
    login NAME [as USER] [over ws|wss|unix] [resume VALUE]     connects and logs in with the password
    connect NAME [over ws|wss|unix] [uid NUMBER] [offering PROTOCOL|nothing]     connects only
    refused NAME [over …] [uid …] [offering …] [STATUS]        the connection is not accepted
    NAME close                      says goodbye (1000)
    NAME drop                       is gone without a word

What a connection sends:
    alice> METHOD [VALUE]           a request; its id is made and its answer awaited by the next `ok`, `error`
    alice says VALUE to CONV        sendMessage with this text, as a request
    alice> notify METHOD [VALUE]    the same without id: there is no answer
    alice> frame VALUE              a whole frame
    alice> text VALUE               a text frame that holds this string, whatever it is
    alice> pieces VALUE             a text frame in several fragments, an array of strings
    alice> bytes HEX                a text frame of these bytes;   alice> binary HEX   a binary one

What it must get next, and nothing else before it:
    alice< ok PATTERN               the answer to the oldest request that has none yet
    alice< error CODE [PATTERN]     the same, an error; PATTERN is its `data`
    alice< event NAME PATTERN       an event with this `data`; its number must be higher than the last
    alice< loose NAME PATTERN       an event that has no number
    alice<& event NAME PATTERN      lines of `<&` that stand together may come in any order
    alice<* event NAME PATTERN      whatever comes, up to this
    alice< frame PATTERN            a whole frame
    alice< nothing                  no frame before the answer to a request made now
    alice< close CODE               the server closes with this code;   alice< gone   or anyhow
    alice< ping                     a WebSocket ping, which is answered
    alice settle                    takes everything that comes before the answer to a request made now
    alice drain                     takes everything that comes before the server closes
    alice watches                   gets onUserStatusUpdated from now on, which is passed over else
    alice mute                      answers nothing, not even a ping, until the server hangs up

Others:
    repeat N … end                  with $i = 1 … N
    server stop|kill|start [OPTIONS…]|gone     SIGTERM and exit 0; kill -9; start again; it left by itself
    limit disk|none                 no file can grow any more, as on a full disk; or they can again
    data lock|free                  another process holds the database's write lock, until it lets go
    data lose                       what was uploaded is not on the disk any more
    run ARGUMENTS… [< TEXT]         a subcommand of coveyd, TEXT on its standard input
    exit STATUS / stdout PATTERN / stderr PATTERN     what it did (the streams without the last newline)
    http METHOD PATH [as NAME] [range VALUE] [at OFFSET of LENGTH] [sending VALUE]
                                   with NAME's token; an upload's Upload-Offset and Upload-Length; VALUE is the body
    broken PATH as NAME at OFFSET of LENGTH sending VALUE         a POST that breaks off when VALUE has come
    status CODE / body PATTERN / json PATTERN / header NAME PATTERN      what was answered
    set NAME VALUE / same VALUE PATTERN

Variables made by the runner: $TMP, $DATA, $SOCKET, $WS, $UID; $NAME.token, $NAME.event and $NAME.events, the
token, the last event number and the count of events that connections of this name have seen.
"""

import argparse
import contextlib
import http.client
import json
import os
import pathlib
import re
import resource
import shlex
import sqlite3
import subprocess
import sys
import tempfile
import time

import websocket

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness.coveyd import DEADLINE, Coveyd, ServerError, password_of  # noqa: E402
from wire import pattern  # noqa: E402
from wire.peer import Failure, Peer, connect  # noqa: E402

SKIPPED = 77
FIRST_SAID = 1_000_000  # the clientIDs of `says` stay out of the way of those that a transcript chooses
CONNECTION = (
    r"(?P<name>\w+)(?: as (?P<user>\S+))?(?: over (?P<scheme>ws|wss|unix))?(?: uid (?P<uid>\d+))?"
    r"(?: offering (?P<protocol>\S+))?"
)


class Skip(Exception):
    """This machine cannot run it."""


class Line:
    """A logical line of a transcript."""

    def __init__(self, file, number, text):
        self.file, self.number, self.text = file, number, text


def open_brackets(text):
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    return sum(bare.count(c) for c in "{[(") - sum(bare.count(c) for c in "}])")


def read_lines(file):
    """The logical lines: comments gone, continued ones joined."""
    lines = []
    with open(file, encoding="utf-8") as stream:
        for number, text in enumerate(stream, 1):
            text = text.strip()
            if lines and open_brackets(lines[-1].text) > 0:
                lines[-1].text += " " + text
            elif text and not text.startswith("#"):
                lines.append(Line(file, number, text))
    return lines


def take_block(lines, index):
    """The lines between the `repeat` at index and its `end`, and the index after that."""
    depth = 1
    for stop in range(index + 1, len(lines)):
        word = lines[stop].text.split()[0]
        depth += (word == "repeat") - (word == "end")
        if depth == 0:
            return lines[index + 1 : stop], stop + 1
    raise pattern.PatternError("repeat without end")


def make_certificates(folder):
    """A throw-away CA and a certificate for 127.0.0.1 and localhost: (CA, certificate, key)."""
    ca, ca_key, request = folder / "ca.pem", folder / "ca.key", folder / "server.csr"
    certificate, key, names = folder / "server.pem", folder / "server.key", folder / "names"
    names.write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n", encoding="utf-8")
    new = ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj"]
    for command in (
        [*new, "/CN=throw-away CA", "-x509", "-days", "2", "-keyout", ca_key, "-out", ca],
        [*new, "/CN=localhost", "-keyout", key, "-out", request],
        ["openssl", "x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca_key, "-CAcreateserial", "-days", "2",
         "-extfile", names, "-out", certificate],
    ):
        subprocess.run(command, check=True, capture_output=True, timeout=DEADLINE)
    return ca, certificate, key


class Transcript:
    """What a transcript's lines do, one method for each kind of line (HANDLERS)."""

    def __init__(self, binary, folder):
        self.folder = pathlib.Path(folder)
        self.server = Coveyd(binary, folder)
        self.users, self.peers = [], {}
        self.ca = self.result = self.response = self.lock = None
        self.messages = 0  # how many `says` has made
        self.variables = {"TMP": str(folder), "DATA": str(self.server.data), "SOCKET": str(self.server.socket),
                          "UID": os.getuid()}

    # The head

    def head_server(self, options):
        self.server.options += self.words(options)

    def head_tls(self):
        self.ca, certificate, key = make_certificates(self.folder)
        self.server.listeners.append("wss://127.0.0.1:0")
        self.server.options += ["--tls-cert", str(certificate), "--tls-key", str(key)]

    def head_users(self, names):
        self.users += names.split()

    def begin(self):
        for user in self.users:
            self.server.add_user(user)
        self.start()

    def start(self, options=None):
        self.server.start(options)
        self.variables["WS"] = self.server.url("ws")

    # Connections

    def peer(self, name):
        if name not in self.peers:
            raise pattern.PatternError(f"there is no connection {name}")
        return self.peers[name]

    def open(self, scheme, uid, protocol):
        return connect(self.server.url(scheme or "ws"), uid and int(uid), protocol or "covey.v1.json", self.ca)

    def connect(self, name, user=None, scheme=None, uid=None, protocol=None):
        if name in self.peers:
            self.peers[name].drop()
        self.peers[name] = Peer(name, self.open(scheme, uid, protocol), self.variables)

    def refused(self, name, user=None, scheme=None, uid=None, protocol=None, status=None):
        try:
            self.open(scheme, uid, protocol).close()
        except websocket.WebSocketBadStatusException as refusal:
            if status and refusal.status_code != int(status):
                raise Failure(f"refused with status {status}", refusal.status_code) from refusal
        except (OSError, websocket.WebSocketException) as refusal:
            if status:
                raise Failure(f"refused with status {status}", repr(refusal)) from refusal
        else:
            raise Failure("a refused connection", "an accepted one")

    def login(self, name, user=None, scheme=None, uid=None, protocol=None, resume=None):
        self.connect(name, user, scheme, uid, protocol)
        params = {"userID": user or name, "password": password_of(user or name)}
        if resume:
            params["resumeFrom"] = self.value(resume)
        self.peers[name].log_in(params)

    def close(self, name):
        self.peer(name).close()
        del self.peers[name]

    def drop(self, name):
        self.peer(name).drop()
        del self.peers[name]

    # Frames

    def send(self, name, kind, text):
        peer = self.peer(name)
        if kind == "notify":
            method, _, params = text.partition(" ")
            peer.notify(method, self.value(params or "{}"))
        elif kind == "frame":
            peer.send_frame(self.value(text))
        elif kind == "text":
            peer.send_text(self.value(text))
        elif kind == "pieces":
            peer.send_pieces(self.value(text))
        elif kind in ("bytes", "binary"):
            peer.send_bytes(bytes.fromhex(text), kind == "binary")
        else:
            peer.request(kind, self.value(text or "{}"))

    def say(self, name, text, conversation):
        self.messages += 1
        client_id = pattern.parse(f"uuid({FIRST_SAID + self.messages})").make({})
        self.peer(name).request("sendMessage", {"conversationID": conversation, "clientID": client_id,
                                                "type": "TIMTextElem", "payload": {"text": self.value(text)}})

    def expect(self, name, what, text):
        peer = self.peer(name)
        if what == "close":
            peer.expect_close(int(text))
        elif what == "gone":
            peer.expect_close(None)
        elif what == "ping":
            peer.expect_ping()
        elif what == "nothing":
            peer.expect_nothing()
        else:
            peer.expect(what, text)

    def skip_to(self, name, what, text):
        self.peer(name).skip_to(what, text)

    def expect_any_order(self, name, lines):
        self.peer(name).expect_any_order(lines)

    # The server and its subcommands

    def server_verb(self, verb, options):
        if verb == "start":
            self.start(self.words(options) if options else None)
        elif verb == "kill":
            self.server.kill()
        else:
            status = self.server.stop() if verb == "stop" else self.server.wait()
            if status != 0:
                raise Failure("coveyd to exit with 0", status)

    def data_verb(self, verb):
        if verb == "lock":
            (file,) = self.server.data.glob("*.db")
            self.lock = sqlite3.connect(file, isolation_level=None)
            self.lock.execute("BEGIN IMMEDIATE")
        elif verb == "lose":
            for file in self.server.data.glob("files/*/*"):
                file.unlink()
        else:
            self.lock.close()

    def limit(self, what):
        """No file can grow any more, as on a full disk; `none`: they can."""
        most = 1 if what == "disk" else resource.RLIM_INFINITY
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    def words(self, text):
        """Words as a shell would part them, with the variables' values."""
        filled = re.sub(r"\$([A-Za-z_][\w.]*)", lambda name: str(self.value(name.group())), text)
        return shlex.split(filled)

    def run(self, arguments, text):
        self.result = self.server.run(*self.words(arguments), stdin=(text + "\n") if text else "")

    def expect_exit(self, status):
        if self.result.returncode != int(status):
            raise Failure(f"exit status {status}", f"{self.result.returncode}: {self.result.stderr}")

    def expect_stream(self, stream, text):
        actual = getattr(self.result, stream)
        pattern.parse(text).match(actual.removesuffix("\n"), self.variables, stream)

    # HTTP

    def http_link(self):
        host = self.server.url("ws").removeprefix("ws://").rstrip("/")
        return http.client.HTTPConnection(host, timeout=DEADLINE)

    def http_headers(self, user, offset, length):
        headers = {}
        if user:
            headers["Authorization"] = "Bearer " + self.value(f"${user}.token")
        if offset:
            headers["Upload-Offset"] = offset
            headers["Upload-Length"] = length
        return headers

    def broken(self, path, user, offset, length, text):
        link = self.http_link()
        headers = self.http_headers(user, offset, length)
        headers["Content-Length"] = str(int(length) - int(offset))
        body = self.value(text).encode("utf-8")
        before = len(self.kept(int(offset) + len(body)))
        link.request("POST", path, body=body, headers=headers)
        self.wait_for(lambda: len(self.kept(int(offset) + len(body))) > before)
        link.close()

    def kept(self, size):
        """What the server has of uploads, of which so much has come."""
        found = (self.server.data / "files").glob("kept-*")
        return [path for path in found if path.stat().st_size == size]

    @staticmethod
    def wait_for(condition):
        deadline = time.monotonic() + DEADLINE
        while not condition():
            if time.monotonic() > deadline:
                raise Failure("what the server does", "nothing")
            time.sleep(0.01)

    def http(self, method, path, user=None, span=None, offset=None, length=None, text=None):
        link = self.http_link()
        headers = self.http_headers(user, offset, length)
        if span:
            headers["Range"] = self.value(span)
        body = None if text is None else self.value(text).encode("utf-8")
        link.request(method, self.value(path) if path.startswith("$") else path, body=body, headers=headers)
        self.response = link.getresponse()
        self.response.text = self.response.read().decode("utf-8")
        link.close()

    def expect_status(self, code):
        if self.response.status != int(code):
            raise Failure(f"status {code}", self.response.status)

    def expect_body(self, text):
        pattern.parse(text).match(self.response.text.strip(), self.variables, "body")

    def expect_json(self, text):
        pattern.parse(text).match(json.loads(self.response.text), self.variables, "body")

    def expect_header(self, name, text):
        pattern.parse(text).match(self.response.getheader(name), self.variables, name)

    # Others

    def value(self, text):
        return pattern.parse(text).make(self.variables)

    def set(self, name, text):
        self.variables[name] = self.value(text)

    def same(self, value, text):
        pattern.parse(text).match(self.value(value), self.variables, value)

    def root_only(self):
        if os.getuid() != 0:
            raise Skip("needs root")

    def end(self):
        """Every connection goes, then the server, which must leave cleanly: no leak, no error."""
        for peer in self.peers.values():
            peer.drop()
        if self.server.running:
            self.server_verb("stop", None)

    def abandon(self):
        for peer in self.peers.values():
            peer.drop()
        if self.server.running:
            self.server.kill()


HEAD = [
    (r"server (?P<options>-.*)", Transcript.head_server),
    (r"tls", Transcript.head_tls),
    (r"users (?P<names>.*)", Transcript.head_users),
    (r"root only", Transcript.root_only),
]
HANDLERS = [
    (rf"login {CONNECTION}(?: resume (?P<resume>.*))?", Transcript.login),
    (rf"connect {CONNECTION}", Transcript.connect),
    (rf"refused {CONNECTION}(?: (?P<status>\d+))?", Transcript.refused),
    (r"(?P<name>\w+)> (?P<kind>\w+)(?: (?P<text>.*))?", Transcript.send),
    (r"(?P<name>\w+) says (?P<text>.*) to (?P<conversation>\S+)", Transcript.say),
    (r"(?P<name>\w+)< (?P<what>\w+)(?: (?P<text>.*))?", Transcript.expect),
    (r"(?P<name>\w+)<\* (?P<what>\w+) (?P<text>.*)", Transcript.skip_to),
    (r"(?P<name>\w+) close", Transcript.close),
    (r"(?P<name>\w+) drop", Transcript.drop),
    (r"(?P<name>\w+) settle", lambda transcript, name: transcript.peer(name).settle()),
    (r"(?P<name>\w+) drain", lambda transcript, name: transcript.peer(name).drain()),
    (r"(?P<name>\w+) watches", lambda transcript, name: setattr(transcript.peer(name), "watches", True)),
    (r"(?P<name>\w+) mute", lambda transcript, name: transcript.peer(name).mute()),
    (r"server (?P<verb>stop|kill|gone|start)(?: (?P<options>.*))?", Transcript.server_verb),
    (r"data (?P<verb>lock|free|lose)", Transcript.data_verb),
    (r"limit (?P<what>disk|none)", Transcript.limit),
    (r"run (?P<arguments>.*?)(?: < (?P<text>.*))?", Transcript.run),
    (r"exit (?P<status>\d+)", Transcript.expect_exit),
    (r"(?P<stream>stdout|stderr) (?P<text>.*)", Transcript.expect_stream),
    (
        r"http (?P<method>\w+) (?P<path>\S+)(?: as (?P<user>\S+))?(?: range (?P<span>\"[^\"]*\"))?(?: at (?P<offset>\d+) of (?P<length>\d+))?(?: sending (?P<text>.*))?",
        Transcript.http,
    ),
    (
        r"broken (?P<path>\S+) as (?P<user>\S+) at (?P<offset>\d+) of (?P<length>\d+) sending (?P<text>.*)",
        Transcript.broken,
    ),
    (r"json (?P<text>.*)", Transcript.expect_json),
    (r"status (?P<code>\d+)", Transcript.expect_status),
    (r"body (?P<text>.*)", Transcript.expect_body),
    (r"header (?P<name>\S+) (?P<text>.*)", Transcript.expect_header),
    (r"set (?P<name>[\w.]+) (?P<text>.*)", Transcript.set),
    (r"same (?P<value>\S+) (?P<text>.*)", Transcript.same),
]
ANY_ORDER = re.compile(r"(?P<name>\w+)<& (?P<what>\w+) (?P<text>.*)")


def call(table, transcript, text):
    """Calls the handler of the first row whose pattern is the whole line; false when there is none."""
    for expression, handler in table:
        found = re.fullmatch(expression, text)
        if found:
            handler(transcript, **found.groupdict())
            return True
    return False


@contextlib.contextmanager
def at(line):
    """Says where: every failure carries file and line."""
    try:
        yield
    except (Failure, pattern.Mismatch, pattern.PatternError, ServerError, OSError, websocket.WebSocketException,
            subprocess.TimeoutExpired) as error:
        if hasattr(error, "line"):
            raise
        error.line = line
        raise


def run_lines(transcript, lines):
    index = 0
    while index < len(lines):
        line = lines[index]
        with at(line):
            repeat = re.fullmatch(r"repeat (\d+)", line.text)
            bunch = ANY_ORDER.fullmatch(line.text)
            if repeat:
                block, index = take_block(lines, index)
                for turn in range(1, int(repeat.group(1)) + 1):
                    transcript.variables["i"] = turn
                    run_lines(transcript, block)
                continue
            if bunch:
                index = run_bunch(transcript, lines, index, bunch.group("name"))
                continue
            if not call(HANDLERS, transcript, line.text):
                raise pattern.PatternError("what does this line mean?")
        index += 1


def run_bunch(transcript, lines, index, name):
    bunch = []
    while index < len(lines):
        found = ANY_ORDER.fullmatch(lines[index].text)
        if not found or found.group("name") != name:
            break
        bunch.append((found.group("what"), found.group("text")))
        index += 1
    transcript.expect_any_order(name, bunch)
    return index


def run_transcript(transcript, lines):
    index = 0
    while index < len(lines):
        with at(lines[index]):
            if not call(HEAD, transcript, lines[index].text):
                break
        index += 1
    with at(lines[min(index, len(lines) - 1)]):
        transcript.begin()
    run_lines(transcript, lines[index:])
    with at(lines[-1]):
        transcript.end()


def complain(error, transcript):
    line = error.line
    print(f"{line.file}:{line.number}: {line.text}\n    {error}")
    if transcript.server.log_tail():
        print("the server's log ends:\n" + transcript.server.log_tail())


def run_file(binary, file):
    with tempfile.TemporaryDirectory(prefix="covey-wire-") as folder:
        os.chmod(folder, 0o755)
        transcript = Transcript(binary, folder)
        try:
            run_transcript(transcript, read_lines(file))
        except Skip as skip:
            print(f"{file}: skipped, {skip}")
            return SKIPPED
        except Exception as error:  # pylint: disable=broad-except
            if not hasattr(error, "line"):
                raise
            complain(error, transcript)
            return 1
        finally:
            transcript.abandon()
    return 0


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--coveyd")
    arguments.add_argument("transcript", nargs="+")
    chosen = arguments.parse_args()
    return max(run_file(chosen.coveyd, file) for file in chosen.transcript)


if __name__ == "__main__":
    sys.exit(main())
