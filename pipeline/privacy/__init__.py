"""Masks personal data before anything is stored.

Detectors, each for one kind of personal data, find spans; `pseudonymise` unites them and puts
marks in their place, as the Finnish Social Science Data Archive does: `[nimi]`, `[puhelin]`.
"""

from pipeline.privacy.pseudonymise import Pseudonymiser

__all__ = ["Pseudonymiser"]
