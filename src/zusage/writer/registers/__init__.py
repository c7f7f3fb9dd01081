"""Registers that people look things up in: record of processing, recipients, transfers, device storage, measures."""
