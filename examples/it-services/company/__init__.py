"""The generator of the example company. Everything comes from a seed; nothing is read from the clock or the network."""
