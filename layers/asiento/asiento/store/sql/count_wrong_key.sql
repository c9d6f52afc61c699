-- Counts a wrong key; returns how many with the same prefix came in this minute, or with any if no key has it.
-- Parameters: prefix text.

SELECT count_wrong_key(:prefix);
