#!/usr/bin/python3
"""The desktop's notifications, from the server to a real service on a real D-Bus and back: shown, closed when read at
another terminal, clicked on; and a service that hangs is not felt on the screen."""

import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import dbusmock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.coveyd import DEADLINE  # noqa: E402
from harness.raw import RawTerminal  # noqa: E402

HANG = 25  # seconds: so long D-Bus waits for an answer
FELT = 1.0  # seconds from a key to the screen that would be (on a busy machine, with sanitizers)
NOTIFICATIONS = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications")


class Bus(dbusmock.DBusTestCase):
    """A session bus without anything on it."""


class Desktop(scene.Scene):
    def setUp(self):
        super().setUp()
        Bus.start_session_bus()
        self.addCleanup(Bus.tearDownClass)
        self.bus = Bus.get_dbus()
        self.alice, self.bob = self.people(self.server(), "alice", "bob")
        self.address = {"DBUS_SESSION_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"]}

    def service(self, capabilities="body actions body-markup"):
        service, _ = Bus.spawn_server_template("notification_daemon", {"capabilities": capabilities},
                                               stdout=subprocess.PIPE)
        os.set_blocking(service.stdout.fileno(), False)
        self.addCleanup(service.stdout.close)
        self.addCleanup(service.wait)
        self.addCleanup(service.kill)
        self.calls = ""
        return service

    def wait_for_call(self, service, pattern):
        """Until the service's log has a call like this; the match."""
        def called():
            self.calls += (service.stdout.read() or b"").decode()
            return re.search(pattern, self.calls)
        self.wait_until(called)
        return called()

    def test_shown_and_closed_by_reading_at_another_terminal(self):
        service = self.service()
        screen = self.alice.open(**self.address)
        self.bob.run("send", "alice", "<b>Lunch?</b>")
        self.wait_for_call(service, r'Notify "covey" 0 "covey" "bob" "&lt;b&gt;Lunch\?&lt;/b&gt;" \["default", "Open"\]')
        self.bob.run("send", "alice", "Now?")
        screen.wait_for("2 unread elsewhere")
        other = self.alice.open()
        other.keys("M-a")
        other.wait_for("Now?")
        screen.wait_gone("unread elsewhere")
        self.wait_for_call(service, r"CloseNotification 1\b")
        self.assertNotIn("Notify \"covey\" 1", self.calls)

    def test_more_replace_it_with_their_count(self):
        service = self.service()
        self.alice.open(**self.address)
        self.bob.run("send", "alice", "one")
        self.wait_for_call(service, r'Notify "covey" 0 "covey" "bob" "one"')
        self.bob.run("send", "alice", "two")
        self.bob.run("send", "alice", "three")
        self.wait_for_call(service, r'Notify "covey" 1 "covey" "bob \(3 messages\)" "three"')

    def test_a_click_opens_the_conversation(self):
        service = self.service()
        screen = self.alice.open(**self.address)
        self.bob.run("send", "alice", "Lunch?")
        self.wait_for_call(service, r'Notify "covey" 0')
        self.bus.get_object(*NOTIFICATIONS).EmitSignal(NOTIFICATIONS[0], "ActionInvoked", "us", [1, "default"],
                                                       dbus_interface=dbusmock.MOCK_IFACE)
        screen.wait_for("Lunch?")
        screen.wait_gone("unread")
        self.wait_for_call(service, r"CloseNotification 1\b")

    def test_over_ssh_no_desktop_is_asked(self):
        service = self.service()
        screen = RawTerminal([scene.program("covey")], self.alice.environment(
            TERM="xterm-256color", LC_TERMINAL="iTerm2", SSH_CONNECTION="10.0.0.1 5 10.0.0.2 22", **self.address))
        self.addCleanup(screen.close)
        screen.wait_for(b"online")
        self.bob.run("send", "alice", "Lunch?")
        screen.wait_for(b"\x1b]9;bob: Lunch?\x07")
        self.calls += (service.stdout.read() or b"").decode()
        self.assertNotIn("Notify", self.calls)

    def test_a_service_that_hangs_is_never_felt(self):
        service = self.service()
        covey = RawTerminal([scene.program("covey")], self.alice.environment(TERM="xterm-256color", **self.address))
        self.addCleanup(covey.close)
        covey.wait_for(b"online")
        os.kill(service.pid, signal.SIGSTOP)
        self.bob.run("send", "alice", "Lunch?")
        covey.wait_for(b"\x1b]2;(1) covey\x07")
        began, slowest, keys = time.monotonic(), 0, 0
        # Until the call is given up, and the terminal is told instead.
        while b"\x07" not in re.sub(rb"\x1b\][^\x07]*\x07", b"", covey.seen):
            self.assertLess(time.monotonic(), began + DEADLINE + HANG)
            letter = bytes([ord("A") + keys % 26])
            before, pressed = covey.mark(), time.monotonic()
            covey.type(letter)
            covey.wait_for(letter, before)
            slowest, keys = max(slowest, time.monotonic() - pressed), keys + 1
            covey.read(0.2)
        self.assertGreater(time.monotonic() - began, HANG - 5)
        self.assertGreater(keys, HANG)
        self.assertLess(slowest, FELT)
        covey.type(b"\x11")
        left = time.monotonic()
        self.assertEqual(0, covey.wait_exit())
        self.assertLess(time.monotonic() - left, 5)


if __name__ == "__main__":
    scene.main()
