"""Amounts of money in whole minor units."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amends.base.messages import Refusal

PATTERN = re.compile(r"([A-Z]{3}) (\d{1,15})(?:\.(\d{1,3}))?", re.ASCII)
# ISO 4217: digits after the point, where they are not two.
MINOR_DIGITS = {
    "BHD": 3, "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0,
    "KMF": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0,
    "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip


@dataclass(frozen=True)
class Amount:
    """A sum of one currency (ISO 4217), in its minor units, such as cents."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str) -> Amount:
        """Read ``USD 916635.16``.

        Raises:
            Refusal: what is wrong and how to write it.
        """
        match = PATTERN.fullmatch(text.strip())
        if match is None:
            raise Refusal(
                "%(text)s is not an amount. Write the currency first: USD 916635.16.",
                text=repr(text[:40]),
            )
        currency, whole, fraction = match.groups()
        digits = MINOR_DIGITS.get(currency, 2)
        if len(fraction or "") > digits:
            raise Refusal(
                "%(currency)s has %(digits)d digits after the point. Correct %(text)s.",
                currency=currency,
                digits=digits,
                text=repr(text[:40]),
            )
        return cls(int(whole + (fraction or "").ljust(digits, "0")), currency)

    def __str__(self) -> str:
        """Return the text that ``parse`` reads."""
        digits = MINOR_DIGITS.get(self.currency, 2)
        whole, fraction = divmod(self.minor, 10**digits)
        return f"{self.currency} {whole}" + (f".{fraction:0{digits}d}" if digits else "")
