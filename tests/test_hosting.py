"""What hosts need: headers, redirects and digests, tried with a real nginx."""

import hashlib
import http.client
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from conftest import change, wear

from sitegen.hosting import HEADERS, Redirect
from sitegen.pipeline import Options, build

OLD = Redirect("/old/place/", "/en/lessons/one/")
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include {site}/nginx.conf;
    }}
}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a small site with the real templates, an old address and a picture, built."""
    root = tmp_path_factory.mktemp("small") / "small"
    shutil.copytree(Path(__file__).parent / "sites/all-kinds", root, ignore=shutil.ignore_patterns("expected"))
    wear(root)
    change(root / "content/lessons/one.md", "---\ntitle", f"---\naliases:\n  - {OLD.old.rstrip('/')}\ntitle")
    lines = "security_contact: mailto:safe@example.org\nsecurity_until: 2027-11-24\nsections:"
    change(root / "content/site.yaml", "sections:", lines)
    output = root.parent / "a site"
    build(root, output, Options(preview=True))
    return output


@pytest.fixture(scope="module")
def port(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Give the port at which nginx serves the site."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    assert program, "nginx is not there; `sh scripts/setup test` installs it"
    folder = tmp_path_factory.mktemp("nginx")
    served = folder / "served"  # nginx has no way to write a space in the path of an include
    shutil.copytree(site, served)
    for path in (folder, *folder.parents[:2]):
        path.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port, site=served), "utf-8")
    command = [program, "-c", str(configuration), "-p", str(folder), "-e", str(folder / "error.log")]
    process = subprocess.Popen(command)
    try:
        for _ in range(200):
            assert process.poll() is None, (folder / "error.log").read_text("utf-8")
            with socket.socket() as ready:
                if ready.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def ask(port: int, address: str, more: Mapping[str, str] | None = None) -> tuple[int, Mapping[str, str], bytes]:
    """Return the status, headers and body of an answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", address, headers=more or {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def asset(site: Path, kind: str) -> str:
    """Return the address of an asset of a kind."""
    return "/" + next(path.relative_to(site).as_posix() for path in sorted(site.glob(f"assets/*{kind}")))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/en/help/now/", 200),
        ("/en/help/", 200),
        ("/pictures/shapes/phone.svg", 200),
        ("/en/service-worker.js", 200),
        (".css", 200),
        (".woff2", 200),
        ("/.well-known/security.txt", 200),
        (OLD.old, 301),
        ("/en/nothing/", 404),
        ("/nothing.pdf", 404),
        ("/nginx.conf", 404),
        ("/_headers", 404),
        ("/.gitignore", 404),
        ("/en/.git/config", 404),
    ],
)
def test_nginx_sends_every_header_with_every_answer(address: str, status: int, port: int, site: Path) -> None:
    """With pages, style, fonts and pictures, redirects and what is not there."""
    found, headers, _ = ask(port, asset(site, address) if address.startswith(".") and "/" not in address else address)

    assert found == status
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "nginx/" not in headers["Server"]


def test_only_what_changes_its_name_is_kept_for_ever(port: int, site: Path) -> None:
    """Pages and the service worker are asked for anew each time: health advice must be today's."""
    for address in ("/", "/en/", "/en/help/now/", "/en/service-worker.js", "/en/search.json", "/manifest.sha256"):
        assert ask(port, address)[1]["Cache-Control"] == "no-cache"
    for address in (asset(site, ".css"), asset(site, ".js")):
        assert ask(port, address)[1]["Cache-Control"].endswith("immutable")


def test_an_old_address_leads_to_the_new_one(port: int) -> None:
    """At once, and without the name of the computer, which may stand behind another."""
    assert ask(port, OLD.old)[1]["Location"] == OLD.new


@pytest.mark.parametrize(("address", "language"), [("/en/lost/", "en"), ("/pl/lost/", "pl"), ("/lost", "en")])
def test_a_missing_page_is_told_in_the_language_of_its_address(address: str, language: str, port: int) -> None:
    """With the emergency numbers."""
    _, headers, body = ask(port, address)

    assert f'<html lang="{language}"' in body.decode()
    assert 'href="tel:999"' in body.decode()
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_text_is_sent_compressed(port: int, site: Path) -> None:
    """As the budget of pages counts it; what is compressed already is not."""
    for address in ("/en/help/now/", asset(site, ".css"), "/en/service-worker.js"):
        assert ask(port, address, {"Accept-Encoding": "gzip"})[1].get("Content-Encoding") == "gzip", address
    assert "Content-Encoding" not in ask(port, asset(site, ".woff2"), {"Accept-Encoding": "gzip"})[1]


def test_text_is_sent_as_utf_8(port: int, site: Path) -> None:
    """Scripts and indexes too."""
    for address in ("/en/", "/en/service-worker.js", "/robots.txt", asset(site, ".css")):
        assert ask(port, address)[1]["Content-Type"].endswith("charset=utf-8"), address


def test_all_hosts_are_told_the_same(site: Path) -> None:
    """Netlify and Cloudflare, Azure and nginx get one table."""
    azure = json.loads((site / "staticwebapp.config.json").read_text("utf-8"))
    netlify = (site / "_headers").read_text("utf-8")

    assert azure["globalHeaders"] == {**HEADERS, "Cache-Control": "no-cache"}
    assert all(f"\n  {name}: {value}\n" in netlify for name, value in HEADERS.items())
    assert {"route": OLD.old, "redirect": OLD.new, "statusCode": 301} in azure["routes"]
    redirects = (site / "_redirects").read_text("utf-8").splitlines()
    assert f"{OLD.old}  {OLD.new}  301" in redirects
    assert "/pl/old-help/  /pl/help/now/  301" in redirects


def test_the_manifest_has_the_digest_of_every_other_file(site: Path) -> None:
    """As `sha256sum --check` reads it."""
    rows = [row.split("  ", 1) for row in (site / "manifest.sha256").read_text("utf-8").splitlines()]
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}

    assert {name for _, name in rows} == files - {"manifest.sha256", ".gitignore"}
    assert all(hashlib.sha256((site / name).read_bytes()).hexdigest() == digest for digest, name in rows)


def test_security_txt_says_who_to_tell_and_until_when(site: Path) -> None:
    """As RFC 9116 has it."""
    text = (site / ".well-known/security.txt").read_text("utf-8")

    assert text.startswith("Contact: mailto:safe@example.org\nExpires: 2027-11-24T00:00:00.000Z\n")


def test_a_build_says_from_what_it_was_made_and_no_time(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two builds are equal; SOURCE_DATE_EPOCH gives a time to those who want one."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    build(small, tmp_path / "site")
    record = json.loads((tmp_path / "site/build.json").read_text("utf-8"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    build(small, tmp_path / "site")
    timed = json.loads((tmp_path / "site/build.json").read_text("utf-8"))

    assert list(record) == ["languages", "released", "sources", "versions"]
    assert timed == {**record, "source_date_epoch": 1790000000}


def test_a_build_tells_its_sources_from_any_others(small: Path, tmp_path: Path) -> None:
    """By a digest that is the same elsewhere, of some languages alone, and whatever earlier builds left."""

    def sources(root: Path, *codes: str) -> str:
        build(root, root.parent / "site", Options(codes))
        return str(json.loads((root.parent / "site/build.json").read_text("utf-8"))["sources"])

    copy = tmp_path / "elsewhere/a copy"
    shutil.copytree(small, copy)
    found = {sources(small), sources(small, "pl"), sources(copy), sources(copy)}
    assert len(found) == 1
    (copy / "content/pictures/.note~").write_text("of an editor", "utf-8")
    assert sources(copy) in found
    edits = [
        ("content/lessons/two.md", "To know the end.", "To know the  end."),
        ("content/facts/dose.yaml", "400 microgram", "500 microgram"),
        ("content/pictures/shapes/phone.svg", "<svg ", "<!-- more --><svg "),
        ("locales/languages.yaml", "name: ", "name: Old "),
        ("locales/ar/LC_MESSAGES/help.po", "msgid", "msgid "),
        ("templates/page.html", "\n", "\n\n"),
    ]
    for number, (path, old, new) in enumerate(edits, 2):
        change(copy / path, old, new)
        found.add(sources(copy))
        assert len(found) == number, path


def test_what_git_sets_for_hooks_names_no_other_repository(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a hook of one repository builds the site of another."""
    revisions = []
    for number, folder in enumerate((small, tmp_path / "other")):
        folder.mkdir(exist_ok=True)
        (folder / "some").write_text(str(number), "utf-8")
        git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.org"]
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Begin"]):
            subprocess.run([*git, *words], check=True)
        told = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
        revisions.append(told.stdout.strip())
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    build(small, tmp_path / "site")

    assert json.loads((tmp_path / "site/build.json").read_text("utf-8"))["revision"] == revisions[0] != revisions[1]


def test_a_build_names_the_revision_of_its_sources(tmp_path: Path, small: Path) -> None:
    """And whether they were changed since."""

    def git(*words: str) -> str:
        names = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        return subprocess.run(["git", "-C", root, *names, *words], check=True, capture_output=True, text=True).stdout

    for number, edit in enumerate(("", "\nMore words.\n")):
        root = tmp_path / f"copy {number}"
        shutil.copytree(small, root)
        git("init", "-q")
        git("add", "-A")
        git("commit", "-qm", "Begin")
        with (root / "content/lessons/two.md").open("a", encoding="utf-8") as page:
            page.write(edit)
        build(root, tmp_path / "site")
        record = json.loads((tmp_path / "site/build.json").read_text("utf-8"))
        assert (record["revision"], record["changed"]) == (git("rev-parse", "HEAD").strip(), bool(edit))
