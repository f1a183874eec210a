"""Models in interpreters of their own: a crash or a leak there kills no one else.

wire (messages), child (the other side), process (this side), proxy (a model class that stands for the real one).
"""
