"""The grid policy: RGB views of a BabyAI world and an instruction to an action, by a small network cloned from a bot.

`words` reads the instruction, `tiles` cuts the picture, `network` computes, `policy` decides and says why; `expert`
and `fitting` are for training alone.
"""
