"""What Lighthouse says of the built site on a phone: `make lighthouse`, or `python benchmarks/lighthouse/measure.py`.

The site is built into a folder that goes again, and served on this machine as a host would serve it: compressed, with
names that change kept for a year.  Four scores are printed for each page, of the middle one of three runs since another
program's work costs performance, and below them what costs points.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PROGRAMS = ("chromium", "chromium-headless-shell", "google-chrome")
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from sitegen.pipeline import build  # noqa: E402

PAGES = {
    "home": "en/",
    "a long page": "en/antenatal-education/birth-and-choices/",
    "Arabic": "ar/get-help/when-to-get-help/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
YEAR = "public, max-age=31536000, immutable"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


@cache
def compressed(path: Path) -> bytes:
    """Return a file's content as it goes over the line."""
    return gzip.compress(path.read_bytes(), 9, mtime=0)


class Host(SimpleHTTPRequestHandler):
    """Answers as the host of the site would."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file compressed, or the page for a missing address."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        content = compressed(path if found else Path(self.directory) / "404.html")
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        kind = self.guess_type(path) if found else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        assets = urlsplit(self.path).path.startswith("/assets/")
        self.send_header("Cache-Control", YEAR if assets else "public, max-age=600")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing of single requests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()


def report_of(url: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page, as on a phone with a slow line."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not chromium:
        sys.exit("no Chromium is installed; `make test` as root installs it, or name one in CHROMIUM")
    tool = HERE / "node_modules/.bin/lighthouse"
    wanted = f"--only-categories={','.join(CATEGORIES)}"
    command = [tool, url, wanted, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={FLAGS}"]
    run = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=240, env=os.environ | {"CHROME_PATH": chromium}
    )
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def middle_report(url: str) -> dict[str, Any]:
    """Return the report of the run with the middle performance."""
    reports = [report_of(url) for _ in range(RUNS)]
    return sorted(reports, key=lambda report: report["categories"]["performance"]["score"])[RUNS // 2]


def costs(report: dict[str, Any]) -> Iterator[str]:
    """Give what keeps a page from full marks, with Lighthouse's own words and values."""
    for category in CATEGORIES:
        for part in report["categories"][category]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"  {category}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


def main() -> None:
    """Build, serve, measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(ROOT, site)
        with served(site) as base:
            print(f"{'':13}{'  '.join(CATEGORIES)}")
            for name, address in PAGES.items():
                report = middle_report(base + address)
                scores = [round(100 * report["categories"][category]["score"]) for category in CATEGORIES]
                columns = (f"{score:>{len(title)}}" for score, title in zip(scores, CATEGORIES, strict=True))
                print(f"{name:13}{'  '.join(columns)}")
                for line in costs(report):
                    print(line)


if __name__ == "__main__":
    main()
