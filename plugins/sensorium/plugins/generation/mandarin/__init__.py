"""text_to_speech in Mandarin: `numerals` writes figures out, `pinyin` turns syllables into phonemes, `model` speaks."""
