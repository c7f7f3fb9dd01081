"""Texts that people get or see: answers to requests, texts of consent, newsletter, staff."""
