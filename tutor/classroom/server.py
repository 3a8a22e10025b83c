"""The listener: who may come in, and a line for each who does. It draws nothing."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic

import asyncssh

from tutor.classroom.door import TEACHER
from tutor.classroom.line import Line
from tutor.classroom.names import clean, folded
from tutor.classroom.room import Classroom

_TRIES = 3
"""Wrong codes or keys after which a connection ends."""
_SLOW, _SLOWEST = 0.5, 8.0
"""Seconds until a wrong code is answered: the first, doubled with each from the same address."""
_FORGIVEN = 600.0
"""Seconds after which an address begins anew."""
_CHANNELS = 10
"""Of one connection, as OpenSSH has it."""
KEY_EXCHANGE = (
    "mlkem768x25519-sha256",
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
)
CIPHERS = (
    "aes128-gcm@openssh.com",
    "aes256-gcm@openssh.com",
    "chacha20-poly1305@openssh.com",
    "aes256-ctr",
)
MACS = ("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com")


class Slowness:
    """Wrong codes are answered slower each time, by address; no other is looked at before."""

    def __init__(self) -> None:
        self._wrong: dict[str, tuple[int, float]] = {}
        """By address, how often, and when the last of them is answered."""

    def left(self, address: str) -> float:
        """Seconds until another code is looked at."""
        return max(0.0, self._wrong.get(address, (0, 0.0))[1] - monotonic())

    def another(self, address: str) -> None:
        """A code was wrong."""
        now = monotonic()
        self._wrong = {one: told for one, told in self._wrong.items() if now - told[1] < _FORGIVEN}
        times = self._wrong.get(address, (0, now))[0] + 1
        self._wrong[address] = (times, now + min(_SLOW * (1 << min(times - 1, 10)), _SLOWEST))


class Guest(asyncssh.SSHServer):
    """One connection, from its first byte to its end."""

    def __init__(self, room: Classroom, slowness: Slowness) -> None:
        self.room, self._slowness = room, slowness
        self.name, self.address = "", ""
        self.inside = self.known = self.teacher = False
        self.since = 0.0
        """When they came in."""
        self.lines: set[Line] = set()
        """Their channels."""
        self._tries = 0
        """How often it was asked whether a code is right."""
        self._conn: asyncssh.SSHServerConnection

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Somebody is at the door."""
        self._conn = conn
        peer = conn.get_extra_info("peername")
        self.address = str(peer[0]) if peer else "?"
        why = self.room.crowded(self.address)
        if why is not None:
            self.room.log("refused", self, why=why)
            conn.disconnect(asyncssh.DISC_TOO_MANY_CONNECTIONS, why)
            return
        self.room.guests.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """They are gone."""
        self.room.guests.discard(self)

    def abort(self) -> None:
        """Let the connection go at once."""
        self._conn.abort()

    def begin_auth(self, username: str) -> bool:
        """Who says that they are whom; gives whether they have to show something."""
        door = self.room.door
        why = door.refusal(username)
        self.name = clean(username) or username[:40]
        if why is not None:
            self.room.log("refused", self, why=why)
            self._conn.send_auth_banner(f"perceptron-tutor: {why}\r\n")
            self._conn.disconnect(asyncssh.DISC_ILLEGAL_USER_NAME, why)
            return True
        return door.asks(username)

    def auth_completed(self) -> None:
        """They are in."""
        self.inside, self.since = True, monotonic()
        own = self.room.door.own(self.name)
        self.teacher = own and folded(self.name) == TEACHER
        self.known = own

    def public_key_auth_supported(self) -> bool:
        """For those whose key is known."""
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Whether it is theirs; a client may offer several before the right one."""
        return self.room.door.right_key(username, key)

    def password_auth_supported(self) -> bool:
        """The code as a password."""
        return self.room.door.takes_codes(self.name)

    async def validate_password(self, username: str, password: str) -> bool:
        """Whether it is the code."""
        return await self._right(username, password)

    def kbdint_auth_supported(self) -> bool:
        """The code as an answer, which is how most clients ask."""
        return self.room.door.takes_codes(self.name)

    def get_kbdint_challenge(
        self,
        username: str,  # noqa: ARG002
        lang: str,
        submethods: str,  # noqa: ARG002
    ) -> tuple[str, str, str, list[tuple[str, bool]]]:
        """Ask for the code."""
        return ("", "", lang, [("Code of the class: ", False)])

    async def validate_kbdint_response(self, username: str, responses: Sequence[str]) -> bool:
        """Whether it is the code."""
        return await self._right(username, responses[0] if responses else "")

    async def _right(self, username: str, code: str) -> bool:
        # A client that asks again before its answer cancels this: it is counted first, and is
        # not looked at sooner by that.
        self._tries += 1
        if self._tries <= _TRIES:
            await asyncio.sleep(self._slowness.left(self.address))
            if self.room.door.right_code(username, code):
                return True
            self._slowness.another(self.address)
            self.room.log("wrong-code", self, tries=self._tries)
            await asyncio.sleep(self._slowness.left(self.address))
        if self._tries >= _TRIES:
            with suppress(Exception):
                self._conn.disconnect(
                    asyncssh.DISC_NO_MORE_AUTH_METHODS_AVAILABLE,
                    "three wrong codes; ask your teacher",
                )
        return False

    def session_requested(self) -> Line:
        """A channel."""
        if len(self.lines) >= _CHANNELS:
            raise asyncssh.ChannelOpenError(asyncssh.OPEN_RESOURCE_SHORTAGE, "too many channels")
        line = Line(self.room, self)
        self.lines.add(line)
        return line

    def connection_requested(self, *_: object) -> bool:
        """No port is forwarded."""
        raise asyncssh.ChannelOpenError(
            asyncssh.OPEN_ADMINISTRATIVELY_PROHIBITED,
            "only the tutor is here; nothing is forwarded",
        )


async def listening(
    room: Classroom, host: str, port: int, host_key: asyncssh.SSHKey
) -> asyncssh.SSHAcceptor:
    """Listen for students.

    Raises:
        OSError: If the address cannot be had.
    """
    slowness = Slowness()
    return await asyncssh.create_server(
        lambda: Guest(room, slowness),
        host,
        port,
        server_host_keys=[host_key],
        reuse_address=True,
        backlog=256,
        server_version="perceptron-tutor",
        encoding=None,
        line_editor=False,
        window=65_536,
        login_timeout=30,
        keepalive_interval=60,
        keepalive_count_max=3,
        gss_host=None,
        x11_forwarding=False,
        agent_forwarding=False,
        allow_scp=False,
        kex_algs=KEY_EXCHANGE,
        encryption_algs=CIPHERS,
        mac_algs=MACS,
        compression_algs=["none"],
    )
