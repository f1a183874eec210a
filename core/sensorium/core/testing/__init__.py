"""A kit for plugin authors: synthetic media of known truth in `media`."""
