"""Affect from the voice, the words and the face together: late fusion over other tasks' answers.

`feelings` says which labels a feeling stands for, `circumplex` where labels lie in valence and arousal, `fusion` is
the pure arithmetic, `atoms` turns fused spans into moments, `model` asks the other tasks.
"""
