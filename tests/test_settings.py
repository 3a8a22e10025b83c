"""The file of settings: read with its faults named, written with its comments kept."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.settings import (
    PLACE,
    Settings,
    SettingsError,
    Theme,
    read,
    read_or_usual,
    settings_path,
    write,
)

FULL = """\
# how it looks
theme = "light"  # for the beamer
ascii = true
motion = false
confidence = false

[keys]
# n as in next
"run.step" = "n"
app.quit = "ctrl+x"
"""
FROM_FULL = Settings(
    "light",
    ascii=True,
    motion=False,
    keys={"run.step": "n", "app.quit": "ctrl+x"},
    confidence=False,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where settings are, or could be."""
    return tmp_path / "config" / "settings.toml"


def put(file: Path, text: str) -> Path:
    """A file with this text."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_all_is_usual(file: Path) -> None:
    """And none is made."""
    assert read(file) == Settings()
    assert read_or_usual(file) == (Settings(), "")
    assert not file.exists()


def test_all_that_can_be_set_is_read(file: Path) -> None:
    """Keys with their ids in quotes, as TOML has it, and without."""
    assert read(put(file, FULL)) == FROM_FULL


def test_auto_is_the_same_as_nothing(file: Path) -> None:
    """Where the terminal decides."""
    assert read(put(file, 'theme = "auto"\nascii = "auto"\nmotion = "auto"\n')) == Settings()


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ('theme = "blue"', "theme", '"auto", "dark" or "light"'),
        ("theme = true", "theme", '"auto", "dark" or "light"'),
        ("ascii = 1", "ascii", 'true, false or "auto"'),
        ('motion = "never"', "motion", 'true, false or "auto"'),
        ('confidence = "auto"', "confidence", "true or false"),
        ("confidence = [1]", "confidence", "true or false"),
        ('keys = "n"', "keys", "[keys]"),
        ('[keys]\n"run.step" = 3', "keys.run.step", "the name of a key"),
        ('[keys]\n"run.step" = " "', "keys.run.step", "the name of a key"),
        ('[keys]\n"run.step" = ""', "keys.run.step", "the name of a key"),
        ('[keys]\n"run.step" = "x,,y"', "keys.run.step", "the name of a key"),
        ('[keys]\n"run.step" = "\\u001b"', "keys.run.step", "the name of a key"),
        (f"[keys]\n{'a.' * 2000}b = 'x'", "several values", "the name of a key"),
        (f"theme = '{'d' * 3000}'", "dd…", '"auto", "dark" or "light"'),
        ('tour = "no"', "tour", "true or false"),
        ("ascii = true\nascii = false", "overwrite", "theme = "),
        ("theme = dark", "line 1", "theme = "),
    ],
)
def test_a_fault_is_named_with_what_would_be_right(
    file: Path, text: str, wrong: str, right: str
) -> None:
    """In one line, with the file and the key; the tutor opens with the usual settings."""
    with pytest.raises(SettingsError) as caught:
        read(put(file, text))
    told = str(caught.value)
    assert told.startswith(f"{file}: ")
    assert wrong in told
    assert right in told
    settings, fault = read_or_usual(file)
    assert settings == Settings()
    assert told in fault
    assert "\n" not in fault


def test_a_name_of_a_newer_version_is_told_and_kept(file: Path) -> None:
    """All else is as it is set, and can be set anew."""
    text = 'sound = "soft"\ntheme = "light"\n[keys]\n"new.thing" = "x"\n[future]\na = 1\n'
    settings, fault = read_or_usual(put(file, text))
    assert settings == Settings("light", keys={"new.thing": "x"})
    assert fault.startswith(f"{file}: sound, future: no setting is called so; theme, ")
    assert "the others hold" in fault
    write(file, settings, Settings("dark", keys={"new.thing": "x"}))
    assert file.read_text(encoding="utf-8") == text.replace('"light"', '"dark"')


def test_what_cannot_be_read_is_told(file: Path) -> None:
    """A folder in its place, bytes that are no text, far too many of them, brackets without end."""
    file.mkdir(parents=True)
    with pytest.raises(SettingsError, match="see to the path"):
        read(file)
    file.rmdir()
    for content, told in (
        (b'theme = "\xff"', "utf-8"),
        (b"#" * 1_000_000, "1,000,000 bytes"),
        (b"theme = " + b"[" * 100_000, "too many brackets"),
    ):
        file.write_bytes(content)
        with pytest.raises(SettingsError, match=told):
            read(file)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_file_is_not_waited_for(file: Path) -> None:
    """A pipe would never end; a link to itself leads nowhere."""
    file.parent.mkdir()
    os.mkfifo(file)
    with pytest.raises(SettingsError, match="it is no file"):
        read(file)
    file.unlink()
    file.symlink_to(file)
    with pytest.raises(SettingsError, match="see to the path"):
        write(file, Settings(), Settings("dark"))


def test_who_wants_no_file_has_the_usual_settings() -> None:
    """And what stands for no file is never replaced by one, whoever may."""
    nothing = Path(os.devnull)
    assert read_or_usual(nothing) == (Settings(), "")
    with pytest.raises(SettingsError, match="nothing can be written to it"):
        write(nothing, Settings(), Settings("dark"))


@pytest.mark.parametrize("before", ["\N{ZERO WIDTH NO-BREAK SPACE}", ""])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_file_of_any_editor_is_read_and_its_ends_of_lines_stay(
    file: Path, before: str, end: str
) -> None:
    """With a mark at its beginning, as on Windows."""
    file.parent.mkdir()
    file.write_bytes((before + FULL.replace("\n", end)).encode())
    assert read(file) == FROM_FULL
    write(file, FROM_FULL, replace(FROM_FULL, theme="dark"))
    text = FULL.replace('"light"', '"dark"')
    assert file.read_bytes().decode() == text.replace("\n", end)


def test_two_programs_do_not_undo_each_other(file: Path) -> None:
    """Each sets what was changed in it, and leaves what the other one has set."""
    write(put(file, FULL), FROM_FULL, replace(FROM_FULL, theme="dark", keys={"run.step": "n"}))
    write(file, FROM_FULL, replace(FROM_FULL, ascii=False, keys={**FROM_FULL.keys, "a.b": "x"}))
    assert read(file) == replace(
        FROM_FULL, theme="dark", ascii=False, keys={"run.step": "n", "a.b": "x"}
    )
    write(file, FROM_FULL, replace(FROM_FULL, keys={"run.step": "n"}))
    assert read(file).keys == {"run.step": "n", "a.b": "x"}


def test_comments_order_and_what_is_left_alone_stay(file: Path) -> None:
    """Only what differs is written anew."""
    changed = Settings("dark", ascii=True, keys={"run.step": "x"}, confidence=True)
    write(put(file, FULL), FROM_FULL, changed)
    assert read(file) == changed
    text = file.read_text(encoding="utf-8")
    assert 'theme = "dark"  # for the beamer' in text
    assert '# n as in next\n"run.step" = "x"' in text
    assert 'motion = "auto"' in text
    assert "ctrl+x" not in text
    before = text
    write(file, FROM_FULL, changed)
    assert file.read_text(encoding="utf-8") == before


def test_a_new_file_has_only_what_differs_from_the_usual(file: Path) -> None:
    """And its folder is made."""
    write(file, Settings(), Settings("light", keys={"run.step": "n"}))
    assert file.read_text(encoding="utf-8") == 'theme = "light"\n\n[keys]\n"run.step" = "n"\n'
    assert [one.name for one in file.parent.iterdir()] == ["settings.toml"]


def test_a_file_with_a_fault_is_not_overwritten(file: Path) -> None:
    """Its user may have meant something by it."""
    put(file, "theme = dark\n")
    with pytest.raises(SettingsError):
        write(file, Settings(), Settings("light"))
    assert file.read_text(encoding="utf-8") == "theme = dark\n"


def test_a_file_that_cannot_be_written_stays_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is left beside it."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    put(file, FULL)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(file, FROM_FULL, Settings())
    assert file.read_text(encoding="utf-8") == FULL
    assert [one.name for one in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links and modes")
def test_a_link_stays_a_link_and_a_mode_stays(file: Path, tmp_path: Path) -> None:
    """Those whose settings are kept elsewhere have them there."""
    kept = put(tmp_path / "dotfiles" / "mine.toml", FULL)
    kept.chmod(0o640)
    file.parent.mkdir()
    file.symlink_to(kept)
    write(file, FROM_FULL, Settings("dark"))
    assert file.is_symlink()
    assert read(kept).theme == "dark"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


def test_the_environment_names_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """With ~ for the home folder; else it is in the user's config folder."""
    monkeypatch.setenv(PLACE, "~/mine.toml")
    assert settings_path() == Path.home() / "mine.toml"
    monkeypatch.setenv(PLACE, "~no-such-user/mine.toml")
    assert read_or_usual(settings_path())[1].startswith("~no-such-user/mine.toml: no user")
    with pytest.raises(SettingsError):
        write(settings_path(), Settings(), Settings("dark"))
    monkeypatch.delenv(PLACE)
    assert settings_path().name == "settings.toml"
    assert settings_path().parent.name == "perceptron-tutor"


either = st.sampled_from([None, True, False])
themes: st.SearchStrategy[Theme] = st.sampled_from(["auto", "dark", "light"])
ids = st.from_regex(r"[a-z]{1,4}\.[a-z_]{1,6}", fullmatch=True)
names = st.text(min_size=1, max_size=8).filter(
    lambda text: bool(text.strip()) and text.isprintable() and "," not in text
)
keys = st.dictionaries(ids, names, max_size=4)
settings = st.builds(
    Settings,
    themes,
    ascii=either,
    motion=either,
    keys=keys,
    confidence=st.booleans(),
    tour=st.booleans(),
)


@given(st.lists(settings, min_size=1, max_size=4))
def test_what_is_written_is_read_again(written: list[Settings]) -> None:
    """However often, over what was there before."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.toml"
        for one in written:
            write(file, read(file), one)
            assert read(file) == one
