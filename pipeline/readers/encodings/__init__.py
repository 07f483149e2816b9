"""Vietnamese from before Unicode (TCVN3, VNI, VPS): known by the font of a run and by what its words spell,
read as Unicode.

from pipeline.readers.encodings import FontEvidence, decode, family
decode("H\u00b5 N\u00e9i", "tcvn3")  # "Hà Nội"
"""

from pipeline.readers.encodings.decoding import Encoding, Family, decode, decode_pieces, family
from pipeline.readers.encodings.evidence import FontEvidence, is_unicode

__all__ = ["Encoding", "Family", "FontEvidence", "decode", "decode_pieces", "family", "is_unicode"]
