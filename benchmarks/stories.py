"""Stories on shared/data/stories (dev), B-cubed F1 through shared/bench/score_clusters.py."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from detente.linking import link
from detente.nouns import Article
from lineage import rows, scorer

SETS = ("basil", "ecbplus", "newswcl50")


def predict(docs: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The story of each document, in the scorer's form."""
    links = link([_article(doc) for doc in docs], {})
    return {member: {"story": story.id} for story in links.stories for member in story.articles}


def _article(doc: dict[str, Any]) -> Article:
    return Article(
        id=doc["id"], page=doc["id"], title=doc["title"], text=doc["text"], published=doc["date"]
    )


def measure(shared: Path) -> dict[str, float]:
    """B-cubed F1 of each set and of all three together (clustered together)."""
    docs = [row for name in SETS for row in rows(shared / f"data/stories/{name}_dev.jsonl.gz")]
    gold = {doc["id"]: doc for doc in docs}
    scored = scorer(shared).score_clusters(gold, predict(docs), by="set")
    found = {f"stories.bcubed_{name}": scored[f"set={name}"]["bcubed"]["F1"] for name in SETS}
    return found | {"stories.bcubed_all": scored["all"]["bcubed"]["F1"]}


if __name__ == "__main__":
    for name, value in measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")).items():
        sys.stdout.write(f"{name:28} {value:.4f}\n")
