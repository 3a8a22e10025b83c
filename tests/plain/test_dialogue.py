"""What is said and asked in lines, without the course."""

import io
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.plain.dialogue import Dialogue, Everywhere, Leave

WORDS = {"next": "the next page", "page N": "to a page", "show me": "the lab"}


def dialogue(*lines: str, width: int = 72, ascii_only: bool = False) -> Dialogue:
    """A dialogue in which these lines are typed, and then the input ends."""
    typed = iter(lines)
    target = io.StringIO()

    def read(prompt: str) -> str:
        target.write(prompt)
        for line in typed:
            return line
        raise EOFError

    return Dialogue(read, target, lambda: width, ascii=ascii_only, echo=True)


def written(talk: Dialogue) -> str:
    """All that was written."""
    assert isinstance(talk.target, io.StringIO)
    return talk.target.getvalue()


def asked(
    lines: Iterable[str], words: Mapping[str, str] = WORDS, free: str | None = None
) -> tuple[str, str]:
    """What comes of a prompt, and what was written meanwhile."""
    talk = dialogue(*lines)
    return talk.ask("Go on", words, free=free), written(talk)


def test_the_cursor_waits_behind_the_prompt_and_the_line_is_written_after_it() -> None:
    """So that the transcript of a script reads as that of a person."""
    assert asked(["page 3"]) == ("page 3", "Go on: page 3\n")


def test_help_lists_all_that_can_be_typed_and_asks_again() -> None:
    """Each word with what it does, and what else is an answer; a question mark asks for it too."""
    for word in ("help", "?", "HELP", "h"):
        found, said = asked([word, "next"], free="a number")
        assert found == "next"
        assert "You can type:\na number\n" in said
        assert "page N: to a page\n" in said
        assert "help: this list\nquit: leave; everything is kept\nGo on: next" in said


def test_a_wrong_word_gets_one_line_that_says_what_can_be_typed() -> None:
    """And nothing has happened."""
    found, said = asked(["nonsense", "next"])
    assert found == "next"
    line = "There is no “nonsense” here. Type next, page N, show me, help, quit."
    assert line in " ".join(said.split())


def test_an_empty_line_is_the_usual_word_or_is_told_what_there_is() -> None:
    """Where a question waits, there is none."""
    assert dialogue("").ask("Go on", WORDS, usual="next") == "next"
    found, said = asked(["", "next"])
    assert found == "next"
    assert "Type next, page N, show me, help, quit." in said


def test_a_beginning_that_fits_two_words_is_asked_for_more() -> None:
    """Rather than guessed."""
    found, said = asked(["s", "sk"], {"show me": "", "skip": ""})
    assert found == "skip"
    assert "“s” may be show me or skip; type more of it." in said


def test_any_other_text_is_an_answer_where_one_is_waited_for() -> None:
    """As it was typed."""
    assert asked(["  -2, 1/3 "], free="numbers")[0] == "-2, 1/3"


@pytest.mark.parametrize("lines", [("quit",), ("exit",), (), ("nonsense",)])
def test_quit_and_the_end_of_the_input_leave(lines: tuple[str, ...]) -> None:
    """With a status of 0, and the cursor on a line of its own."""
    talk = dialogue(*lines)
    with pytest.raises(Leave) as left:
        talk.ask("Go on", WORDS)
    assert left.value.status == 0
    assert written(talk).endswith("\n")


def test_a_word_for_everywhere_is_done_and_the_prompt_comes_again() -> None:
    """What is new is told before each prompt."""
    done: list[str] = []
    talk = dialogue("answer", "next")
    talk.everywhere["answer"] = Everywhere("the teacher's question", lambda: done.append("answer"))
    talk.before.append(lambda: talk.say("The teacher asks."))
    assert talk.ask("Go on", WORDS) == "next"
    assert done == ["answer"]
    told = "The teacher asks.\nGo on: "
    assert written(talk) == f"{told}answer\n{told}next\n"


def test_a_request_to_end_waits_until_nothing_is_half_done() -> None:
    """Between two prompts it is remembered, and the next prompt is not even asked."""
    talk = dialogue("next")
    talk.end(143)
    with pytest.raises(Leave) as left:
        talk.ask("Go on", WORDS)
    assert left.value.status == 143
    assert "Go on" not in written(talk)


def test_a_second_request_to_end_is_heeded_at_once() -> None:
    """Where something takes too long, it is not waited for."""
    talk = dialogue()
    talk.end(130)
    with pytest.raises(Leave):
        talk.end(130)


def test_a_request_to_end_at_a_prompt_is_heeded_at_once() -> None:
    """As a signal is that comes while somebody thinks."""
    talk = dialogue()

    def read(_: str) -> str:
        talk.end(143)
        raise AssertionError("the prompt was not left")

    talk.read = read
    with pytest.raises(Leave) as left:
        talk.ask("Go on", WORDS)
    assert left.value.status == 143


@given(text=st.text(), width=st.integers(1, 120), ascii_only=st.booleans())
def test_nothing_that_is_written_moves_the_cursor_or_is_wider_than_the_terminal(
    text: str, width: int, *, ascii_only: bool
) -> None:
    """Whatever a name or a prompt holds; and where only ASCII is written, all of it is."""
    talk = dialogue(width=width, ascii_only=ascii_only)
    talk.say(text)
    talk.say_formula(text.replace("\n", " "))
    lines = written(talk).split("\n")
    assert all(line.isprintable() for line in lines)
    assert all(len(line) <= max(width, 20) for line in lines)
    assert not ascii_only or written(talk).isascii()


def test_a_picture_is_written_as_it_is() -> None:
    """No line is broken, and blanks stay where they are."""
    talk = dialogue(width=20)
    talk.show("  " + "─" * 40 + "\n  ▲")
    assert written(talk) == "  " + "─" * 40 + "\n  ▲\n"
    plain = dialogue(ascii_only=True)
    plain.show("─ ▲")
    assert written(plain) == "- ^\n"


def test_of_many_words_help_tells_and_not_every_refusal() -> None:
    """Thirty words after each slip of the finger are too long for the ear."""
    many = {f"word{number}": "" for number in range(10)}
    _, said = asked(["nonsense", "", "word3"], many)
    assert "There is no “nonsense” here. Type help for a list.\n" in said
    assert "\nType help for a list.\n" in said
    _, said = asked(["", "7"], many, free="a number")
    assert "\nType a number, or help for a list.\n" in said


def test_home_and_leave_both_lead_out_whichever_is_the_word() -> None:
    """Who comes from a lesson types home in the lab."""
    assert asked(["leave"], {"home": ""})[0] == "home"
    assert asked(["home"], {"leave": ""})[0] == "leave"
    assert asked(["leave"], {}, free="anything")[0] == "leave"


def test_a_line_of_a_megabyte_is_refused_before_anything_is_made_of_it() -> None:
    """It is no answer either, and is not read out again."""
    found, said = asked(["9" * 1_000_000, "4"], free="a number")
    assert found == "4"
    assert "That line has 1,000,000 characters; 4,096 are the most." in said
    assert len(said) < 300


def test_of_a_long_wrong_word_the_beginning_is_named() -> None:
    """Enough to know it again."""
    _, said = asked(["x" * 4000, "next"])
    assert f"There is no “{'x' * 59}…” here." in " ".join(said.split())
