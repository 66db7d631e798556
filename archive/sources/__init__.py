"""Sources of seeds, and the only way to read them: `opening.open_source` tells which a path is."""
