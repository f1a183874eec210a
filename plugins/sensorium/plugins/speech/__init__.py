"""Speech: when somebody speaks (silero, voiced, activity) and what is said (moonshine, whisper, recognition).

`matching` finds a phrase in what was said; `weights` names the files; `plugin` registers the models.
"""
