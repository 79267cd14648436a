"""Blind coding by people: a random sample, a sheet a coder, agreement, and what they settle.

Answers and decisions come in, samples, workbooks, decisions and figures go out. How the figures are
to be read: docs/coding.md.
"""
