"""Reading what others have written into a draft of a declaration."""
