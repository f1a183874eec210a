"""The demonstration: `parts` are real clips from the weight store, `film` joins them, `questions` are asked of it."""
