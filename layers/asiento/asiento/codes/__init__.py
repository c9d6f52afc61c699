"""One registry of what users are told: codes with parameters, and their sentences in each language.

`registry.toml` has the codes, `en.toml` and `es.toml` the sentences. Another language is another file.
"""

from asiento.codes.said import Param, Said, plain
from asiento.codes.sentences import sentence

__all__ = ["Param", "Said", "plain", "sentence"]
