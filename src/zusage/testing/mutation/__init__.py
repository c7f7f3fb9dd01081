"""Mutation: clean declarations, each made incomplete, contradictory, outdated or unlawful by one fact, to measure the rules.

Law: an operator is a function that yields changes of one fact; its docstring says what is lost and which changes it leaves
out, because what remains is still lawful and complete. Nothing here is picked by hand. Deterministic for one seed.
"""
