"""text_to_video: a script becomes a narrated film of pictures, cards and camera moves.

`narration` has the words spoken, `timeline` decides when each shot is seen, `pictures` and `cards` make what it shows
(`typeface` sets the type), `camera` moves over it, `soundtrack` and `subtitles` go with it, `writing` puts all of it
into one mp4; `model` leads.
"""
