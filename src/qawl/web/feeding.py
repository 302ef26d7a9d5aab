"""Records as entries of a feed: a sentence as title, the words of the source as content, ids that never change."""

from qawl.export.atom import Entry
from qawl.locale import Words
from qawl.model.account import Account, Conflict
from qawl.report.html import is_link
from qawl.report.phrases import plain, visible
from qawl.store.latest import Latest
from qawl.store.ledger import Ledger
from qawl.store.records import DocumentHead, StoredClaim, StoredStatement
from qawl.web.rendering import Telling


class FeedWriter:
    """Makes entries in one language, with links to pages under ``base`` (no slash at its end)."""

    def __init__(self, ledger: Ledger, telling: Telling, base: str) -> None:
        self._ledger, self._tell, self._base = ledger, telling, base

    @property
    def _words(self) -> Words:
        return self._tell.words

    def entries(self, latest: list[Latest]) -> list[Entry]:
        """One entry a record, in the same order."""
        return [self._entry(one) for one in latest]

    def _entry(self, one: Latest) -> Entry:
        match one.record:
            case StoredClaim():
                return self._claim(one.record, one)
            case StoredStatement():
                return self._statement(one.record, one)
            case DocumentHead():
                return self._document(one.record, one)
            case Account():
                return self._account(one.record, one)
            case (account, conflict):
                return self._conflict(account, conflict, one)

    def _claim(self, stored: StoredClaim, one: Latest) -> Entry:
        claim = stored.claim
        return Entry(
            id=f"urn:qawl:claim:{claim.id}",
            title=visible(plain(self._tell.claim(stored))),
            updated=one.added_at,
            address=f"{self._base}/claims/{claim.id}",
            content=stored.evidence,
            author=_outlet(stored.document),
            via=_via(stored.document),
            term=claim.type.value,
            label=self._words.text(f"type.{claim.type.value}"),
        )

    def _statement(self, stored: StoredStatement, one: Latest) -> Entry:
        statement = stored.statement
        speaker = statement.speaker.in_public()
        name = visible(plain(self._tell.entity(speaker.entity, speaker.name))) or self._words.text("web.unnamed")
        stance = self._words.text(f"stance.{statement.stance.value}")
        return Entry(
            id=f"urn:qawl:statement:{statement.id}",
            title=self._words.text("web.feed.statement", who=name, stance=stance),
            updated=one.added_at,
            address=f"{self._base}/statements/{statement.id}",
            content=stored.content,
            author=_outlet(stored.document),
            via=_via(stored.document),
            term=statement.stance.value,
            label=stance,
        )

    def _document(self, head: DocumentHead, one: Latest) -> Entry:
        return Entry(
            id=f"urn:qawl:document:{head.id}",
            title=visible(head.title) or self._words.text("web.documents.untitled"),
            updated=one.added_at,
            address=f"{self._base}/documents/{head.id}",
            content=head.title,
            author=_outlet(head),
            via=_via(head),
        )

    def _account(self, account: Account, one: Latest) -> Entry:
        return Entry(
            id=f"urn:qawl:account:{account.id}",
            title=self._heading(account),
            updated=one.added_at,
            address=f"{self._base}/accounts/{account.id}",
            content=self._told([account.representative]),
            author="",
            term=account.type,
            label=self._words.text(f"type.{account.type}"),
        )

    def _conflict(self, account: Account, conflict: Conflict, one: Latest) -> Entry:
        kind = self._words.text(f"web.conflict.{conflict.kind.value}")
        return Entry(
            id=f"urn:qawl:conflict:{conflict.kind.value}:{conflict.left}:{conflict.right}",
            title=f"{kind} – {self._heading(account)}",
            updated=one.added_at,
            address=f"{self._base}/accounts/{account.id}#conflicts",
            content=self._told([conflict.left, conflict.right]),
            author="",
            term=conflict.kind.value,
            label=kind,
        )

    def _heading(self, account: Account) -> str:
        """What an account is about, in words that take no side."""
        place = plain(self._tell.place(account.place)) if account.place else ""
        head = ": ".join(filter(None, (self._words.text(f"type.{account.type}"), visible(place))))
        return f"{head} – {account.first}" if account.first else head

    def _told(self, claim_ids: list[str]) -> str:
        cards = self._ledger.cards(claim_ids)
        return "\n".join(cards[key].words for key in claim_ids if key in cards)


def _outlet(head: DocumentHead) -> str:
    return visible(head.outlet.name or head.outlet.id)


def _via(head: DocumentHead) -> str:
    return head.url if is_link(head.url) else ""
