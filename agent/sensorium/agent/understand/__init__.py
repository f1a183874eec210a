"""From a request to a query: `front` chooses between the `rules` and a chat model, `model` asks the latter."""
