"""How many steps the shipped checklists have."""

from __future__ import annotations

import tomllib
from pathlib import Path

from journal.paths import shipped_content


class StepCounts:
    """Reads a checklist when it is first asked for; one that is not shipped counts as the general one."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(shipped_content(), "prep")
        self._counts: dict[str, tuple[int, int]] = {}

    def __call__(self, checklist: str, short: bool) -> int:
        if checklist not in self._counts:
            self._counts[checklist] = self._read(checklist)
        return self._counts[checklist][short]

    def _read(self, checklist: str) -> tuple[int, int]:
        shipped = {file.stem: file for file in self._folder.glob("*.toml")}
        steps = self._steps(shipped.get(checklist) or shipped["other"])
        shared = {step["id"]: step for step in self._steps(shipped["shared"])}
        every = [{**shared.get(step.get("use", ""), {}), **step} for step in steps]
        ids = {step.get("id") for step in every}
        inserted = self._steps(shipped["shared"], "everywhere")
        every += [shared[step["use"]] for step in inserted if step["before_step"] in ids and step["use"] not in ids]
        return len(every), sum(bool(step.get("required")) for step in every)

    @staticmethod
    def _steps(file: Path, table: str = "step") -> list[dict[str, str]]:
        found: list[dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8")).get(table, [])
        return found
