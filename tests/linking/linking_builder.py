"""Articles with hand-made annotations, about an invented quarrel over a dam."""

from __future__ import annotations

from detente.nouns import (
    Annotated,
    Article,
    Attribution,
    Evidence,
    Links,
    Mention,
    Speaker,
    When,
    content_id,
)


class Page:
    """An article under construction: `said` and `named` annotate words that stand in its text."""

    def __init__(
        self,
        key: str,
        text: str,
        *,
        title: str | None = None,
        published: str | None = None,
        outlet: str | None = None,
        agencies: tuple[str, ...] = (),
        byline: str | None = None,
    ) -> None:
        self.article = Article(
            id=f"a:{key}",
            page=f"p:{key}",
            title=title,
            text=text,
            published=published,
            outlet=outlet,
            agencies=agencies,
            byline=byline,
        )
        self.attributions: list[Attribution] = []
        self.mentions: list[Mention] = []

    def place(self, words: str) -> tuple[int, int]:
        start = self.article.text.index(words)
        return start, start + len(words)

    def said(
        self,
        speaker: str | None,
        content: str,
        *,
        source: str | None = None,
        cue: str | None = None,
        kind: str = "indirect",
        anonymous: bool = False,
        on: tuple[str, str] | None = None,
        via: tuple[str, ...] = (),
    ) -> str:
        span = self.place(content)
        id_ = content_id("q", self.article.id, span)
        self.attributions.append(
            Attribution(
                id=id_,
                source=(self.place(source),) if source else (),
                cue=(self.place(cue),) if cue else (),
                content=(span,),
                kind=kind,  # type: ignore[arg-type]
                speaker=Speaker(name=speaker, anonymous=anonymous) if speaker else None,
                said_on=When(earliest=on[0], latest=on[1]) if on else None,
                via=via,
            )
        )
        return id_

    def named(self, surface: str, name: str, kind: str = "person", **more: str) -> Page:
        start, end = self.place(surface)
        self.mentions.append(Mention(start=start, end=end, name=name, kind=kind, **more))  # type: ignore[arg-type]
        return self

    @property
    def annotated(self) -> Annotated:
        return Annotated(attributions=tuple(self.attributions), mentions=tuple(self.mentions))


def together(*pages: Page) -> tuple[list[Article], dict[str, Annotated]]:
    return [p.article for p in pages], {p.article.id: p.annotated for p in pages}


def evidence(links: Links) -> list[Evidence]:
    return [
        *(e for link in links.lineage for e in link.evidence),
        *(e for actor in links.actors for role in actor.roles for e in role.evidence),
        *(e for d in links.discrepancies for value in d.values for e in value.evidence),
    ]


WIRE = """\
CAIRO, March 14 (Reuters) - Ethiopia must stop filling the reservoir behind its new dam before \
talks can resume, Egypt's irrigation minister said on Tuesday.

Irrigation Minister Tarek Mansour told reporters in Cairo that Egypt was “ready to return to the \
table the moment the filling stops and the data are shared with our engineers, as both sides \
agreed in Khartoum.”

The two countries have argued for more than a decade over the dam, which Addis Ababa says will \
bring power to 60 million people and Cairo fears will cut its share of the Nile.

“We have been patient for eleven years, and patience is not a policy,” Mansour said.

Ethiopian officials deny that the filling harms anybody downstream. A delegation led by Abebe \
Worku, the chief negotiator, left Cairo on March 9 without an agreement.

Sudan, which lies between the two, has offered to host a new round of negotiations in Port \
Sudan. Farmers in the Nile delta lost about 4,000 hectares of rice last summer, the ministry \
estimates.
"""

RETOLD = """\
Egypt is prepared to go back to negotiations with Ethiopia, but only once its neighbour stops \
filling the dam's reservoir, the country's irrigation minister has said.

Speaking to journalists in the Egyptian capital, Tarek Mansour said his country was “ready to \
come back to the table as soon as the filling ends and our engineers receive the data”.

The neighbours have been at odds for over ten years about the dam, which Ethiopia says will \
supply electricity to 60 million people and which Egypt fears will reduce its part of the Nile's \
water.

“We have been patient for eleven years,” Mr Mansour added.

The Ethiopians deny that anybody downstream is harmed by the filling. Their delegation under \
chief negotiator Abebe Worku departed from Cairo on March 10 with no agreement.

Sudan, lying between both, offered Port Sudan as host of another round of talks. Rice farmers in \
the delta lost some 4,500 hectares last summer, by the ministry's estimate.
"""

ELSEWHERE = """\
NAIROBI, March 14 - Kenya's central bank raised its main interest rate by half a point on \
Tuesday to slow inflation, which reached 9.2 percent in February.

Governor Grace Wanjiru said the bank would act again in May if food prices kept rising.

The shilling has lost a tenth of its value since October, and importers of wheat and fuel \
complain that dollars are scarce.
"""


def wire() -> Page:
    page = Page(
        "wire",
        WIRE,
        title="Egypt says Ethiopia must stop filling dam before talks",
        published="2023-03-14",
        outlet="Reuters",
        agencies=("Reuters",),
    )
    page.named("Tarek Mansour", "Tarek Mansour", role="Irrigation Minister", country="EGY")
    page.named("Mansour said", "Tarek Mansour")
    page.named("Abebe Worku", "Abebe Worku", role="chief negotiator", country="ETH")
    page.named("Addis Ababa", "Ethiopia", "country", country="ETH")
    page.said(
        "Tarek Mansour",
        "Ethiopia must stop filling the reservoir behind its new dam before talks can resume",
        on=("2023-03-14", "2023-03-14"),
    )
    page.said(
        "Tarek Mansour",
        "that Egypt was “ready to return to the table the moment the filling stops and the data "
        "are shared with our engineers, as both sides agreed in Khartoum.”",
        kind="mixed",
    )
    page.said(
        "Tarek Mansour",
        "“We have been patient for eleven years, and patience is not a policy,”",
        kind="direct",
    )
    page.said("Ethiopian officials", "that the filling harms anybody downstream")
    return page


def retold() -> Page:
    page = Page(
        "retold",
        RETOLD,
        title="Stop filling, then we talk, Egypt tells Ethiopia",
        published="2023-03-15",
        outlet="The Delta Post",
    )
    page.named("Tarek Mansour", "Tarek Mansour", role="irrigation minister", country="EGY")
    page.named("Mr Mansour", "Tarek Mansour")
    page.named("Abebe Worku", "Abebe Worku", role="chief negotiator")
    page.said(
        "Tarek Mansour",
        "his country was “ready to come back to the table as soon as the filling ends and our "
        "engineers receive the data”",
        kind="mixed",
    )
    page.said("Tarek Mansour", "“We have been patient for eleven years,”", kind="direct")
    page.said("The Ethiopians", "that anybody downstream is harmed by the filling")
    return page


def copy() -> Page:
    text = WIRE.replace("CAIRO, March 14 (Reuters) - ", "") + "\n\nSign up for our newsletter"
    page = Page(
        "copy",
        text,
        title="Egypt says Ethiopia must stop filling dam before talks",
        published="2023-03-15",
        outlet="Coast Courier",
    )
    for old in wire().attributions:
        words = " ".join(WIRE[s:e] for s, e in old.content)
        page.said(old.speaker.name if old.speaker else None, words, kind=old.kind)
    return page


def elsewhere() -> Page:
    page = Page("bank", ELSEWHERE, title="Kenya raises interest rate", published="2023-03-14")
    page.named("Grace Wanjiru", "Grace Wanjiru", role="Governor")
    page.said("Grace Wanjiru", "the bank would act again in May if food prices kept rising")
    return page
