"""What is asked of the demonstration film. Sight alone or sound alone could answer none of the joined ones."""

from __future__ import annotations

QUESTIONS = (
    "when is a person with a bicycle visible while someone says 'winter of despair'",
    "sad moments while a person with a bicycle is visible",
    "没有人说话时最后一个穿黑衣服的人",
    "the first person after someone says 'worst of times'",
    "how many times does someone say 'it was the'",
    "find the dog while someone speaks",
)
"""Both languages; joined, negated, ordered and counted clauses, and one that has no answer."""
