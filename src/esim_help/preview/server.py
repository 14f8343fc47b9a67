"""Serves a :class:`LiveSite` on 127.0.0.1 and tells open pages when it has changed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import mimetypes
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from esim_help.errors import EsimHelpError, UsageError
from esim_help.preview.live_site import LiveSite
from esim_help.preview.watching import watch

HOST = "127.0.0.1"
KEEP_ALIVE_S = 15.0
LET_GO_S = 5
"""How long a stop waits for connections that do not end; open pages are let go at once."""
FRESH = {"Cache-Control": "no-store"}

Say = Callable[[str], None]


class OpenPages:
    """The pages that are open: each waits for the next change."""

    def __init__(self) -> None:
        self._changed = asyncio.Condition()
        self.number = 0
        self.closing = False

    async def tell(self) -> None:
        """Wakes every page."""
        async with self._changed:
            self.number += 1
            self._changed.notify_all()

    async def close(self) -> None:
        """Lets every page go, so that the server can stop."""
        self.closing = True
        await self.tell()

    async def wait(self, seen: int) -> int:
        """The number of the latest change, once it is not ``seen`` any more or some seconds have passed."""
        async with self._changed:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait_for(lambda: self.number != seen), KEEP_ALIVE_S)
            return self.number


class Preview:
    """The preview's answers over HTTP."""

    def __init__(self, site: LiveSite, project: Path, say: Say, ready: Callable[[], object]) -> None:
        self._site = site
        self._ready = ready
        self._project = project
        self._say = say
        self._stop = asyncio.Event()
        self.pages = OpenPages()

    def application(self) -> Starlette:
        """The preview as an ASGI application, which watches the project while it runs."""
        routes = [
            Route("/_live/events", self.events),
            Route("/_live/live.js", self.live_script),
            Route("/{path:path}", self.file),
        ]
        return Starlette(routes=routes, lifespan=self._watching)

    @asynccontextmanager
    async def _watching(self, _: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(watch(self._project, self._stop, self._changed))
        self._ready()
        yield
        self._stop.set()
        await task

    async def _changed(self, paths: list[str]) -> None:
        await asyncio.to_thread(self._site.refresh)
        trouble = self._site.trouble
        self._say(f"{', '.join(paths)} changed" + (f"; problems: {len(trouble)}" if trouble else ""))
        for line in trouble:
            self._say(f"  {line}")
        await self.pages.tell()

    async def events(self, request: Request) -> StreamingResponse:
        """The stream of events that an open page listens to: ``state`` at once, ``change`` whenever there is one."""
        return StreamingResponse(self._events(request), media_type="text/event-stream", headers=FRESH)

    async def _events(self, request: Request) -> AsyncIterator[str]:
        seen = self.pages.number
        yield self._event("state")
        while not self.pages.closing and not await request.is_disconnected():
            now = await self.pages.wait(seen)
            yield self._event("change") if now != seen else ": still here\n\n"
            seen = now

    def _event(self, name: str) -> str:
        told = {"generation": self._site.current.number, "trouble": self._site.trouble}
        return f"event: {name}\ndata: {json.dumps(told)}\n\n"

    async def live_script(self, _: Request) -> Response:
        """The script that listens."""
        script = resources.files(__package__).joinpath("live.js").read_bytes()
        return Response(script, media_type="text/javascript", headers=FRESH)

    async def file(self, request: Request) -> Response:
        """A file of the site; 404 with the site's own page, 500 with a sentence when a template is broken."""
        try:
            return await asyncio.to_thread(self._file, request.path_params["path"])
        except EsimHelpError as error:
            self._say(str(error))
            return Response(str(error), 500, media_type="text/plain; charset=utf-8", headers=FRESH)

    def _file(self, path: str) -> Response:
        content = self._site.answer(path)
        if content is not None:
            return Response(content, media_type=_media_type(path), headers=FRESH)
        if not path.endswith("/") and self._site.answer(f"{path}/") is not None:
            return RedirectResponse(f"/{path}/")
        return Response(self._site.not_found(), 404, media_type="text/html; charset=utf-8", headers=FRESH)


class Server(uvicorn.Server):
    """Lets open pages go before it waits for their connections to end."""

    def __init__(self, config: uvicorn.Config, pages: OpenPages) -> None:
        super().__init__(config)
        self._pages = pages

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops."""
        await self._pages.close()
        await super().shutdown(sockets)


def serve(site: LiveSite, project: Path, port: int, say: Say, opened: Callable[[str], object] | None = None) -> None:
    """Serves until it is interrupted; says the address, and gives it to ``opened``, once it answers.

    Raises UsageError when the port is taken.
    """
    with _listener(port) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/"

        def ready() -> None:
            say(f"{address}  (Ctrl-C stops it)")
            if opened is not None:
                threading.Thread(target=opened, args=(address,), daemon=True).start()

        preview = Preview(site, project, say, ready)
        config = uvicorn.Config(preview.application(), log_level="warning", timeout_graceful_shutdown=LET_GO_S)
        with contextlib.suppress(KeyboardInterrupt):
            Server(config, preview.pages).run(sockets=[listener])


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise UsageError(
            f"port {port} cannot be used ({error.strerror}); choose another with --port, or --port 0 for any free one"
        ) from None
    return listener


def _media_type(path: str) -> str:
    guessed = mimetypes.guess_type(path)[0] if path and not path.endswith("/") else "text/html"
    if guessed is None:
        return "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith(("text/", "application/j")) else guessed
