"""Live preview: builds into a folder of its own, serves it to this machine only, and builds again on each save."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from livereload import Server

from sitegen.sources import FOLDERS


def serve_project(root: Path, port: int, build_into: Callable[[Path], bool]) -> None:
    """Serve a preview until Ctrl-C.

    `build_into` builds into a folder and tells whether it could; after a mistake the last good pages stay.
    """
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        output = Path(folder) / "site"
        build_into(output)
        output.mkdir(exist_ok=True)
        server = Server()
        for source in FOLDERS:
            server.watch(str(root / source), lambda: build_into(output))
        server.serve(root=str(output), host="127.0.0.1", port=port, open_url_delay=None)
