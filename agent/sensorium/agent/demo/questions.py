"""What is asked of the demonstration film. Sight alone or sound alone could answer none of the joined ones."""

from __future__ import annotations

QUESTIONS = (
    "when is a person with a bicycle visible while someone says 'winter of despair'",
    "什么时候有人说话，看得到人却看不到汽车",
    "the first person after someone says 'worst of times'",
    "the last person in black while nobody speaks",
    "how many times does someone say 'it was the'",
    "find the dog while someone speaks",
)
"""Both languages; joined, negated, ordered and counted clauses, and one that has no answer."""
