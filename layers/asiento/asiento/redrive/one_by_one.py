"""A redrive by receive, send and delete: where the endpoint has no move task, or only some letters are wanted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from asiento.pipeline import Stage
from asiento.redrive.actions import Action, action_for
from asiento.redrive.dead_letter_queues import DeadLetter
from asiento.redrive.types import RedriveCounts, RedriveOptions, RedriveServices
from asiento.store.dead_letters import states_of_items

MOST = 5_000
"""Letters that one redrive looks at; what it leaves alone is held until its end."""


@dataclass(slots=True, kw_only=True)
class RedriveRun:
    """Looks at the letters of *stage*, each at most once. Those *held* are hidden, and not moved or removed yet."""

    services: RedriveServices
    stage: Stage
    options: RedriveOptions
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    held: dict[str, DeadLetter] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    removed: int = 0
    left: int = 0

    def run(self) -> RedriveCounts:
        """Go on until there are no more letters, the time is over, or there are as many as wanted."""
        deadline, ended = self.services.clock() + self.options.seconds, False
        try:
            while not ended and not self._has_enough() and self._looked() < MOST and self.services.clock() < deadline:
                letters = self.services.dead_letters.receive(self.stage)
                self.held |= {letter.receipt: letter for letter in letters}
                self._handle(letters)
                ended = not letters
        finally:
            self.services.dead_letters.release(self.stage, list(self.held.values()))
        return RedriveCounts(
            moved=self.codes.total(),
            removed=self.removed,
            left=self.left,
            by_code=dict(self.codes),
            more=not ended,
        )

    def _looked(self) -> int:
        return self.codes.total() + self.removed + self.left

    def _has_enough(self) -> bool:
        return self.options.limit is not None and self.codes.total() >= self.options.limit

    def _handle(self, letters: Sequence[DeadLetter]) -> None:
        """Move, remove or keep each letter; one is deleted after its new message was sent, never before."""
        moving, over = [], []
        for letter, action, code in self._actions(letters):
            # What failed again since we began came by ourselves: it would go round for ever.
            if action is Action.MOVE and letter.sent_at < self.began and not self._has_enough():
                self.codes[code] += 1
                moving.append(letter)
            elif action is Action.REMOVE:
                self.removed += 1
                over.append(letter)
            else:
                self.left += 1
        if not self.options.dry_run:
            self.services.queue.send(self.stage, [letter.ref for letter in moving if letter.ref])
            self.services.dead_letters.remove(self.stage, [*moving, *over])
            for letter in (*moving, *over):
                del self.held[letter.receipt]

    def _actions(self, letters: Sequence[DeadLetter]) -> Iterator[tuple[DeadLetter, Action, str]]:
        """Yield each letter with what is to be done with it and the code that it stands under."""
        refs = {letter.ref for letter in letters if letter.ref}
        with self.services.database.transaction({ref.tenant_id for ref in refs}) as connection:
            states = states_of_items(connection, refs)
        for letter in letters:
            item_state = states.get(letter.ref) if letter.ref else None
            yield letter, *action_for(letter, item_state, self.stage, self.options.code)
