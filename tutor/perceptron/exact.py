"""Exact numbers from text, and exact numbers shown to people. No float is involved anywhere."""

import re
from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

from tutor.errors import TutorError

LONGEST = 60
"""Characters a typed number may have; keeps `1e999999999` from filling the memory."""
_SURELY_SHORT = 50
"""A text of so many characters without a power of ten is never longer as `field_text` writes it."""
_HIGHEST_POWER = 999

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?:(?P<decimal>\d+\.?\d*|\.\d+)(?:e(?P<power>[+-]?\d{1,3}))?|(?P<over>\d+)/(?P<under>\d+))",
    re.ASCII,
)
_EXPECTED = "write a number such as 0.1, -3, 1/3 or 1e-2"


class NumberError(TutorError):
    """A text that is no exact number."""


def parse_number(text: str) -> Fraction:
    """Read an exact number: `0.1` is 1/10, `1/3` a third, `1e-2` a hundredth.

    The typographic minus (U+2212) counts as a minus.

    Raises:
        NumberError: If the text is empty, not finite, divides by zero, is no number, or is a number
            that `field_text` could not write in `LONGEST` characters.
    """
    given = text.strip()
    if not given:
        raise NumberError(f"a number is missing; {_EXPECTED}")
    if len(given) > LONGEST:
        raise NumberError(f"a number of {len(given)} characters is too long; use at most {LONGEST}")
    plain = given.replace("−", "-").lower()
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise NumberError(f"“{given}” {_what_is_wrong(plain)}; {_EXPECTED}")
    if found["over"] is not None:
        if int(found["under"]) == 0:
            raise NumberError(f"“{given}” divides by zero; {_EXPECTED}")
        size = Fraction(int(found["over"]), int(found["under"]))
    else:
        size = Fraction(found["decimal"])
        if found["power"] is not None:
            size *= Fraction(10) ** int(found["power"])
    number = -size if found["sign"] == "-" else size
    if (len(given) > _SURELY_SHORT or found["power"]) and len(_exact(number)) > LONGEST:
        raise NumberError(f"“{given}” has too many digits; {_EXPECTED}")
    return number


def _what_is_wrong(plain: str) -> str:
    if plain.lstrip("+-") in {"nan", "inf", "infinity"}:
        return "is not a finite number"
    if re.fullmatch(r"[+-]?\d+,\d+", plain):
        return f"has a comma where a point is expected ({plain.replace(',', '.')})"
    if re.fullmatch(r"[+-]?[\d.]+e[+-]?\d{4,}", plain):
        return f"is out of range, powers of ten end at {_HIGHEST_POWER}"
    return "is not a number"


def parse_vector(text: str, names: Sequence[str]) -> tuple[Fraction, ...]:
    """Read as many exact numbers as there are `names`, between commas, and in brackets if you like.

    Raises:
        NumberError: If a number is wrong (the message says which) or their count is.
    """
    inside = text.strip().removeprefix("(").removesuffix(")")
    parts = inside.split(",") if inside.strip() else []
    if len(parts) != len(names):
        raise NumberError(
            f"{len(parts)} number{'s' * (len(parts) != 1)} given, {len(names)} needed: "
            f"{', '.join(names)}, separated by commas"
        )
    numbers = []
    for name, part in zip(names, parts, strict=True):
        try:
            numbers.append(parse_number(part))
        except NumberError as error:
            raise NumberError(f"{name}: {error}") from None
    return tuple(numbers)


_SHORT_DECIMALS = 6
_SHORT_FRACTION = 9999


def show(number: Fraction | int) -> str:
    """Write a number for a person: `0.25`, `−3`, `1/3`, or `≈ 0.00012346`.

    A decimal is written where it ends within six places, a fraction where both parts are below
    10,000; only where neither will do is the number rounded, and says so.
    """
    number = Fraction(number)
    sign = "−" if number < 0 else ""
    size = abs(number)
    decimal = _terminating(size)
    if decimal is not None:
        return sign + decimal
    if size.numerator <= _SHORT_FRACTION and size.denominator <= _SHORT_FRACTION:
        return f"{sign}{size.numerator}/{size.denominator}"
    return f"≈ {_rounded(number, 5)}"


def _rounded(number: Fraction, digits: int) -> str:
    context = Context(prec=digits)
    quotient = context.divide(
        Decimal(abs(number.numerator)), Decimal(number.denominator)
    ).normalize(context)
    plain = f"{quotient:f}" if -6 <= quotient.adjusted() < 9 else f"{quotient:e}"
    return ("−" if number < 0 else "") + plain.replace("e+", "e").replace("e-", "e−")


def _terminating(size: Fraction) -> str | None:
    """The decimal digits of a number that is not negative, or None where they do not end soon."""
    if size >= 10**12:
        return None
    scaled = size * 10**_SHORT_DECIMALS
    if scaled.denominator != 1:
        return None
    whole, rest = divmod(int(scaled), 10**_SHORT_DECIMALS)
    digits = f"{rest:0{_SHORT_DECIMALS}d}".rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)


def signed(sign: int) -> str:
    """Write a label or a prediction for a person: +1 or −1."""
    return "+1" if sign > 0 else "−1"


def equation(name: str, number: Fraction | int) -> str:
    """`η = 0.1`, or `η ≈ 0.12346` where the number had to be rounded."""
    shown = show(number)
    return f"{name} {shown}" if shown.startswith("≈") else f"{name} = {shown}"


def show_vector(numbers: Sequence[Fraction | int]) -> str:
    """Write a vector for a person: `(0.5, −1)`."""
    return f"({', '.join(show(number) for number in numbers)})"


def show_within(numbers: Sequence[Fraction | int], room: int) -> str:
    """Write a number or a vector in at most `room` characters: exact if it fits, else after a `≈`.

    One number is written without brackets. Where not even two digits of each fit, `…` stands for
    the whole.
    """
    exact = show_vector(numbers) if len(numbers) != 1 else show(numbers[0])
    if len(exact) <= room and (len(numbers) == 1 or "≈" not in exact):
        return exact
    for digits in (5, 4, 3, 2):
        parts = [_rounded(Fraction(number), digits) for number in numbers]
        text = f"≈ ({', '.join(parts)})" if len(parts) != 1 else f"≈ {parts[0]}"
        if len(text) <= room:
            return text
    return "…"


def field_text(numbers: Sequence[Fraction | int]) -> str:
    """Write numbers exactly, as a field or `--w0` reads them back: `-0.5, 1/3, 1e-9`."""
    return ", ".join(_exact(Fraction(number)) for number in numbers)


def _exact(number: Fraction) -> str:
    """The plain decimal where it is short, else the shortest spelling that is exact."""
    decimal = _terminating(abs(number))
    if decimal is not None:
        return f"{'-' if number < 0 else ''}{decimal}"
    return min((str(number), *_with_power(number)), key=len)


def _with_power(number: Fraction) -> tuple[str, ...]:
    """The spelling `15e-9` of a number that is not zero; none where the decimals do not end."""
    twos = (number.denominator & -number.denominator).bit_length() - 1
    rest, fives = number.denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return ()
    places = max(twos, fives)
    digits = str(int(number * 10**places))
    bare = digits.rstrip("0")
    power = len(digits) - len(bare) - places
    return (f"{bare}e{power}",) if abs(power) <= _HIGHEST_POWER else ()
