"""That nobody answers as somebody else: who comes first under a name chooses a PIN for it.

Names that look the same are one name here. A PIN is short, so it is kept as what scrypt makes of
it, and of those who guess, however many and by however many servers, few are told anything.
"""

import hashlib
import hmac
import os
from datetime import datetime, timedelta
from unicodedata import normalize

from sqlalchemy import delete, select, update

from tutor.errors import TutorError
from tutor.record.database import Database, inserted, learners, numbered
from tutor.record.facts import filed, instant
from tutor.record.schema import pins

_SALT = 16
"""Bytes."""
_COST = 2**12
"""Of scrypt, some milliseconds: a hundred students may come at once."""
_BLOCK = 8
_MOST = 10
"""Wrong PINs of a name, after which none is looked at for a while."""
_REST = timedelta(minutes=10)
"""From the last of them until they count no more."""


class PinLockedError(TutorError):
    """Too many wrong PINs were tried for a name: no other is looked at now, not even the right."""


def known_as(database: Database, name: str) -> str | None:
    """The learner who has a PIN under a name that looks like this one, or nobody.

    Raises:
        RecordError: If it cannot be read now, or not at all.
    """
    query = select(learners.c.name).join(pins).where(pins.c.folded == folded(name))
    return next((row.name for row in database.select(query)), None)


def choose_pin(database: Database, name: str, pin: str, now: datetime) -> bool:
    """Give a name a PIN, if it has none; gives whether it had none.

    Raises:
        RecordError: If it cannot be kept now, or not at all.
    """
    salt = os.urandom(_SALT)
    kept = f"{salt.hex()}${_hashed(pin, salt).hex()}"
    theirs = select(pins.c.hash).where(pins.c.folded == folded(name))
    with database.writing() as connection:
        if connection.scalar(theirs) is None:
            whose = numbered(connection, name)
            row = {"learner": whose, "folded": folded(name), "hash": kept, "at": instant(now)}
            row |= {"tries": 0, "tried": row["at"]}
            connection.execute(inserted(connection, pins).values(row).on_conflict_do_nothing())
        return connection.scalar(theirs) == kept


def right_pin(database: Database, name: str, pin: str, now: datetime) -> bool:
    """Whether this is the PIN of a name; the right one makes good all wrong ones before it.

    Raises:
        PinLockedError: If it was not looked at, since too many wrong ones came before it.
        RecordError: If the record cannot be read or written now, or not at all.
    """
    kept = _counted(database, name, now)
    if kept is None:
        return False
    salt, _, key = kept.partition("$")
    # Between two transactions: in one, everybody who writes would wait for it.
    if not hmac.compare_digest(_hashed(pin, bytes.fromhex(salt)), bytes.fromhex(key)):
        return False
    # It may have been reset meanwhile.
    still = update(pins).where(pins.c.folded == folded(name), pins.c.hash == kept)
    with database.writing() as connection:
        return connection.execute(still.values(tries=0)).rowcount == 1


def _counted(database: Database, name: str, now: datetime) -> str | None:
    """Count a try before the PIN is looked at, as many may come at once; gives what is kept of it.

    Raises:
        PinLockedError: If there were too many.
    """
    theirs = pins.c.folded == folded(name)
    query = select(pins.c.hash, pins.c.tries, pins.c.tried).where(theirs)
    found = next(iter(database.select(query)), None)
    if found is None:
        return None
    # Where none is looked at, nothing is written either: nobody waits for who goes on guessing.
    _number(found.tries, found.tried, now)
    with database.writing() as connection:
        last = connection.execute(query.with_for_update(key_share=True)).first()
        if last is None:
            return None
        number = _number(last.tries, last.tried, now)
        connection.execute(update(pins).where(theirs).values(tries=number, tried=instant(now)))
        return str(last.hash)


def _number(tries: int, tried: str, now: datetime) -> int:
    """Of this try, after so many, the last of which was at that time.

    Raises:
        PinLockedError: If there were too many.
    """
    if tried <= instant(now - _REST):
        return 1
    if tries >= _MOST:
        raise PinLockedError(
            "too many wrong PINs for this name; wait ten minutes, or ask your teacher to reset it"
        )
    return tries + 1


def reset_pin(database: Database, name: str) -> bool:
    """Take the PIN of a name away, so that another is chosen; gives whether it had one.

    Raises:
        RecordError: If it cannot be kept now, or not at all.
    """
    with database.writing() as connection:
        gone = delete(pins).where(pins.c.folded == folded(name))
        return connection.execute(gone).rowcount == 1


def folded(name: str) -> str:
    """The same for all ways to write a name, such as Ada, ada and ＡＤＡ."""
    return filed(" ".join(normalize("NFKC", normalize("NFKC", name).casefold()).split()))


def _hashed(pin: str, salt: bytes) -> bytes:
    # Of one length, since to scrypt a text is the same with zero bytes after it.
    told = hashlib.sha256(normalize("NFKC", pin).encode(errors="surrogatepass")).digest()
    return hashlib.scrypt(told, salt=salt, n=_COST, r=_BLOCK, p=1)
