"""What the rules of ``extract`` find, by token index, before records are built at the end.

``first`` and ``last`` are token indices of a ``Layout``, both included; ``span`` is code points.
These are working values: they never leave ``extract``, ``resolve`` and ``pipeline``.
"""

from dataclasses import field

from qawl.model.claim import Basis, ClaimType, Harm, Status, TimeRange
from qawl.model.span import Span
from qawl.model.statement import Commitment, Manner, SpeakerKind, Stance
from qawl.text.record import record


@record
class FoundStatement:
    """One attribution: ``cue`` token range; ``source`` token range or None; ``content`` spans in text order.

    ``negated_status`` is the status that claims inside take when the cue was negated in a way that
    leaves them open («لم يستبعد»). ``parent`` and the position in the list identify statements.
    """

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[Span, ...]
    cue_span: Span
    source_span: Span | None
    lemma: str
    stance: Stance
    commitment: Commitment
    manner: Manner = Manner.INDIRECT
    medium: Span | None = None
    parent: int | None = None
    host: int | None = None
    content_status: Status | None = None
    gender: str | None = None
    number: str | None = None
    speaker_kind: SpeakerKind | None = None
    subject: tuple[int, int] | None = None  # of the sentence, for a participle whose host does not report
    rules: tuple[str, ...] = ()


@record
class FoundToponym:
    """A place name in the text: bare name tokens, the trigger noun before it if any («مدينة»), candidate place ids.

    ``rule`` says why the word was taken for a place name, ``choice`` how ``place`` was chosen among the candidates.
    """

    first: int
    last: int
    span: Span
    trigger: str | None
    candidates: tuple[str, ...]
    place: str | None = None
    score: float = 0.0
    rule: str = ""
    choice: str = ""


@record
class FoundActor:
    """A mention of an actor: a known one (``actor`` set), a country acting, or a descriptive noun phrase."""

    first: int
    last: int
    span: Span
    name: str
    actor: str | None
    rule: str = ""


@record
class FoundQuantity:
    """A number expression with what is counted. ``first``..``last`` cover approximator, number and counted noun.

    ``span`` is the number expression only (with its approximator). ``unit`` is the counted noun in
    the singular, indefinite («قتيل», «كيلومتر», «%»).
    """

    first: int
    last: int
    span: Span
    min: float | None
    max: float | None
    basis: Basis
    unit: str
    counted: Span | None
    harm: Harm | None = None
    is_people: bool = False
    part_of: int | None = None
    since: str | None = None
    rule: str = ""


@record
class FoundTime:
    """A time expression; ``time`` is its resolved value, None when the publication date it needs is unknown.

    ``is_limit``: it bounds an event without saying when it was, as in «حتى الجمعة», «قبل نهاية العام».
    """

    first: int
    last: int
    span: Span
    time: TimeRange | None
    rule: str = ""
    is_limit: bool = False


@record
class FoundClaim:
    """One conflict fact before ids: indices into the lists of the other findings.

    ``salience`` are the rules that spoke for and against its being a fact of its own.
    """

    type: ClaimType
    event: str | None
    mode: str | None
    evidence: Span
    trigger: int
    status: Status
    statement: int | None = None
    actors: tuple[FoundActor, ...] = ()
    targets: tuple[FoundActor, ...] = ()
    toponym: FoundToponym | None = None
    time: FoundTime | None = None
    quantity: FoundQuantity | None = None
    place_inherited: bool = False
    actor_inherited: bool = False
    time_inherited: bool = False
    place_rule: str = ""
    actor_rule: str = ""
    time_rule: str = ""
    trigger_rule: str = ""
    target_rule: str = ""
    quantity_rule: str = ""
    salience: tuple[str, ...] = ()
    place_score: float = 1.0
    flags: tuple[str, ...] = field(default=())
    flag_rules: tuple[str, ...] = ()
    rule: str = ""
