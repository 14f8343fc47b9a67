"""Serves a :class:`LiveSite` on 127.0.0.1 and tells open pages when it has changed."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from esim_help.errors import UsageError
from esim_help.model.settings import SETTINGS_NAME
from esim_help.preview.live_site import LiveSite
from esim_help.workspace import CACHE_FOLDER

HOST = "127.0.0.1"
DEBOUNCE_MS = 100
KEEP_ALIVE_S = 15.0


class Audience:
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
            try:
                await asyncio.wait_for(self._changed.wait_for(lambda: self.number != seen), KEEP_ALIVE_S)
            except TimeoutError:
                pass
            return self.number


def application(site: LiveSite, watched: Iterable[Path], project: Path, say: Callable[[str], None]) -> Starlette:
    """The preview as an ASGI application."""
    pages = Audience()
    stop = asyncio.Event()

    async def watch() -> None:
        async for changes in awatch(*watched, debounce=DEBOUNCE_MS, step=20, stop_event=stop, recursive=True):
            changed = sorted({_shown(Path(path), project) for _, path in changes if _matters(Path(path), project)})
            if changed:
                await asyncio.to_thread(site.refresh)
                say(f"{', '.join(changed)} changed" + (f": {len(site.trouble)} problems" if site.trouble else ""))
                for trouble in site.trouble:
                    say(f"  {trouble}")
                await pages.tell()

    async def events(request: Request) -> StreamingResponse:
        async def stream() -> AsyncIterator[str]:
            seen = pages.number
            yield _event("state", site)
            while not pages.closing and not await request.is_disconnected():
                now = await pages.wait(seen)
                yield _event("change", site) if now != seen else ": still here\n\n"
                seen = now

        return StreamingResponse(stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def live_script(_: Request) -> Response:
        script = resources.files(__package__).joinpath("live.js").read_bytes()
        return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-store"})

    async def file(request: Request) -> Response:
        path = request.path_params["path"]
        content = await asyncio.to_thread(site.answer, path)
        if content is None and not path.endswith("/") and await asyncio.to_thread(site.answer, f"{path}/") is not None:
            return RedirectResponse(f"/{path}/")
        if content is None:
            return Response(await asyncio.to_thread(site.not_found), 404, media_type="text/html; charset=utf-8")
        return Response(content, media_type=_media_type(path), headers={"Cache-Control": "no-store"})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(watch())
        yield
        stop.set()
        await pages.close()
        await task

    routes = [Route("/_live/events", events), Route("/_live/live.js", live_script), Route("/{path:path}", file)]
    return Starlette(routes=routes, lifespan=lifespan)


def serve(site: LiveSite, project: Path, port: int, say: Callable[[str], None], opened: Callable[[str], object] | None = None) -> None:
    """Serves until it is interrupted; ``opened`` gets the address once it answers. Raises UsageError when the port is taken."""
    listener = _listener(port)
    address = f"http://{HOST}:{listener.getsockname()[1]}/"
    watched = [path for path in (project / "content", project / "theme") if path.is_dir()] or [project]
    app = application(site, [*watched, project / SETTINGS_NAME], project, say)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    say(f"{address}  (Ctrl-C stops it)")
    if opened is not None:
        threading.Timer(0.3, opened, (address,)).start()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise UsageError(f"port {port} cannot be used ({getattr(error, 'strerror', None) or error}); choose another with --port, or --port 0 for any free one") from None
    return listener


def _event(name: str, site: LiveSite) -> str:
    told = {"generation": site.current.number, "trouble": site.trouble}
    return f"event: {name}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n"


def _media_type(path: str) -> str:
    guessed = mimetypes.guess_type(path)[0] if path and not path.endswith("/") else "text/html"
    return f"{guessed}; charset=utf-8" if guessed and guessed.startswith(("text/", "application/j")) else guessed or "application/octet-stream"


def _matters(path: Path, project: Path) -> bool:
    """Whether a changed file can change the site: not our cache, the output, an editor's leavings."""
    parts = Path(_shown(path, project)).parts
    return not (parts and (parts[0] in (CACHE_FOLDER, "site") or any(part.startswith(".") or part.endswith("~") for part in parts)))


def _shown(path: Path, project: Path) -> str:
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else str(path)
