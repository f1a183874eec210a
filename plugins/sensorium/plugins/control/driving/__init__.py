"""The driving policy: what a driver does next, from what stands on and over the road.

`lamp` tells which lamp of a traffic light is lit, `looking` asks for the things of a frame, `rules` decides and says
why, `policy` puts decisions over time.
"""
