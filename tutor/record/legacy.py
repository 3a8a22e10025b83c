"""The record of the first version, one JSON file: its answers and places as facts."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from tutor.record.facts import Answer, Fact, FactError, Visit, fact_of, row_of, stamped


def legacy_facts(file: Path) -> list[Fact]:
    """What stands in such a file; nothing where there is none, or it is damaged.

    The ids are those of the file, or made from its content: read twice, they are the same.
    """
    try:
        raw = file.read_bytes()
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        data = json.loads(raw)
        found = [*_answers(data["answers"]), *_visits(data, written, sha256(raw).hexdigest()[:24])]
        return [fact_of(row_of(fact)) for fact in found]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, FactError):
        return []
    except (RecursionError, OverflowError):
        return []


def _answers(entries: list[dict[str, Any]]) -> list[Fact]:
    names = ("question", "concept", "given", "right", "confidence", "hints", "misconception")
    facts: list[Fact] = []
    for entry in entries:
        known = {name: entry[name] for name in (*names, "predicted", "place")}
        told = stamped(Answer(**known), datetime.fromisoformat(entry["at"]))
        facts.append(replace(told, id=entry["id"]))
    return facts


def _visits(data: dict[str, Any], written: datetime, mark: str) -> list[Fact]:
    """The furthest pages, those of lessons that were read to their end, and the last place."""
    visits = [Visit(lesson=name, page=page) for name, page in data["reached"].items()]
    visits += [
        Visit(lesson=name, page=data["reached"].get(name, 0), done=True)
        for name in data["finished"]
    ]
    if data["place"] is not None:
        visits.append(Visit(lesson=data["place"]["lesson"], page=data["place"]["page"]))
    return [
        replace(stamped(visit, written), id=f"{mark}-{number}")
        for number, visit in enumerate(visits)
    ]
