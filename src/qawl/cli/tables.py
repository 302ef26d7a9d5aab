"""Lists of stored records as tables for people; ids stand in them so that ``qawl why`` can be asked."""

from collections.abc import Sequence

from qawl.adding import AddReport
from qawl.cli.marked import NOBODY, claim_words, quantity_words
from qawl.cli.output import isolate, print_table, say, say_counts, shorten
from qawl.model.review import Decision, Review
from qawl.situation.versions import VersionStep
from qawl.store.records import DocumentHead, Holding, StoredClaim, StoredIssue, StoredItem, StoredStatement
from qawl.store.search_records import SaidHere, SearchHit


def print_statements(found: Sequence[StoredStatement]) -> None:
    """Who, with what stance, what, and where it was published."""
    rows = [
        (
            isolate(stored.statement.speaker.name or NOBODY),
            f"{stored.statement.stance.value}\n{decided_words(stored)}".rstrip(),
            isolate(shorten(stored.content)),
            f"{_published(stored.document)}\n{stored.statement.id}",
        )
        for stored in found
    ]
    print_table(("Who", "Stance", "What", "Published, id"), rows, wide=2)


def print_claims(found: Sequence[StoredClaim]) -> None:
    """What is claimed, where and when, in what words, and according to whom."""
    rows = [
        (
            f"{claim_words(stored.claim)}\n{isolate(parties_words(stored))}\n{decided_words(stored)}".rstrip(),
            f"{isolate(_place(stored))}\n{_days(stored)}",
            isolate(shorten(stored.evidence)),
            f"{isolate(speaker_of(stored))} {stored.document.mark}".rstrip() + f"\n{stored.claim.id}",
        )
        for stored in found
    ]
    print_table(("Claim", "Where, when", "Evidence", "According to, id"), rows, wide=2)


def print_holdings(found: Sequence[Holding]) -> None:
    """Who says that whom holds a place, and since when they have said so."""
    rows = [
        (
            isolate(holding.speaker),
            holding_words(holding),
            isolate(shorten(holding.claim.evidence)),
            f"{holding.day} ({holding.age_days} days) {holding.claim.document.mark}".rstrip()
            + f"\n{holding.claim.claim.id}",
        )
        for holding in found
    ]
    print_table(("According to", "Who", "Evidence", "Said of, id"), rows, wide=2)


def print_added(report: AddReport) -> None:
    """What became of the articles of one ``qawl add``, refused ones by reason."""
    rows = [
        ("looked at", str(report.articles)),
        ("new", str(report.new)),
        ("newer versions", str(report.updated)),
        ("known already", str(report.known + report.unchanged)),
        *((f"refused: {reason}", str(count)) for reason, count in report.refused.most_common()),
        *((f"passed over: {reason}", str(count)) for reason, count in report.passed_over.most_common(8)),
        ("statements", str(report.statements)),
        ("claims", str(report.claims)),
    ]
    say_counts(rows)


def print_changes(heads: Sequence[DocumentHead], steps: Sequence[VersionStep]) -> None:
    """Each version's head, and below it what it says otherwise than the one before."""
    by_newer = {step.newer: step for step in steps}
    for number, head in enumerate(heads, 1):
        say(
            f"{number}. {isolate(shorten(head.title))} {head.day} {head.id}" + (" (current)" if head.is_current else "")
        )
        step = by_newer.get(head.id)
        if step is None:
            continue
        if not step.changes:
            say("   the same words.")
            continue
        rows = [
            (
                "figure" if change.is_figure else "words",
                isolate(shorten(change.old, 80)),
                isolate(shorten(change.new, 80)),
                isolate(shorten(change.around)),
            )
            for change in step.changes
        ]
        print_table(("Change", "Before", "Now", "Where it stands"), rows, wide=2)


def print_documents(found: Sequence[DocumentHead]) -> None:
    """Title, outlet and day, counts and id."""
    rows = [
        (
            isolate(shorten(head.title)) + ("" if head.is_current else " (replaced by a newer version)"),
            _published(head),
            f"{head.statements} / {head.claims}",
            " ".join(word for word in (head.id, head.external_id) if word),
        )
        for head in found
    ]
    print_table(("Title", "Published", "Statements / claims", "Id"), rows, wide=0)


def print_hits(found: Sequence[SearchHit]) -> None:
    """What was found, between marks, who says it and where it stands; the id of a statement or claim."""
    rows = [
        (
            isolate(_marked(hit)),
            isolate(", ".join(dict.fromkeys(map(_said, hit.statements)))),
            f"{_published(hit.document)}\n{hit.record_id or f'{hit.document.id} {hit.span.start}–{hit.span.end}'}",
        )
        for hit in found
    ]
    print_table(("Words", "According to", "Published, id"), rows, wide=0)


def print_issues(found: Sequence[StoredIssue]) -> None:
    """Where, what, and when it was last seen."""
    rows = [
        (
            issue.origin if issue.offset is None else f"{issue.origin}:{issue.offset}",
            issue.message,
            f"{issue.stage}\n{issue.seen_at:%Y-%m-%d %H:%M}",
        )
        for issue in found
    ]
    print_table(("Input", "What, and what to do", "Stage, seen"), rows, wide=1)


def print_reviews(found: Sequence[Review]) -> None:
    """What was decided, on which words, why, by whom and when."""
    rows = [
        (
            f"{review.decision.value} {review.record_kind.value}\n{isolate(_set_words(review))}".rstrip(),
            "\n+ ".join(isolate(shorten(anchor.exact)) for anchor in (review.anchor, review.other) if anchor),
            isolate(shorten(review.reason)),
            f"{isolate(review.reviewer.name)}\n{review.made_at:%Y-%m-%d %H:%M}\n{review.record_id}",
        )
        for review in found
    ]
    print_table(("Decision", "On", "Because", "By, id"), rows, wide=2)


def print_queue(found: Sequence[StoredItem]) -> None:
    """What waits: how much it weighs and why, on which words, in which document."""
    rows = [
        (
            f"{one.item.weight}\n{one.item.kind.value} {one.item.type}".rstrip(),
            isolate(shorten(one.words)),
            ", ".join(f"{reason.name} {reason.amount:g}" for reason in (*one.item.doubts, *one.item.matters)),
            one.item.record_id,
        )
        for one in found
    ]
    print_table(("Weight, what", "On", "Because", "Id"), rows, wide=1)


def _set_words(review: Review) -> str:
    return ", ".join(f"{name}={value}" for name, value in review.value)


def decided_words(stored: StoredClaim | StoredStatement) -> str:
    """What people have decided on a record, as a mark: «✎ corrected by …»; empty where nobody has."""
    if stored.is_rejected:
        return f"✗ rejected by {isolate(stored.reviews[-1].reviewer.name)}"
    corrected = [review for review in stored.reviews if review.decision is not Decision.CONFIRM]
    last = corrected or stored.reviews
    if not last:
        return ""
    mark, verb = ("✎", "corrected") if corrected else ("✓", "confirmed")
    return f"{mark} {verb} by {isolate(last[-1].reviewer.name)}"


def holding_words(holding: Holding) -> str:
    """«A, B holds», with its share, a word when it is denied, and a star when the place stands elsewhere."""
    claim = holding.claim.claim
    words = [holding.says]
    if claim.quantity is not None and claim.quantity.unit == "%":
        words.append(quantity_words(claim.quantity))
    if claim.status.value == "denied":
        words.append("(denied)")
    star = "*" if claim.place is not None and claim.place.inherited else ""
    return f"{isolate(', '.join(holding.holders)) or NOBODY}\n{' '.join(words)}{star}"


def speaker_of(stored: StoredClaim) -> str:
    """Who makes a claim; the outlet where the article speaks itself."""
    if stored.speaker is not None:
        return stored.speaker.name or NOBODY
    return stored.document.outlet.name or stored.document.outlet.id or "the article"


def parties_words(stored: StoredClaim) -> str:
    """Actors, and targets after an arrow."""
    actors = ", ".join(party.name for party in stored.claim.actors)
    targets = ", ".join(party.name for party in stored.claim.targets)
    return f"{actors} ← {targets}" if targets else actors


def _place(stored: StoredClaim) -> str:
    if stored.place is None:
        return NOBODY
    inherited = stored.claim.place is not None and stored.claim.place.inherited
    return stored.place.name_ar + ("*" if inherited else "")


def _days(stored: StoredClaim) -> str:
    """The claim's own time; in brackets the publication day where it has none."""
    if stored.claim.time is not None and stored.claim.time.target:
        return stored.claim.time.target
    return f"[{stored.document.day}]" if stored.document.day else ""


def _published(head: DocumentHead) -> str:
    return " ".join(word for word in (head.day, isolate(head.outlet.name or head.outlet.id), head.mark) if word)


def _marked(hit: SearchHit) -> str:
    """The words shown, with brackets around what was found."""
    words, start, last = [], hit.shown.start, hit.shown.start
    for span in hit.highlights:
        if span.start < last:
            continue
        words += [hit.text[last - start : span.start - start]]
        words += ["[", hit.text[span.start - start : span.end - start], "]"]
        last = span.end
    before, after = (" … " if cut else "" for cut in hit.is_cut)
    return "".join([before, *words, hit.text[last - start :], after]).strip()


def _said(statement: SaidHere) -> str:
    speaker = statement.speaker
    return f"{(speaker.name_ar or speaker.value) if speaker else NOBODY} {statement.stance}"
