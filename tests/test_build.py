"""The wheel: what is in it, and that it works where nothing else of the project is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from journal import __version__

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = re.compile(
    r"NewConnectionError|Could not find a version|Temporary failure|ConnectionError|No matching distribution"
)


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries", "1", "--timeout", "10")
    done = run(*pip, "wheel", "--no-deps", "--quiet", "--wheel-dir", folder, ROOT, cwd=folder)
    if done.returncode and OFFLINE.search(done.stderr):
        pytest.skip("building the wheel needs hatchling from the package index, which cannot be reached")
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a fresh environment that holds the wheel; what it depends on is borrowed from this one."""
    venv = tmp_path_factory.mktemp("clean") / "venv"
    assert run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=wheel.parent).returncode == 0
    pip = (sys.executable, "-m", "pip", "--python", venv / "bin" / "python", "--disable-pip-version-check")
    done = run(*pip, "install", "--no-deps", "--quiet", "--no-index", wheel, cwd=wheel.parent)
    assert done.returncode == 0, done.stderr
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    borrowed = venv / "lib" / version / "site-packages" / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return venv / "bin"


def elsewhere(tmp_path: Path) -> dict[str, str]:
    """The environment of a user who has nothing of the project."""
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}


def test_the_wheel_holds_themes_contents_styles_and_the_sample(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for pattern in ("themes/*.toml", "journal/content/**/*.toml", "journal/demo/*.toml", "journal/**/*.tcss"):
        for file in ROOT.glob(pattern):
            inside = file.relative_to(ROOT).as_posix()
            assert (f"journal/{inside}" if inside.startswith("themes/") else inside) in names
    assert sum(name.startswith("journal/themes/") for name in names) >= 2
    assert "journal/content/model.toml" in names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "benchmarks/"))]


def test_the_installed_command_knows_its_version(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "journal", "--version", cwd=tmp_path, env=elsewhere(tmp_path))
    assert done.returncode == 0, done.stderr
    assert __version__ in done.stdout


def test_the_installed_command_reads_a_line(installed: Path, tmp_path: Path) -> None:
    command = (installed / "journal", "capture", "--dry-run", "--json", "coffee with @ana")
    done = run(*command, cwd=tmp_path, env=elsewhere(tmp_path))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kind"] == "meeting"
    assert not list(tmp_path.rglob("*.jsonl"))


def test_the_installed_program_finds_its_themes(installed: Path, tmp_path: Path) -> None:
    program = "from journal import paths, themes; print(len(themes.load(paths.shipped_themes())[0]))"
    done = run(installed / "python", "-c", program, cwd=tmp_path, env=elsewhere(tmp_path))
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 2
