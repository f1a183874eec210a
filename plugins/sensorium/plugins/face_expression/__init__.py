"""Facial expression of every face in sight: `reader` finds faces and their actions, `expression` names the feeling.

Inference from faces is opt-in: nothing here runs unless a request or a setting asks for faces.
"""
