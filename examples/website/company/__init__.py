"""The generator of Klarwerk GmbH. Everything comes from a seed; nothing is read from the clock or the network."""
