"""Two declarations compared: what changed in substance, for whom, and what follows from it."""
