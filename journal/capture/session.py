"""One use of the prompt: what was kept from the time before is offered, and nothing that is typed is lost."""

from __future__ import annotations

import os

from journal.capture import draft_file, signals
from journal.capture.editing import Line
from journal.capture.options import Wrong, read_options
from journal.capture.prompt import Prompt
from journal.capture.reader import Reader
from journal.capture.terminal import Gone
from journal.capture.writing import DROP, SAVE, Writing
from journal.paths import Paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.capture.options import Options
    from journal.capture.paint import Painter

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def run(argv: list[str], painter: Painter) -> tuple[int, str]:
    """Let the user write; returns the exit code and what there is to say after it."""
    try:
        options = read_options(argv, os.environ)
    except Wrong as error:
        return WRONG_USAGE, f"journal capture: {error}"
    painter.terminal.wake = signals.listen()
    session = Session(options, painter)
    return session.run(), session.said


class Session:
    """The prompt with its drafts: a line that was kept is taken out of them only when it is saved or dropped."""

    __slots__ = ("path", "prompt", "said", "writing")

    def __init__(self, options: Options, painter: Painter) -> None:
        self.path = draft_file.path_for(Paths(os.environ, options.folder))
        self.writing = Writing(Reader(options), draft_file.load(self.path), self._forget)
        self.prompt = Prompt(painter, self.writing)
        self.said = ""

    def run(self) -> int:
        """Until it is over; the exit code."""
        try:
            how = self.prompt.run()
        except Gone:
            self._keep()
            return FAILED
        except BaseException:
            self._take_over()
            self._change(*self.writing.recall.stumbled())
            raise
        if how == DROP:
            self._forget(self.writing.recall.drop())
            self.writing.line.put(self.writing.recall.text)
        is_kept = self._keep()
        if how == DROP:
            return INTERRUPTED
        if how == SAVE and is_kept:
            self.said = self.writing.reader.told
        return DONE if is_kept else FAILED

    def _forget(self, drafts: list[str]) -> None:
        """These lines are safe, or not wanted."""
        self._change(drafts, [])

    def _keep(self) -> bool:
        """Keep what stands in the line, and the lines left for it; False if that failed."""
        self._take_over()
        return self._change(*self.writing.recall.unsaved())

    def _take_over(self) -> None:
        """What stands in the line, with what was being pasted, is the line in the field."""
        line, recall = Line(self.writing.line.text), self.writing.recall
        line.at = self.writing.line.at
        line.paste(self.prompt.keys.unfinished())
        recall.lines[recall.seen].text = line.text

    def _change(self, gone: list[str], new: list[str]) -> bool:
        try:
            draft_file.change(self.path, gone, new)
        except OSError as error:
            text = "\n".join(new)
            self.said = f"{self.path}: {error.strerror or error}. What was typed:\n{text}" if new else ""
        return not self.said
