"""Live preview: a server for this machine only, whose pages load again after each save."""

import asyncio
import errno
import mimetypes
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.escape import json_decode
from tornado.httputil import HTTPServerRequest
from tornado.web import Application, HTTPError, RequestHandler
from watchfiles import awatch

from sitegen.digests import DIGESTS
from sitegen.hosting import HEADERS
from sitegen.known import sources
from sitegen.memo import MEMO
from sitegen.preview import MOVED, Preview
from sitegen.problems import UsageError
from sitegen.sources import FOLDERS
from sitegen.states import State
from sitegen.verdicts import SOUND

HOST = "127.0.0.1"
_STEP, _DEBOUNCE = 5, 20
"""Milliseconds: how often, and for how long, saves that come together are gathered."""

_LOOK = 3000
"""After so many milliseconds without a word of a save, a look at the files."""

_RELOAD = {"command": "reload", "path": "*", "liveCSS": False, "liveImg": False}
_QUIET = 0.2
"""So many seconds after the last save everything is read and judged."""


def serve_project(preview: Preview, root: Path, port: int, tell: Callable[[Preview], None]) -> None:
    """Serve a preview until Ctrl-C; `tell` is called when everything was read, and says what is wrong."""
    asyncio.run(_serve(preview, root, port, tell))


async def _serve(preview: Preview, root: Path, port: int, tell: Callable[[Preview], None]) -> None:
    _open(preview, port)
    DIGESTS.load(root)
    MEMO.load(root)
    SOUND.load(root)
    seen = sources(str(root))
    preview.read()
    SOUND.save()
    DIGESTS.save()
    tell(preview)
    await _follow(preview, root, seen, tell)


def _open(preview: Preview, port: int) -> None:
    """Open the port, or say what to do; whoever asks is answered once everything was read."""
    ours = {"preview": preview, "port": port}
    handlers = ((r"/livereload", _Reloading), (r"/livereload\.js", _Script), (r"(/.*)", _Page))
    application = Application([(address, handler, ours) for address, handler in handlers])
    try:
        application.listen(port, HOST)
    except OSError as error:
        reason = "another program has it" if error.errno == errno.EADDRINUSE else error.strerror
        raise UsageError(f"port {port} cannot be opened, {reason}; name another with --port") from None


async def _follow(preview: Preview, root: Path, seen: State, tell: Callable[[Preview], None]) -> None:
    """Read what is saved and have browsers show it, for ever; `seen` is how the sources were when they were read."""
    reader = ThreadPoolExecutor(1)  # reads one thing after another, while pages are served
    loop, judging = asyncio.get_running_loop(), asyncio.create_task(asyncio.sleep(0))
    shown = preview.version

    async def read(what: Callable[..., None], *words: object) -> None:
        nonlocal shown
        try:
            await loop.run_in_executor(reader, what, *words)
        except OSError as error:  # the next save, or the next look, tries again
            print(f"build.py: {error.strerror or error}: {error.filename or ''}", file=sys.stderr)
        if shown != preview.version:
            shown = preview.version
            _reload()

    async def judge() -> None:
        await asyncio.sleep(_QUIET)
        await read(preview.read)
        tell(preview)

    async for paths in _saves(root):
        if (now := sources(str(root))) != seen:
            seen = now
            judging.cancel()
            await read(preview.take, paths)
            judging = asyncio.create_task(judge())


async def _saves(root: Path) -> AsyncIterator[list[str]]:
    """Give the paths of files that were saved, as sources name them; none from time to time.

    Systems forget to tell of saves: of many at once, or on the disk of another computer.
    """
    folders = [root / name for name in FOLDERS]
    async for changes in awatch(
        *folders, step=_STEP, debounce=_DEBOUNCE, rust_timeout=_LOOK, yield_on_timeout=True, raise_interrupt=False
    ):
        yield sorted({Path(path).relative_to(root).as_posix() for _, path in changes})


def _reload() -> None:
    for waiter in LiveReloadHandler.waiters.copy():
        waiter.send_message(_RELOAD)


def _is_ours(request: HTTPServerRequest, port: int) -> bool:
    """Tell whether a request names this server, and comes from a page of this server if it says from where.

    Otherwise any site that an editor visits could read drafts by a name that leads to this machine.
    """
    names = {f"{name}:{port}" for name in (HOST, "localhost")}
    origin = request.headers.get("Origin", "").removeprefix("http://")
    return request.host in names and (not origin or origin in names)


class _Local(RequestHandler):
    """Answers this server's own pages and name, and nobody else."""

    def initialize(self, preview: Preview, port: int) -> None:
        self._preview = preview
        self._port = port

    def prepare(self) -> None:
        if not _is_ours(self.request, self._port):
            raise HTTPError(403, reason="The preview answers on this machine only")


class _Script(_Local, LiveReloadJSHandler):  # type: ignore[misc]  # the library has no types
    """The script that asks to be told."""


class _Reloading(_Local, LiveReloadHandler):  # type: ignore[misc]
    """Tells browsers to load a page again."""

    def on_message(self, message: str) -> None:
        super().on_message(message)
        address = urlsplit(json_decode(message).get("url", "")).path
        if address and self._preview.is_old(address):
            self.send_message(_RELOAD)

    def check_origin(self, origin: str) -> bool:  # noqa: ARG002 - it is asked only after `prepare`
        return True


class _Page(_Local):
    """Answers with a file of the site, and with the headers that hosts are told to send."""

    def set_default_headers(self) -> None:
        for name, value in {**HEADERS, "Cache-Control": "no-cache"}.items():
            self.set_header(name, value)

    def get(self, address: str) -> None:
        status, path, content = self._preview.answer(address)
        if status == MOVED:
            self.redirect(path, permanent=False)
            return
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind in {"application/javascript", "application/json", "application/xml"}
        self.set_status(status)
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.finish(content)

    head = get

    def log_exception(self, *error: Any) -> None:
        if not isinstance(error[1], HTTPError):
            super().log_exception(*error)
            print(f"build.py: the preview met {error[1]!r}", file=sys.stderr)
