#!/usr/bin/python3
"""The example of protocol.md, had with a real coveyd: example.py COVEYD."""

import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.coveyd import Coveyd  # noqa: E402
from wire import peer  # noqa: E402

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "assets" / "protocol.md"
LINE = re.compile(r"^(\w+) *([→←]) (.*)$")
ANY = "…"


def lines():
    """(who, direction, frame) of each line of the document's first block of code."""
    block = DOCUMENT.read_text(encoding="utf-8").split("```")[1]
    for line in filter(None, block.splitlines()):
        who, direction, text = LINE.match(line).groups()
        # What is left out of an object becomes a member of it, a value that is left out a string.
        text = re.sub(r"([{,])…}", r'\1"…":0}', text)
        yield who, direction, json.loads(re.sub(r":…", ':"…"', text))


def fits(expected, actual):
    if expected == ANY:
        return True
    if isinstance(expected, dict) and isinstance(actual, dict):
        names = set(expected) - {ANY}
        known = names <= set(actual) if ANY in expected else names == set(actual)
        return known and all(fits(expected[name], actual[name]) for name in names)
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(fits, expected, actual))
    return expected == actual


def have_it(server):
    links, count = {}, 0
    for who, direction, frame in lines():
        if who not in links:
            links[who] = peer.connect(server.url("ws"), None, "covey.v1.json", None)
        if direction == "→":
            links[who].send(json.dumps(frame))
        else:
            actual = json.loads(links[who].recv())
            if not fits(frame, actual):
                sys.exit(f"protocol.md says\n    {frame}\ncoveyd said\n    {actual}")
        count += 1
    if count == 0:
        sys.exit("there is no example")


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = Coveyd(sys.argv[1], folder)
        for user in ("alice", "bob"):
            server.add_user(user)
        server.start()
        try:
            have_it(server)
        finally:
            status = server.stop()
        sys.exit(status)


if __name__ == "__main__":
    main()
