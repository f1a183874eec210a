"""text_to_speech: `wording` writes out what the voice would misread, `sound` makes its breaths even, `model` speaks."""
