#!/usr/bin/python3
"""The end-to-end harness itself, tried on a shell."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402


class Harness(scene.Scene):
    def shell(self, **size):
        shell = self.terminal(["sh"], self.person("alice").environment(PS1="> "), **size)
        shell.wait_for(re.compile(r"^>", re.M))
        return shell

    def test_what_is_typed_is_seen(self):
        shell = self.shell()
        shell.type("echo 'two  $words; 漢字'")
        shell.keys("Enter")
        shell.wait_for(re.compile(r"^two  \$words; 漢字$", re.M))

    def test_waiting_has_an_end_and_shows_the_screen(self):
        shell = self.shell()
        shell.type("visible")
        shell.wait_for("visible")
        with self.assertRaisesRegex(AssertionError, r"(?s)waited in vain.*visible"):
            shell.wait_for("never", deadline=0.1)

    def test_gone_is_waited_for(self):
        shell = self.shell()
        shell.type("clear")
        shell.wait_for("clear")
        shell.keys("Enter")
        shell.wait_gone("clear")

    def test_the_size_is_as_asked_and_changes(self):
        shell = self.shell(width=61, height=17)
        shell.type("stty size\n")
        shell.wait_for("17 61")
        shell.resize(20, 5)
        shell.type("clear; stty size\n")
        shell.wait_for(re.compile(r"^5 20$", re.M))
        self.assertEqual(5, len(shell.lines()))

    def test_colours_can_be_looked_at(self):
        shell = self.shell()
        shell.type("printf '\\033[1;31mred\\033[0m\\n'\n")
        shell.wait_for(re.compile(r"^red$", re.M))
        self.assertRegex(shell.colours(), "\x1b\\[1m?.*31m.*red")

    def test_the_exit_status_is_known(self):
        shell = self.shell()
        shell.type("exit 3\n")
        self.assertEqual(3, shell.wait_exit())

    def test_kill_kills(self):
        shell = self.shell()
        shell.kill()
        self.assertFalse(shell.running)

    def test_a_person_has_a_home_alone(self):
        environment = self.person("alice").environment()
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
            self.assertTrue(environment[name].startswith(str(self.folder)), name)
        self.assertNotIn("COVEY_SERVER", environment)

    def test_what_a_sanitizer_says_fails(self):
        report = self.folder / "sanitizer.1"
        report.write_text("ERROR: LeakSanitizer", encoding="utf-8")
        with self.assertRaises(AssertionError):
            self.check_sanitizers()
        report.unlink()


if __name__ == "__main__":
    scene.main()
