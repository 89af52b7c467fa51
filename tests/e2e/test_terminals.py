#!/usr/bin/python3
"""covey in terminals of every size and kind."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import go_to, say  # noqa: E402

COLOUR = re.compile("\x1b\\[[0-9;]*m")


def colours_of(screen):
    """The colour parameters that the screen uses: 31, 92, 38;5;75, …; not 39 and 49, which are none."""
    used = set()
    for sequence in COLOUR.findall(screen.colours()):
        parameters = sequence[2:-1].split(";")
        while parameters:
            parameter = parameters.pop(0)
            if parameter in ("38", "48"):
                used.add(";".join([parameter, *parameters[:2]]))
                del parameters[:2]
            elif re.fullmatch(r"[349]\d|10\d", parameter) and parameter not in ("39", "49"):
                used.add(parameter)
    return used


class Terminals(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        self.alice.run("group", "create", "Work", "bob")
        self.bob.run("send", "alice", "The second shipment is here.")

    def chat_works(self, screen):
        go_to(screen, "bob")
        self.bob.run("send", "alice", "Still there?")
        screen.wait_for("Still there?")
        say(screen, "Yes")
        self.wait_until(lambda: "Yes" in self.bob.run("history", "alice", "-n", "1"))

    def test_every_size(self):
        for width, height in ((80, 24), (60, 20), (59, 20), (40, 10), (20, 5), (400, 100)):
            with self.subTest(width=width, height=height):
                screen = self.alice.open(width=width, height=height)
                self.chat_works(screen)
                screen.keys("C-q")
                self.assertEqual(0, screen.wait_exit())

    def test_sizes_too_small_to_use_do_no_harm(self):
        screen = self.alice.open()
        for width, height in ((10, 3), (2, 2), (1, 1), (3, 1), (1, 40)):
            screen.resize(width, height)
            screen.keys("Tab", "C-g", "Escape")
        screen.resize(80, 24)
        self.chat_works(screen)

    def test_below_60_columns_there_is_one_pane_at_a_time(self):
        screen = self.alice.open(width=80)
        go_to(screen, "bob")
        screen.wait_for("▾ Work", "The second shipment")
        screen.resize(59, 24)
        screen.wait_for("The second shipment")
        screen.wait_gone("▾ Work")
        screen.keys("Tab")
        screen.wait_for("▾ Work")
        screen.wait_gone("The second shipment")
        screen.resize(80, 24)
        screen.wait_for("▾ Work", "The second shipment")

    def test_what_is_typed_outlives_a_resize(self):
        screen = self.alice.open()
        go_to(screen, "bob")
        screen.type("half a thought")
        screen.wait_for("half a thought")
        for width, height in ((30, 8), (200, 50), (80, 24)):
            screen.resize(width, height)
            screen.wait_for("half a thought")
        screen.keys("Enter")
        self.wait_until(lambda: "half a thought" in self.bob.run("history", "alice"))

    def test_256_colours(self):
        screen = self.alice.open(TERM="tmux-256color")
        self.assertTrue(colours_of(screen))

    def test_16_colours(self):
        screen = self.alice.open(TERM="xterm-16color")
        used = colours_of(screen)
        self.assertTrue(used)
        self.assertEqual(set(), {one for one in used if ";" in one and int(one.split(";")[-1]) > 15})
        self.chat_works(screen)

    def test_8_colours(self):
        screen = self.alice.open(TERM="screen")
        self.assertEqual(set(), {one for one in colours_of(screen) if not re.fullmatch(r"[34][0-7]", one)})
        self.chat_works(screen)

    def test_no_color_means_none(self):
        screen = self.alice.open(NO_COLOR="1")
        self.assertEqual(set(), colours_of(screen))
        self.chat_works(screen)

    def test_a_terminal_without_colours(self):
        self.chat_works(self.alice.open(TERM="vt100"))

    def test_a_terminal_that_is_unknown_is_said_in_words(self):
        screen = self.alice.start(TERM="no-such-terminal")
        self.assertEqual(1, screen.wait_exit())
        self.assertRegex(screen.everything(), r"(?m)^covey: .*no-such-terminal")

    def test_ascii_where_there_is_nothing_else(self):
        screen = self.alice.start(LC_ALL="C")
        screen.wait_for("* online", "v Work")
        self.assertTrue(screen.screen().isascii())

    def test_without_a_terminal_it_is_said_in_words(self):
        self.alice.run(status=1)


if __name__ == "__main__":
    scene.main()
