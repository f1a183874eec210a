"""English: words (lexicon and tokens), phrases (things and their attributes), clauses, whole requests."""
