"""The workflows of CI: pinned, with the least rights, and in step with the project's own commands."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT

FILES = sorted((PROJECT / ".github/workflows").glob("*.yml"))
CACHED: dict[Path, Any] = {}


def workflow(path: Path) -> Any:
    """Return what a workflow says."""
    return CACHED.setdefault(path, yaml.safe_load(path.read_text("utf-8")))


def steps(path: Path) -> list[Any]:
    """Return the steps of all jobs."""
    return [step for job in workflow(path)["jobs"].values() for step in job["steps"]]


def test_there_are_workflows_for_checking_and_publishing() -> None:
    """So that the other tests judge something."""
    assert [path.name for path in FILES] == ["check.yml", "publish.yml"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit(path: Path) -> None:
    """A tag can be moved to other code; the version stands behind for people."""
    used = [step["uses"] for step in steps(path) if "uses" in step]
    lines = re.findall(r"uses: (.*)", path.read_text("utf-8"))

    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name) for name in used)
    assert all(re.fullmatch(r"\S+ # v\d+\.\d+\.\d+", line) for line in lines)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_job_has_only_the_rights_that_it_needs(path: Path) -> None:
    """No job that runs the project's code may write anything."""
    assert workflow(path)["permissions"] == {}
    for name, job in workflow(path)["jobs"].items():
        rights = job["permissions"]
        runs_code = any("checkout" in step.get("uses", "") for step in job["steps"])
        assert "write" not in rights.values() or not runs_code, name
    for step in steps(path):
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_that_a_stranger_wrote_is_put_into_a_command(path: Path) -> None:
    """Titles and branch names may hold commands; values go through the environment."""
    assert not [step["run"] for step in steps(path) if "${{" in step.get("run", "")]


def test_the_check_is_the_projects_own_test_command() -> None:
    """CI and people run the same."""
    runs = [step.get("run") for step in workflow(FILES[0])["jobs"]["test"]["steps"]]

    assert "make test" in runs


def test_the_check_runs_on_the_least_python_that_is_allowed_and_on_the_one_that_publishes() -> None:
    """What only one of them can do is found before it is published, or asked of somebody's machine."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    least = re.findall(r"3\.\d+", project["requires-python"])
    job = workflow(FILES[0])["jobs"]["test"]
    named = [step["with"]["python-version"] for step in steps(FILES[1]) if "setup-python" in step.get("uses", "")]
    asked = [step["with"]["python-version"] for step in job["steps"] if "setup-python" in step.get("uses", "")]

    assert asked == ["${{ matrix.python }}"]
    assert job["strategy"]["matrix"]["python"] == [*least, *sorted(set(named))]


def jobs() -> Any:
    """Return the jobs of the workflow that publishes."""
    return workflow(FILES[1])["jobs"]


def test_only_what_was_checked_on_main_is_published() -> None:
    """By a push that passed the check, or by hand from main, whose revision has to have passed it."""
    condition = " ".join(jobs()["plan"]["if"].split())

    assert condition == (
        "(github.event_name == 'workflow_dispatch' && github.ref == 'refs/heads/main') || "
        "(github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.event == 'push' && "
        "github.event.workflow_run.head_branch == 'main')"
    )
    assert {name for name, job in jobs().items() if "needs" not in job} == {"plan"}


@pytest.mark.parametrize(("passed", "status", "is_published"), [("1", 0, True), ("0", 0, False), ("", 1, False)])
def test_what_is_published_by_hand_has_passed_its_check(
    passed: str, status: int, is_published: bool, tmp_path: Path
) -> None:
    """The very revision, on main; where GitHub does not tell, nothing is published."""
    (tmp_path / "gh").write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/asked\necho {passed}\nexit {status}\n', "utf-8")
    (tmp_path / "gh").chmod(0o755)
    step = jobs()["plan"]["steps"][0]
    names = {"REPOSITORY": "a/b", "REVISION": "a" * 40, "PATH": f"{tmp_path}:/usr/bin:/bin"}
    run = subprocess.run(["bash", "-e", "-c", step["run"]], env=names, check=False, capture_output=True, text=True)
    asked = f"actions/workflows/check.yml/runs?head_sha={'a' * 40}&event=push&branch=main&status=success"

    assert (run.returncode == 0) == is_published
    assert step["if"] == "github.event_name == 'workflow_dispatch'"
    assert step["env"]["REVISION"] == "${{ github.sha }}"
    assert (tmp_path / "asked").read_text("utf-8").split() == ["api", f"repos/a/b/{asked}", "--jq", ".total_count"]


def test_a_run_that_publishes_nothing_ends_no_other() -> None:
    """It would where it waited in the same queue: only the job that deploys does, after its condition."""
    assert "concurrency" not in workflow(FILES[1])
    assert {name for name, job in jobs().items() if "concurrency" in job} == {"deploy"}
    assert jobs()["deploy"]["if"] == "needs.merge.outputs.is-newest == 'yes'"
    assert jobs()["deploy"]["concurrency"] == {"group": "publish", "cancel-in-progress": False}


@pytest.mark.parametrize("job", ["merge", "deploy"])
@pytest.mark.parametrize(("newest", "status"), [("a" * 40, 0), ("b" * 40, 0), ("", 1)])
def test_an_old_run_that_is_begun_again_is_not_published(newest: str, status: int, job: str, tmp_path: Path) -> None:
    """The newest revision of main is; where GitHub does not tell which that is, nothing is."""
    (tmp_path / "gh").write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/asked\necho {newest}\nexit {status}\n', "utf-8")
    (tmp_path / "gh").chmod(0o755)
    (script,) = (step["run"] for step in jobs()[job]["steps"] if "gh api" in step.get("run", ""))
    names = {"REPOSITORY": "a/b", "REVISION": "a" * 40, "PATH": f"{tmp_path}:/usr/bin:/bin"}
    files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    run = subprocess.run(["bash", "-e", "-c", script], env=names | files, check=False, capture_output=True, text=True)
    is_newest = newest == "a" * 40

    assert (tmp_path / "asked").read_text("utf-8").split() == [
        "api", "repos/a/b/git/ref/heads/main", "--jq", ".object.sha",
    ]  # fmt: skip
    if job == "merge":
        assert (run.returncode == 0) == (not status)
        assert (tmp_path / "GITHUB_OUTPUT").exists() == is_newest
    else:
        assert (run.returncode == 0) == is_newest


def test_the_groups_of_languages_hold_each_released_one_once(built: Path) -> None:
    """As the site that one machine builds does."""
    script = PROJECT / "scripts/language_groups.py"
    run = subprocess.run([sys.executable, script, "4"], check=True, capture_output=True, text=True)
    groups = json.loads(run.stdout)
    codes = [code for group in groups for code in group.split()]

    assert sorted(codes) == sorted(json.loads((built / "build.json").read_text("utf-8"))["languages"])
    assert len(groups) == 4
    assert all(groups)
