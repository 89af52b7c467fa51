#!/usr/bin/python3
"""Pictures as pixels, by what the terminal says that it can: the bytes that it gets, and what a real one makes of them."""

import fcntl
import os
import pathlib
import re
import signal
import struct
import sys
import termios
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.emulator import Emulator, missing  # noqa: E402
from harness.picture import png  # noqa: E402
from harness.raw import RawTerminal  # noqa: E402

RED = b"\xff\0\0"
CELL = {b"\x1b[16t": b"\x1b[6;20;10t"}
NO_SIXELS = {**CELL, b"\x1b[c": b"\x1b[?62;22c"}
SIXELS = {**CELL, b"\x1b[c": b"\x1b[?62;4;22c"}
KITTY = {b"a=q": b"\x1b_Gi=31;OK\x1b\\", **SIXELS}
# 200 x 100 pixels are 20 x 5 cells, and of sixels whole rows of six.
AS_SIXELS = re.compile(rb'\x1b\[(\d+);(\d+)H\x1bP0;1;0q"1;1;200;96[!-~]+\x1b\\')
AS_KITTY = re.compile(rb"\x1b_Ga=T,f=100,t=d,i=(\d+),c=20,r=5,C=1,q=2,m=0;[A-Za-z0-9+/=]+\x1b\\")
AS_ITERM = re.compile(rb"\x1b\]1337;File=inline=1;width=20;height=5;preserveAspectRatio=0:[A-Za-z0-9+/=]+\x07")
AS_PIXELS = re.compile(rb"\x1bP|\x1b_Ga=T|\x1b\]1337")
AS_BLOCKS = b"48;5;196m"


@unittest.skipUnless(os.access(scene.program("covey-picture"), os.X_OK), "built without pictures")
class Pictures(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        path = self.alice.home / "red.png"
        path.write_bytes(png(200, 100, RED))
        self.alice.run("send", "--file", path, "bob")

    def start(self, answers, height=24, looks="", **environment):
        self.bob.config.parent.mkdir(parents=True, exist_ok=True)
        self.bob.config.write_text(f"[looks]\n{looks}\n", encoding="ascii")
        environment = {"TERM": "xterm-256color", **environment}
        covey = RawTerminal([scene.program("covey")], self.bob.environment(**environment), height=height, answers=answers)
        self.addCleanup(covey.close)
        covey.wait_for(b"online")
        covey.type("\x1ba")  # the next unread one
        covey.wait_for(b"red.png")
        return covey

    def view(self, *arguments, **more):
        covey = self.start(*arguments, **more)
        covey.type("\x1bmv")
        return covey

    def test_as_sixels_where_the_terminal_has_them_and_says_how_large_a_cell_is(self):
        covey = self.view(SIXELS)
        shown = covey.wait_for(AS_SIXELS)
        row, column = map(int, shown.groups())
        self.assertLess(row + 5, 24)
        self.assertGreater(column, 24)
        mark = covey.mark()
        covey.type("v")
        # Blanks over all of it, and nothing more of it.
        for y in range(row, row + 5):
            covey.wait_for(b"\x1b[%d;%dH%s" % (y, column, b" " * 20), mark)
        self.assertIsNone(AS_PIXELS.search(covey.seen[mark:]))

    def test_as_blocks_where_it_does_not_say_how_large_a_cell_is_or_has_few_colours(self):
        for answers in ({b"\x1b[c": b"\x1b[?62;4;22c"}, {**SIXELS, b"\x1b[?1;1;0S": b"\x1b[?1;0;16S"}, NO_SIXELS, {}):
            with self.subTest(answers=answers):
                covey = self.view(answers)
                covey.wait_for(AS_BLOCKS)
                self.assertIsNone(AS_PIXELS.search(covey.seen))
                self.alice.run("send", "--file", self.alice.home / "red.png", "bob")

    def test_as_kitty_has_them_and_taken_away_by_their_names(self):
        covey = self.view(KITTY)
        name = covey.wait_for(AS_KITTY).group(1)
        covey.type("v")
        covey.wait_for(b"\x1b_Ga=d,d=I,i=%s,q=2\x1b\\" % name)

    def test_as_iterm_has_them(self):
        self.view(NO_SIXELS, LC_TERMINAL="iTerm2").wait_for(AS_ITERM)

    def test_within_tmux_kitty_is_not_asked_and_iterm_not_believed(self):
        covey = self.view(NO_SIXELS, TERM="tmux-256color", LC_TERMINAL="iTerm2")
        covey.wait_for(AS_BLOCKS)
        self.assertNotIn(b"a=q", covey.seen)
        self.assertIsNone(AS_PIXELS.search(covey.seen))

    def test_as_the_settings_say(self):
        self.view(KITTY, looks="pictures = sixel").wait_for(AS_SIXELS)

    def test_not_at_all_if_the_settings_say_so(self):
        covey = self.view(KITTY, looks="pictures = off")
        covey.wait_for(b"Pictures are off")

    def test_a_box_takes_it_away_and_gives_it_back(self):
        covey = self.view(SIXELS)
        covey.wait_for(AS_SIXELS)
        mark = covey.mark()
        covey.type("?")
        covey.wait_for(b" " * 20, mark)
        self.assertIsNone(AS_PIXELS.search(covey.seen[mark:]))
        covey.type("\x1b")
        covey.wait_for(AS_SIXELS, mark)

    def test_what_is_in_sight_in_part_is_shown_in_blocks(self):
        covey = self.view(SIXELS)
        covey.wait_for(AS_SIXELS)
        mark = covey.mark()
        covey.type("\x1b")
        for _ in range(8):
            self.alice.run("send", "bob", "line\nline")
        covey.wait_for(AS_BLOCKS, mark)

    def resize(self, covey, width, height):
        fcntl.ioctl(covey.fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        os.kill(covey.pid, signal.SIGWINCH)

    def test_it_is_laid_out_anew_for_another_size(self):
        covey = self.view(SIXELS)
        covey.wait_for(AS_SIXELS)
        mark = covey.mark()
        self.resize(covey, 60, 24)
        narrow = covey.wait_for(re.compile(rb'\x1bP0;1;0q"1;1;(\d+);(\d+)'), mark)
        self.resize(covey, 100, 30)
        covey.wait_for(AS_SIXELS, narrow.end())

    def test_another_cell_makes_another_picture(self):
        covey = self.view(SIXELS)
        covey.wait_for(AS_SIXELS)
        covey.answers[b"\x1b[16t"] = b"\x1b[6;40;20t"
        mark = covey.mark()
        self.resize(covey, 80, 23)
        covey.wait_for(re.compile(rb'q"1;1;200;120|q"1;1;200;96'), mark)

    def test_nothing_of_it_stays_when_covey_leaves(self):
        covey = self.view(KITTY)
        name = covey.wait_for(AS_KITTY).group(1)
        covey.type("\x11")
        covey.wait_for(b"\x1b_Ga=d,d=I,i=%s,q=2\x1b\\" % name)

    @unittest.skipIf(missing("xterm with sixels"), "there is no xterm, no Xvfb or no ImageMagick")
    def test_a_real_xterm_shows_it_in_its_place_and_nothing_of_it_afterwards(self):
        themes = self.bob.config.parent / "themes"
        themes.mkdir(parents=True)
        (themes / "grey.theme").write_text("[style]\nnormal = 250 on 16\n", encoding="ascii")
        self.bob.config.write_text("[looks]\ntheme = grey\n", encoding="ascii")
        emulator = Emulator("xterm with sixels", [scene.program("covey")], self.bob.environment())
        self.addCleanup(emulator.close)

        def red():
            picture = emulator.picture()
            runs = [picture.runs(y, RED) for y in range(picture.height)]
            return [run for run in runs if run]

        emulator.wait(lambda: os.path.exists(f"{emulator.typed}.seen") and emulator.has_seen(b"online"))
        emulator.type(b"\x1ba")
        emulator.wait(lambda: emulator.has_seen(b"red.png"))
        emulator.type(b"\x1bmv")
        emulator.wait(lambda: len(red()) >= 90)
        rows = red()
        self.assertEqual(96, len(rows))
        self.assertEqual({(rows[0][0][0], rows[0][0][0] + 200)}, {run for row in rows for run in row})
        emulator.type(b"v")
        emulator.wait(lambda: not red())


if __name__ == "__main__":
    scene.main()
