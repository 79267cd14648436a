"""Alembic's changes to the tables, in order."""
