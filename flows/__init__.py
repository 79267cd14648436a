"""Prefect flows: they string the stages of `pipeline` together, one flow a file."""
