"""A redrive by receive, send and delete: where the endpoint has no move task, or only some letters are wanted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from asiento.pipeline import Stage
from asiento.redrive.dead_letter_queues import Letter
from asiento.redrive.fate import Fate, fate_of
from asiento.redrive.letters import Redriven, Redriver, Wanted
from asiento.store.dead_letters import standings_of

MOST = 5_000
"""Letters that one redrive looks at; what it leaves alone is held until its end."""


@dataclass(slots=True, kw_only=True)
class Round:
    """One look at the letters of *stage*, each at most once: *held* are hidden and neither moved nor removed yet."""

    redriver: Redriver
    stage: Stage
    wanted: Wanted
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    held: dict[str, Letter] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    removed: int = 0
    left: int = 0

    def run(self) -> Redriven:
        """Go on until there are no more letters, the time is over, or there are as many as wanted."""
        deadline, ended = self.redriver.clock() + self.wanted.seconds, False
        try:
            while not ended and not self._has_enough() and self._looked() < MOST and self.redriver.clock() < deadline:
                letters = self.redriver.dead_letters.receive(self.stage)
                self.held |= {letter.receipt: letter for letter in letters}
                self._handle(letters)
                ended = not letters
        finally:
            self.redriver.dead_letters.release(self.stage, list(self.held.values()))
        return Redriven(
            moved=self.codes.total(),
            removed=self.removed,
            left=self.left,
            by_code=dict(self.codes),
            more=not ended,
        )

    def _looked(self) -> int:
        return self.codes.total() + self.removed + self.left

    def _has_enough(self) -> bool:
        return self.wanted.limit is not None and self.codes.total() >= self.wanted.limit

    def _handle(self, letters: Sequence[Letter]) -> None:
        """Move, remove or keep each letter; one is deleted after its new message was sent, never before."""
        moving, over = [], []
        for letter, fate, code in self._fates(letters):
            # What failed again since we began came by ourselves: it would go round for ever.
            if fate is Fate.MOVE and letter.sent_at < self.began and not self._has_enough():
                self.codes[code] += 1
                moving.append(letter)
            elif fate is Fate.REMOVE:
                self.removed += 1
                over.append(letter)
            else:
                self.left += 1
        if not self.wanted.dry_run:
            self.redriver.queue.send(self.stage, [letter.ref for letter in moving if letter.ref])
            self.redriver.dead_letters.remove(self.stage, [*moving, *over])
            for letter in (*moving, *over):
                del self.held[letter.receipt]

    def _fates(self, letters: Sequence[Letter]) -> Iterator[tuple[Letter, Fate, str]]:
        """Yield each letter with what is to be done with it and the code that it stands under."""
        refs = {letter.ref for letter in letters if letter.ref}
        with self.redriver.database.transaction({ref.tenant_id for ref in refs}) as connection:
            standings = standings_of(connection, refs)
        for letter in letters:
            standing = standings.get(letter.ref) if letter.ref else None
            yield letter, *fate_of(letter, standing, self.stage, self.wanted.code)
