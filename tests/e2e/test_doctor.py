#!/usr/bin/python3
"""covey doctor: what it finds, what it advises, and its exit status."""

import os
import pathlib
import re
import subprocess
import sys

import dbusmock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.coveyd import password_of  # noqa: E402
from harness.raw import RawTerminal  # noqa: E402

ASKED = b"\x1b[>q\x1b[?1004$p\x1b[c"


class Doctor(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        (self.alice,) = self.people(self.coveyd, "alice")

    def doctor(self, answer=b"\x1bP>|kitty(0.26.5)\x1b\\\x1b[?1004;2$y\x1b[?62;22c", **environment):
        """Exit status and bytes of one run in a terminal that answers so."""
        terminal = RawTerminal([scene.program("covey"), "doctor"],
                               self.alice.environment(**{"TERM": "xterm-256color", **environment}),
                               answers={b"\x1b[c": answer} if answer else ())
        self.addCleanup(terminal.close)
        return terminal.wait_exit(), terminal.seen.decode()

    def test_all_is_well(self):
        status, said = self.doctor(KITTY_WINDOW_ID="1")
        self.assertEqual(0, status, said)
        for line in (r"ok +locale +UTF-8", r"ok +terminal +xterm-256color: kitty, 256 colours",
                     r"ok +answers +it calls itself kitty\(0\.26\.5\)", r"ok +focus +told", r"ok +multiplexer +none",
                     r"note +desktop +no D-Bus session", r"ok +osc99 +sent, and meant for this terminal",
                     r"ok +notifications go by osc99", r"ok +server +ws://127\.0\.0\.1:\d+/? as alice, in \d+ ms"):
            self.assertRegex(said, line)
        for sequence in ("\x1b]777;notify;covey doctor;", "\x1b]9;covey doctor: ", "\x1b]99;i=covey"):
            self.assertIn(sequence, said)
        self.assertNotIn("problem", said)

    def test_a_terminal_that_answers_nothing_is_not_waited_for(self):
        status, said = self.doctor(answer=None)
        self.assertEqual(0, status, said)
        self.assertIn("does not answer what it is asked", said)

    def test_what_is_wrong_is_told_with_what_to_do(self):
        status, said = self.doctor(LC_ALL="C", COVEY_SERVER="ws://127.0.0.1:9/")
        self.assertEqual(1, status)
        self.assertRegex(said, r"problem +locale .*set LC_ALL or LANG")
        self.assertRegex(said, r"problem +server +log in first: covey login ws://127\.0\.0\.1:9/; it is named by")

    def test_a_server_that_is_away_is_told_with_why_and_what_to_do(self):
        self.coveyd.stop()
        away = r"problem +server +ws://127\.0\.0\.1:\d+/?: Nobody answers at 127\.0\.0\.1:\d+; it is "
        self.assertRegex(self.alice.run("doctor", status=1),
                         away + r"named by \$COVEY_SERVER: start it if it does not run, or name another\n")
        self.assertRegex(self.alice.run("doctor", status=1, COVEY_SERVER=""),
                         away + r"the last one that you logged in to: start it .* covey logout --local\n")

    def test_a_login_that_has_ended_is_told_with_how_to_log_in(self):
        self.coveyd.run("user", "remove", "alice", "--data", self.coveyd.data)
        self.assertRegex(self.alice.run("doctor", status=1),
                         r"problem +server +ws://\S+: .*; log in again: covey login ws://\S+ --user alice\n")

    def certificate(self, name):
        """One that is signed by itself, for 127.0.0.1; and its key."""
        certificate, key = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        return certificate, key

    def test_whom_to_trust_is_said_where_a_certificate_is_not_trusted(self):
        self.coveyd.stop()
        certificate, key = self.certificate("server")
        other, _ = self.certificate("other")
        self.coveyd.listeners.append("wss://127.0.0.1:0")
        self.coveyd.start(["--tls-cert", str(certificate), "--tls-key", str(key)])
        url = self.coveyd.url("wss")
        self.alice.run("login", url, "--user", "alice", "--ca", certificate, stdin=password_of("alice") + "\n")
        well = self.alice.run("doctor", status=None, COVEY_SERVER="")
        self.assertIn(f"ok       server        {url} as alice", well)
        said = self.alice.run("doctor", "--ca", other, status=1, COVEY_SERVER="")
        self.assertRegex(said, r"problem +server +wss://\S+: The certificate of \S+ is not trusted \(self-signed certificate\)")
        self.assertIn(f": covey login {url} --user alice --ca FILE, or ca = FILE in [account] of the config file\n", said)

    def test_the_desktop_is_tried_and_one_that_is_not_there_is_a_problem(self):
        dbusmock.DBusTestCase.start_session_bus()
        self.addCleanup(dbusmock.DBusTestCase.tearDownClass)
        bus = {"DBUS_SESSION_BUS_ADDRESS": dbusmock.DBusTestCase.get_dbus() and
               os.environ["DBUS_SESSION_BUS_ADDRESS"]}
        status, said = self.doctor(**bus)
        self.assertEqual(1, status)
        self.assertRegex(said, r"problem +desktop +nobody on D-Bus shows notifications")
        service, _ = dbusmock.DBusTestCase.spawn_server_template("notification_daemon", {"capabilities": "body actions"},
                                                                 stdout=subprocess.PIPE)
        self.addCleanup(service.stdout.close)
        self.addCleanup(service.wait)
        self.addCleanup(service.kill)
        status, said = self.doctor(**bus)
        self.assertEqual(0, status, said)
        self.assertRegex(said, r"ok +desktop +\S+ \S+ \(body, actions\)")
        self.assertRegex(said, r"ok +notifications go by desktop")

    def test_in_tmux_it_says_what_tmux_needs(self):
        for passthrough, focus in (("off", "off"), ("on", "on")):
            with self.subTest(passthrough):
                screen = self.terminal(["sh"], self.alice.environment(PS1="> "), width=120, height=40)
                screen.wait_for(re.compile(r"^>", re.M))
                screen.tmux("set", "-g", "allow-passthrough", passthrough)
                screen.tmux("set", "-g", "focus-events", focus)
                # The harness starts programs without tmux's variables.
                variable = screen.ask("socket_path},#{pid},0")
                screen.type(f"export TMUX='{variable}'; {scene.program('covey')} doctor; echo \"status $?\"\n")
                screen.wait_for(re.compile(r"^status \d", re.M))
                if passthrough == "off":
                    screen.wait_for("set -g allow-passthrough on", "set -g focus-events on", "status 1")
                else:
                    screen.wait_for("tmux; allow-passthrough is on", "status 0")


if __name__ == "__main__":
    scene.main()
