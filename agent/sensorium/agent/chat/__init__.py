"""Chat models the planner may use: any OpenAI-compatible endpoint (`http`), or a GGUF file in this process (`gguf`).

`choose` says which one the settings ask for. Both are langchain-core chat models, so any other such model will do.
"""
