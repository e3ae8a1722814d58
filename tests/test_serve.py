"""Live preview, as a writer uses it."""

import asyncio
import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, SMALL, change, free_port

from sitegen import serve
from sitegen.cli import main
from sitegen.hosting import HEADERS
from sitegen.pages import Page
from sitegen.preview import Preview
from sitegen.problems import USAGE
from sitegen.renditions import Rendition, rendition_of

PATIENCE = 30
PORTS: list[int] = []
"""Those of the previews so far."""

UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec_WebSocket_Version": "13",
}
Ask = Callable[..., tuple[int, dict[str, str], str]]
"""Asks the preview for an address, with headers of a test's own; gives status, headers and text."""


@pytest.fixture
def ask(small: Path) -> Iterator[Ask]:
    """Serve the small site; give a function that asks for one of its pages."""
    with served(small) as found:
        yield found


@pytest.fixture(scope="module")
def ask_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Serve a small site that no test changes."""
    root = tmp_path_factory.mktemp("served") / "small"
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("expected", ".known"))
    with served(root) as found:
        yield found


@contextmanager
def served(root: Path) -> Iterator[Ask]:
    """Serve a project until the block ends."""
    port = free_port()
    PORTS.append(port)
    command = [sys.executable, str(PROJECT / "build.py"), "serve", "--root", str(root), "--port", str(port)]

    def ask_for(address: str = "/en/help/now/", **headers: str) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request(
                "GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read().decode()
        except ConnectionError:
            return 0, {}, ""
        finally:
            connection.close()

    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        assert wait_for("Do not wait.", ask_for)
        yield ask_for
        server.terminate()


def wait_for(words: str, ask: Ask, *, there: bool = True) -> bool:
    """Tell whether a page has some words, or has them no more, within the time that a person would wait."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        status, _, text = ask()
        if status and (words in text) == there:
            return True
        time.sleep(0.05)
    return False


def test_a_saved_change_is_shown_and_a_mistake_keeps_the_last_good_page(small: Path, ask: Ask) -> None:
    """Each page tells what is wrong, by file and line, and the preview recovers by itself."""
    page = small / "content/help/now.md"
    change(page, "Do not wait.", "Do not wait at all.")
    assert wait_for("Do not wait at all.", ask)

    change(page, "](#red)", "](#blue)")
    change(page, "Do not wait at all.", "This is not shown.")
    assert wait_for("<code>content/help/now.md:", ask)
    assert "Do not wait at all." in ask()[2]
    assert "<code>content/help/now.md:" in ask("/pl/")[2]

    change(page, "](#blue)", "](#red)")
    assert wait_for("This is not shown.", ask)
    assert wait_for("<code>", ask, there=False)


def test_a_save_that_the_system_does_not_tell_of_is_shown_too(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on the disk of another computer: the preview looks from time to time."""
    told: list[int] = []

    async def deaf(*_: object, **__: object) -> AsyncIterator[set[tuple[int, str]]]:
        yield set()
        change(small / "content/help/now.md", "Do not wait.", "Do not wait at all.")
        yield set()
        yield set()
        await asyncio.sleep(1)

    monkeypatch.setattr(serve, "awatch", deaf)
    preview = Preview(small, [], free_port())
    serve.serve_project(preview, small, free_port(), lambda now: told.append(now.version))

    assert b"Do not wait at all." in preview.answer("/en/help/now/")[2]
    assert told == [1, 2]


def test_what_a_new_title_or_a_setting_changes_elsewhere_is_shown_too(small: Path, ask: Ask) -> None:
    """On other pages, which nobody looked at before."""
    change(small / "content/lessons/two.md", "title: The second", "title: The last")
    assert wait_for("The last lesson", lambda: ask("/en/lessons/"))
    change(small / "templates/base.html", "<body>", "<body data-mine>")
    assert wait_for("data-mine", lambda: ask("/ar/"))
    (small / "content/lessons/three.md").write_text("---\ntitle: New\ndescription: More.\n---\nAll new.\n", "utf-8")
    assert wait_for("All new.", lambda: ask("/pl/lessons/three/"))


def test_the_preview_sends_what_hosts_are_told_to_send(ask_only: Ask) -> None:
    """With pages, files, and what is not there."""
    for address, status in (("/en/help/now/", 200), ("/en/search.json", 404), ("/robots.txt", 200), ("/none/", 404)):
        found, headers, _ = ask_only(address)
        assert found == status, address
        assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert ask_only("/en/help/now")[1]["Location"] == "/en/help/now/"
    assert 'lang="pl"' in ask_only("/pl/none/")[2]


@pytest.mark.parametrize(
    "address",
    ["/.gitignore", "/.git/config", "/../build.py", "/en/../../build.py", "/%2e%2e/build.py", "/content/index.md"],
)
def test_nothing_but_the_site_is_served(address: str, ask_only: Ask) -> None:
    """No file of the disk is, whatever it is called."""
    assert ask_only(address)[0] == 404


@pytest.mark.parametrize("address", ["/en/help/now/", "/livereload.js?port=1", "/livereload", "/none/"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Origin": "https://evil.example"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
    ],
)
def test_a_name_that_is_not_this_machines_gets_nothing(address: str, headers: dict[str, str], ask_only: Ask) -> None:
    """Otherwise any site that an editor visits could read drafts or hear of saves, through the editor's own browser."""
    status, _, text = ask_only(address, **headers, **UPGRADE)

    assert status == 403
    assert "Do not wait" not in text


def test_the_pages_of_the_preview_hear_of_saves(ask: Ask) -> None:
    """Their script is there, and what it asks to be told by is opened."""
    assert ask("/livereload.js?port=1")[0] == 200
    with socket.create_connection(("127.0.0.1", PORTS[-1]), PATIENCE) as connection:
        host = f"127.0.0.1:{PORTS[-1]}"
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in UPGRADE.items()]
        asked = ["GET /livereload HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", *lines, "", ""]
        connection.sendall("\r\n".join(asked).encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 101 ")


def test_a_port_that_another_program_has_is_told_before_any_address(small: Path) -> None:
    """With what to do; an address that was printed first would be that of the other program."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, str(PROJECT / "build.py"), "serve", "--root", str(small), "--port", str(port)]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)

    assert (run.returncode, run.stdout) == (USAGE, "")
    assert run.stderr == (f"build.py: port {port} cannot be opened, another program has it; name another with --port\n")


@pytest.mark.parametrize("port", ["99999", "65536", "0", "-1", "eight"])
def test_what_is_no_port_is_told(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The system would open another one."""
    with pytest.raises(SystemExit) as ending:
        main(["serve", f"--port={port}"])

    assert ending.value.code == USAGE
    assert f'"{port}" is no port; write a number from 1 to 65535' in capsys.readouterr().err


def test_a_mistake_that_is_there_from_the_start_is_told_and_recovered_from(small: Path) -> None:
    """Before there is any good page."""
    change(small / "content/help/now.md", "](#red)", "](#blue)")
    preview = Preview(small, (), 8000)
    preview.read()
    status, _, page = preview.answer("/")
    assert status == 500
    assert b"content/help/now.md:" in page

    change(small / "content/help/now.md", "](#blue)", "](#red)")
    preview.read()
    assert preview.answer("/en/help/now/")[0] == 200


def test_a_page_with_a_fault_of_its_template_tells_it(small: Path) -> None:
    """By file and line; pages of other templates stay."""
    change(small / "templates/lesson.html", "{% endblock %}", "{{ nothing.here }}{% endblock %}")
    preview = Preview(small, (), 8000)
    preview.read()

    status, _, page = preview.answer("/en/lessons/one/")
    assert status == 500
    assert b"templates/lesson.html:" in page
    assert preview.answer("/en/help/now/")[0] == 200


def test_a_saved_template_has_no_translation_judged_anew(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and catalogues are read with it, but are what they were."""
    judged: list[str] = []

    def judge(page: Page, *others: Any) -> Rendition:
        judged.append(page.path)
        return rendition_of(page, *others)

    monkeypatch.setattr("sitegen.preview.rendition_of", judge)
    preview = Preview(small, (), 8000)
    preview.read()
    change(small / "templates/lesson.html", "{% endblock %}", "<p>More.</p>{% endblock %}")
    preview.read()
    assert b"<p>More.</p>" in preview.answer("/en/lessons/one/")[2]
    assert judged == []

    change(small / "content/lessons/two.md", "title: ", "title: Big ")
    preview.read()
    assert set(judged) == {"content/lessons/two.md"}


def test_one_saved_page_or_catalogue_is_read_alone(small: Path) -> None:
    """And shown in each language; what may change more is read with everything else."""
    preview = Preview(small, (), 8000)
    preview.read()
    change(small / "content/lessons/two.md", "To know the end.", "To know the very end.")
    preview.take(["content/lessons/two.md"])
    for code in ("en", "pl", "ar"):
        assert b"To know the very end." in preview.answer(f"/{code}/lessons/two/")[2]
    change(small / "locales/pl/LC_MESSAGES/help.po", "Po polsku: Take", "Polsku: Take")
    preview.take(["locales/pl/LC_MESSAGES/help.po"])
    assert b"Polsku: Take" in preview.answer("/pl/help/now/")[2]
    change(small / "content/lessons/two.md", "title: ", "title: Big ")
    preview.take(["content/lessons/two.md"])
    assert b"Big" not in preview.answer("/en/lessons/two/")[2]
    preview.read()
    assert b"Big" in preview.answer("/en/lessons/")[2]
