"""What the generators of all example companies share: people, sealed values, stores, log lines, the moment of "today"."""
