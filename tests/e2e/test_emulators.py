#!/usr/bin/python3
"""Text that terminals disagree about breaks no border, in the emulators that this machine has."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.emulator import EMULATORS, HEIGHT, Emulator, missing  # noqa: E402

# At the left of the divider, where whatever takes another width than we think moves it.
WORST = [
    "\U0001F468\u200D\U0001F469\u200D\U0001F467 family",
    "\U0001F3F3\uFE0F\u200D\U0001F308 rainbow",
    "\U0001F44D\U0001F3FD skin tone",
    "\u2764\uFE0F heart",
    "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7 flags",
    "1\uFE0F\u20E3 keycap",
    "e\u0301\u0323\u0302 n\u0303 marks",
    "项目 プロ 한국",
    "\uFF21 \uFF71 wide, narrow",
    "سلام عليكم",
    "שָׁלוֹם",
    "नमस्ते",
    "สวัสดี",
    "\u1112\u1161\u11AB jamo",
    "\U0001FAE8 new",
    "▎░▒▓ … ─ │ ●",
]
THEME = """[style]
normal = 250 on 16
border = 201 on 201
"""
BORDER = b"\xff\x00\xff"


def dividers(picture):
    """For each line of the screen the borders that it has, as pixel ranges, from the first that has one."""
    columns = [picture.runs(y, BORDER) for y in range(picture.height)]
    rows = [y for y in range(picture.height) if columns[y]]
    return [columns[y] for y in range(rows[0], rows[-1] + 1)] if rows else []


def looks_whole(lines):
    """The divider is one column from top to bottom, and the rule begins at it."""
    if not lines or not lines[0]:
        return False
    divider = lines[0][0]
    rule = [line for line in lines if line[-1:] and line[0][1] > divider[1] + 100]
    return (len(rule) > 0 and all(line[:1] == [divider] for line in lines if line not in rule)
            and all(len(line) == 1 for line in lines if line not in rule) and all(line[0][0] == divider[0] for line in rule))


class Emulators(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        for name in WORST:
            self.alice.run("group", "create", name)
        for text in WORST:
            self.bob.run("send", "alice", f"{text} and what follows it, as long as to be wrapped at the edge of the pane")
        themes = self.alice.config.parent / "themes"
        themes.mkdir(parents=True)
        (themes / "borders.theme").write_text(THEME, encoding="ascii")
        self.set_looks()

    def set_looks(self, **looks):
        lines = [f"{name} = {value}\n" for name, value in {"theme": "borders", **looks}.items()]
        self.alice.config.write_text("[looks]\n" + "".join(lines), encoding="ascii")

    def look(self, name):
        emulator = Emulator(name, [scene.program("covey")], self.alice.environment())
        self.addCleanup(emulator.close)
        seen = []

        def comes_to_rest():
            seen.append(dividers(emulator.picture()))
            return len(seen) > 2 and seen[-1] and seen[-1] == seen[-2] == seen[-3]

        emulator.wait(comes_to_rest)
        self.assertGreater(len(seen[-1]), 10 * (HEIGHT - 2))
        self.assertTrue(looks_whole(seen[-1]), sorted({str(line) for line in seen[-1]}))
        emulator.close()

    def test_no_border_breaks(self):
        looked = 0
        for name in EMULATORS:
            if missing(name):
                continue
            with self.subTest(emulator=name):
                self.look(name)
            looked += 1
        if looked == 0:
            self.skipTest("there is no emulator, no Xvfb or no ImageMagick")

    def test_whole_emoji_break_no_border_where_they_are_one_sign(self):
        if missing("foot"):
            self.skipTest("there is no foot, no Weston, no Xvfb or no ImageMagick")
        self.set_looks(emoji="whole")
        self.look("foot by clusters")


if __name__ == "__main__":
    scene.main()
