"""Language models as servers speak of them: chat completions, here (`gguf`) or behind a URL.

The agent reads requests with them, plugins translate and summarise: `completion` is the shape, `weights` the files.
"""
