"""The built-in kinds of source, one module each; plugins add theirs through the hook `sensorium_weight_sources`."""
