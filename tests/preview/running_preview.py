"""``esim-help serve`` as a process, asked over HTTP as a browser would."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from small_project import environment, lay

PATIENCE_S = 10.0


class Answer(NamedTuple):
    """What came back."""

    status: int
    type: str
    body: bytes
    headers: dict[str, str]


class Event(NamedTuple):
    """Something that an open page was told, and when."""

    name: str
    state: dict[str, Any]
    at: float


class Running:
    """A preview that runs."""

    def __init__(self, project: Path) -> None:
        self.project = project
        command = [sys.executable, "-m", "esim_help", "--project", str(project), "serve", "--port", "0"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            command, env=environment(), stdin=quiet, stdout=quiet, stderr=subprocess.PIPE, start_new_session=True
        )
        assert self._process.stderr is not None
        self.said: list[str] = []
        while not (line := self._process.stderr.readline().decode()).startswith("http://"):
            assert line, self.said
            self.said.append(line)
        self.port = urlsplit(line.split()[0]).port
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.said.append(line.decode())

    def says(self, line: str) -> bool:
        """Whether it says so, now or soon."""
        until = time.monotonic() + PATIENCE_S
        while line not in self.said and time.monotonic() < until:
            time.sleep(0.01)
        return line in self.said

    def get(self, path: str, method: str = "GET") -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, headers.get("content-type", ""), answer.read(), headers)
        finally:
            connection.close()

    @contextmanager
    def open_page(self) -> Iterator[Iterator[Event]]:
        """The events that an open page gets, as they come."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        connection.request("GET", "/_live/events")
        stream = connection.getresponse()
        assert stream.status == 200
        try:
            yield self._events(stream)
        finally:
            connection.close()

    def _events(self, stream: Any) -> Iterator[Event]:
        name = ""
        while line := stream.readline().decode().rstrip("\n"):
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield Event(name, json.loads(line.removeprefix("data: ")), time.monotonic())
                assert stream.readline() == b"\n"

    def write(self, path: str, content: str) -> float:
        """Writes a file, and says when that was done."""
        lay(self.project, {path: content})
        return time.monotonic()

    def replace(self, path: str, content: str) -> float:
        """Puts another file in the place of one, as editors do, and says when that was done."""
        target = self.project / path
        lay(target.parent, {f".{target.name}.swp": content})
        os.replace(target.parent / f".{target.name}.swp", target)
        return time.monotonic()

    def stop(self, signalled: int = signal.SIGINT) -> str:
        """Stops it; what it said that no test has looked at and that is no news of a change."""
        self._process.send_signal(signalled)
        self._process.wait(PATIENCE_S)
        self._listener.join(PATIENCE_S)
        assert self._process.stderr is not None
        self._process.stderr.close()
        assert self._process.returncode in (0, -signal.SIGTERM)
        return "".join(line for line in self.said if "Traceback" in line or "Error" in line or "rror:" in line)

    @property
    def gone(self) -> bool:
        """Whether no process of it is left."""
        try:
            os.killpg(self._process.pid, 0)
        except ProcessLookupError:
            return True
        return False
