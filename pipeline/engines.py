"""Third-party engines that several rooms share, loaded once and safely.

Voikko: one handle a thread, since a shared one crashes. spaCy: one pipeline a process and set of
components; it is only read.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from libvoikko import Voikko
    from spacy.language import Language

SPACY_MODEL = "spacy_fi_experimental_web_md"
SPACY_COMPONENTS = (
    "tok2vec", "tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "ner",
)  # fmt: skip
VOIKKO_INSTALL = "sudo apt install libvoikko1 voikko-fi && pip install libvoikko"
SPACY_INSTALL = "pip install spacy-fi-experimental-web-md libvoikko"

_local = threading.local()


def voikko() -> Voikko:
    """This thread's Voikko handle for Finnish.

    Raises:
        ImportError, OSError: the Python binding, the library or the dictionary is not installed.
    """
    handle = getattr(_local, "voikko", None)
    if handle is None:
        import libvoikko

        # Fails here when the library is missing; a handle that fails later complains once more
        # when it is deleted.
        libvoikko.VoikkoLibrary.open(path=None)
        try:
            handle = libvoikko.Voikko("fi")
        except libvoikko.VoikkoException as error:
            raise OSError(str(error)) from error
        _local.voikko = handle
    return handle


@lru_cache(maxsize=400_000)
def analyses(form: str) -> tuple[Mapping[str, str], ...]:
    """Voikko's readings of a form, best first; none when it does not know the form."""
    return tuple(voikko().analyze(form))


@cache
def spacy_fi(components: tuple[str, ...]) -> Language:
    """spaCy's Finnish pipeline with these components only.

    The lemmatizer component needs the native Voikko library; every other works without.

    Raises:
        ImportError, OSError: spaCy or the model is not installed.
    """
    import spacy
    from thinc.api import use_ops

    unwanted = [name for name in SPACY_COMPONENTS if name not in components]
    # numpy's matrix product is three times as fast as the one that thinc takes by default (blis).
    with use_ops("numpy", use_blis=False):
        return spacy.load(SPACY_MODEL, exclude=unwanted)
