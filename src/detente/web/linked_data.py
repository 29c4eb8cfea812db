"""What sheets are in the terms of schema.org: NewsArticle, Quotation, Claim (JSON-LD 1.1)."""

from __future__ import annotations

from typing import Any

import msgspec

from detente.nouns import When
from detente.views.footnotes import sayings_of
from detente.views.saying import Saying
from detente.views.text import first_day
from detente.web.address import Address
from detente.web.sheets.article import ArticleSheet
from detente.web.sheets.standing import StandingSheet
from detente.web.sheets.statement import StatementSheet

_CONTEXT = "https://schema.org"

Row = dict[str, Any]


def linked_data(at: Address, model: Any) -> str:
    """Return a sheet as JSON-LD; empty where schema.org has no term for it."""
    match model:
        case ArticleSheet():
            found = [_article(model)]
        case StatementSheet():
            found = [_claim(model)]
        case StandingSheet():
            found = [_quotation(line) for line in sayings_of(model.brief).values() if line.spoken()]
        case _:
            return ""
    rows = {"@context": _CONTEXT, "@graph": found}
    return msgspec.json.encode(rows).decode()


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value}


def _article(sheet: ArticleSheet) -> Row:
    return _filled(
        {
            "@type": "NewsArticle",
            "identifier": sheet.id,
            "headline": sheet.title,
            "publisher": {"@type": "Organization", "name": sheet.outlet},
            "author": sheet.byline,
            "datePublished": _day(sheet.published),
            "inLanguage": sheet.language,
            "url": sheet.url,
            "sourceOrganization": [
                {"@type": "Organization", "name": agency} for agency in sheet.agencies
            ],
        }
    )


def _quotation(line: Saying) -> Row:
    return _filled(
        {
            "@type": "Quotation",
            "identifier": line.id,
            "text": line.quotation.exact if line.quotation else None,
            "spokenByCharacter": {"@type": "Person", "name": line.who} if line.who else None,
            "dateCreated": _day(line.said_on),
            "isPartOf": [
                {"@type": "NewsArticle", "identifier": article, "publisher": told.outlet}
                for told in line.told_by
                for article in told.articles
            ],
        }
    )


def _claim(sheet: StatementSheet) -> Row:
    """A claim with an appearance for each report, and its wordings as texts."""
    line = sheet.saying
    return _filled(
        {
            "@type": "Claim",
            "identifier": line.id,
            "text": line.quotation.exact if line.quotation else None,
            "claimInterpreter": {"@type": "Person", "name": line.who} if line.who else None,
            "alternateName": [wording.text for wording in sheet.wordings],
            "firstAppearance": _quotation(line),
            "appearance": [
                _filled(
                    {
                        "@type": "NewsArticle",
                        "identifier": report.passage.article,
                        "publisher": report.passage.outlet,
                        "datePublished": _day(report.passage.published),
                        "headline": report.passage.title,
                    }
                )
                for report in sheet.reports
            ],
        }
    )


def _day(time: str | When | None) -> str | None:
    return first_day(time)
