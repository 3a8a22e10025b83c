"""Who may come in, and by what: with ssh at a real prompt."""

import time
from collections.abc import Iterator
from typing import Any

import asyncssh
import pytest

from tests.benchmarks.terminal import ENTER
from tests.classroom.clients import HOME, Ssh, connected, needs_ssh
from tests.classroom.desk import NEW
from tests.classroom.school import CODE, School, keys_for, served
from tests.classroom.test_refusals import by_key
from tutor.classroom.door import Door, DoorError, Entry, entries_of, fresh_code

pytestmark = needs_ssh
OWN = "river-otter-77"


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A class of which only these are: one with a code, one with a key, one with neither."""
    folder = tmp_path_factory.mktemp("listed")
    key = (keys_for(folder, ["karl"]) / "karl").read_text(encoding="ascii")
    roster = folder / "roster"
    roster.write_text(f"# name  proof\nrosa {OWN}\nkarl {key}otto\n", encoding="utf-8")
    record = str(folder / "record.sqlite")
    teacher = ("--teacher", str(folder / "keys" / "karl"))
    with served(record, folder, "--code", CODE, "--roster", str(roster), *teacher) as school:
        yield school


def test_an_own_code_lets_in_without_a_pin(listed: School) -> None:
    """It is theirs alone; however it is written."""
    with Ssh(listed, "Rosa") as student:
        student.give_code("  RIVER otter  77 ")
        student.sees(*HOME)
        assert listed.until("is", name="Rosa")
        assert student.leave() == 0


def test_a_key_lets_in_without_a_pin_and_nothing_else_does(listed: School) -> None:
    """Who has one is asked for no code."""
    with Ssh(listed, "karl", *by_key(listed, "karl")) as student:
        student.sees(*HOME)
        assert student.leave() == 0
    with Ssh(listed, "karl") as student:
        assert student.wait() == 255
        assert "Permission denied (publickey)" in student.output


def test_the_teachers_key_gets_the_board(listed: School) -> None:
    """And nobody else does by that name; the board is no student, and so not among them."""
    with Ssh(listed, "teacher", *by_key(listed, "teacher")) as teacher:
        teacher.sees("0 here")
        with Ssh(listed, "karl", *by_key(listed, "karl")) as student:
            student.sees(*HOME)
            teacher.sees("1 here", "karl")
            assert student.leave() == 0
        assert teacher.leave() == 0
    with Ssh(listed, "teacher") as thief:
        assert thief.wait() == 255
        assert "Permission denied (publickey)" in thief.output


def test_who_is_on_the_list_without_a_proof_needs_the_code_and_a_pin(listed: School) -> None:
    """As without a list; capitals and blanks for the dashes do no harm."""
    with Ssh(listed, "otto") as student:
        student.give_code(CODE.upper().replace("-", " "))
        student.sees(NEW)


def test_who_is_not_on_the_list_is_told_so(listed: School) -> None:
    """Before any code is asked for."""
    with Ssh(listed, "eve") as student:
        assert student.wait() == 255
        assert "not on the list of the class; ask your teacher" in student.output
        assert "Code of the class" not in student.output


def test_wrong_codes_are_answered_slower_each_time_and_the_third_ends_it(listed: School) -> None:
    """From one address, whatever the name and the connection."""
    waits = []
    tries = len(listed.events("wrong-code"))
    with Ssh(listed, "otto") as student:
        student.sees("Code of the class:")
        for _ in range(2):
            sent = student.send("wrong-code-11" + ENTER)
            student.until("Code of the class:")
            waits.append(student.last - sent)
        sent = student.send("wrong-code-11" + ENTER)
        assert student.wait() == 255
        waits.append(time.perf_counter() - sent)
        assert "three wrong codes; ask your teacher" in student.output
    assert len(listed.events("wrong-code")) - tries == 3
    # At least what was meant, whatever the machine adds: 0.5, 1, 2, 4, and from then on 8 s.
    least = [min(0.5 * 2 ** (tries + one), 8.0) for one in range(3)]
    assert all(wait >= meant for wait, meant in zip(waits, least, strict=True)), (waits, least)


def test_a_wrong_host_key_is_seen_by_the_student(listed: School) -> None:
    """What is written on the board is what ssh shows who connects for the first time."""
    fingerprint = listed.host_key.get_fingerprint()
    assert fingerprint in listed.printed
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    known = listed.folder / "other_hosts"
    known.write_text(f"[127.0.0.1]:{listed.port} {other}", encoding="ascii")
    with Ssh(listed, "otto", first=("-o", f"UserKnownHostsFile={known}")) as student:
        assert student.wait() == 255
        assert "HOST IDENTIFICATION HAS CHANGED" in student.output
        assert fingerprint in student.output


@pytest.mark.parametrize("how", [{"kex_algs": "diffie-hellman-group14-sha1"},
                                 {"encryption_algs": "aes128-cbc"}, {"mac_algs": "hmac-sha1",
                                 "encryption_algs": "aes256-ctr"}])  # fmt: skip
async def test_what_is_weak_is_not_spoken(listed: School, how: dict[str, Any]) -> None:
    """Key exchange, cipher and integrity of old are refused."""
    lists: dict[str, Any] = {name: [one] for name, one in how.items()}
    with pytest.raises((asyncssh.DisconnectError, OSError)):
        await connected(listed, "karl", **lists)


def test_an_open_class_lets_in_who_comes_but_not_as_somebody_else(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """No code; a PIN all the same; and it is said what that means."""
    folder = tmp_path_factory.mktemp("open")
    with served(str(folder / "record.sqlite"), folder, "--open") as school:
        assert "whoever reaches this port comes in" in school.printed
        assert "code:" not in school.printed
        with Ssh(school, "anna") as student:
            student.sees(NEW)


def test_a_fresh_code_is_easily_said_and_seldom_the_same() -> None:
    """Two words and a number."""
    codes = {fresh_code() for _ in range(200)}
    assert len(codes) > 190
    assert all(len(code.split("-")) == 3 and code.isascii() for code in codes)


def test_a_door_compares_what_people_type() -> None:
    """Capitals, blanks and width do not count; anything else does."""
    door = Door("amber-falcon-42", {"rosa": Entry(code="own")})
    for typed in (
        "amber-falcon-42",
        "AMBER FALCON 42",
        " amber  falcon-42",
        "ａｍｂｅｒ-falcon-42",
    ):
        assert door.right_code("ada", typed)
    for typed in ("", "amber-falcon-43", "own", "amber--falcon-42"):
        assert not door.right_code("ada", typed)
    assert door.right_code("Rosa", "own")
    assert not door.right_code("rosa", "amber-falcon-42")
    assert not Door(None).right_code("ada", "")
    assert not Door(None, {"k": Entry(keys=[asyncssh.generate_private_key("ssh-ed25519")])}).asks(
        "ada"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [("rosa ssh-ed25519 nonsense", ":1: no public key"), ("x" * 41, ":1: no name")],
)
def test_a_list_with_a_fault_is_refused_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, text: str, why: str
) -> None:
    """File, line, and what to write."""
    roster = tmp_path_factory.mktemp("faulty") / "roster"
    roster.write_text(text, encoding="utf-8")
    with pytest.raises(DoorError, match=why):
        entries_of(roster, None, None)
    with pytest.raises(DoorError, match="No such file"):
        entries_of(roster.parent / "none", None, None)
