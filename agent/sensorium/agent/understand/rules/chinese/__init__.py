"""Chinese: lexicon, words (segmentation), units (one clause), whole requests. Names of things become English."""
