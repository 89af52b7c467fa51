"""A TCP relay before a server that counts what goes up through it, and can let only so much of it pass."""

import selectors
import socket
import threading

PIECE = 65536


class Weir:
    """Between whoever connects to `port` and `upstream`, a host and a port, which may be gone and come back."""

    def __init__(self, upstream):
        self.upstream = upstream
        self.passed = 0  # bytes that went up
        self.limit = None  # they stop there; None: they do not
        self.partners = {}
        self.held = set()
        self.selector = selectors.DefaultSelector()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.wake, self.waker = socket.socketpair()
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.selector.register(self.wake, selectors.EVENT_READ)
        self.closing = False
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def let_pass(self, limit):
        """From now on: so many bytes more, or all (None)."""
        self.limit = None if limit is None else self.passed + limit
        self.waker.send(b"x")

    def close(self):
        self.closing = True
        self.waker.send(b"x")
        self.thread.join()
        for link in (*self.partners, self.listener, self.wake, self.waker):
            link.close()
        self.selector.close()

    def run(self):
        while not self.closing:
            for key, _ in self.selector.select():
                if key.fileobj is self.listener:
                    self.accept()
                elif key.fileobj is self.wake:
                    self.wake.recv(PIECE)
                    self.release()
                elif key.fileobj in self.partners:
                    self.move(key.fileobj, key.data)

    def accept(self):
        below, _ = self.listener.accept()
        try:
            above = socket.create_connection(self.upstream)
        except OSError:
            below.close()
            return
        for link, other, is_up in ((below, above, True), (above, below, False)):
            self.partners[link] = other
            self.selector.register(link, selectors.EVENT_READ, is_up)

    def release(self):
        for link in self.held:
            self.selector.register(link, selectors.EVENT_READ, True)
        self.held.clear()

    def move(self, link, is_up):
        room = PIECE if not is_up or self.limit is None else min(PIECE, self.limit - self.passed)
        if room <= 0:
            self.selector.unregister(link)
            self.held.add(link)
            return
        try:
            piece = link.recv(room)
            self.partners[link].sendall(piece)
        except OSError:
            piece = b""
        if is_up:
            self.passed += len(piece)
        if not piece:
            self.drop(link)

    def drop(self, link):
        for one in (link, self.partners[link]):
            if one not in self.held:
                self.selector.unregister(one)
            self.held.discard(one)
            del self.partners[one]
            one.close()
