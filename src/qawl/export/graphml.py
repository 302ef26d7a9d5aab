"""A graph of relations as GraphML 1.0, for Gephi, yEd, NetworkX and the like.

Nodes have their names in Arabic and English, edges the kind of relation, who says so, from when to when, and the
claims. Names come from articles and may hold anything: characters that XML cannot hold are left out, and all others
are escaped.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from qawl.export.xml import clean
from qawl.model.account import RelationEdge, RelationGraph, RelationNode

_NOTE = "A record of statements, not of facts: each edge says according to whom."
_KEYS = (
    ("label", "node", "string"),
    ("name_ar", "node", "string"),
    ("name_en", "node", "string"),
    ("kind", "edge", "string"),
    ("speaker", "edge", "string"),
    ("speaker_name", "edge", "string"),
    ("denied", "edge", "boolean"),
    ("first", "edge", "string"),
    ("last", "edge", "string"),
    ("claims", "edge", "string"),
    ("count", "edge", "int"),
)


def graphml_lines(graph: RelationGraph) -> Iterator[str]:
    """The lines of a GraphML file."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    yield '         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield (
        '         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
        ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
    )
    yield f"  <desc>{_NOTE}</desc>"
    for name, owner, kind in _KEYS:
        yield f'  <key id="{_key(name)}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>'
    yield '  <graph id="relations" edgedefault="directed">'
    for node in graph.nodes:
        yield from _node_lines(node)
    for number, edge in enumerate(graph.edges):
        yield from _edge_lines(edge, number)
    yield "  </graph>"
    yield "</graphml>"


def graphml(graph: RelationGraph) -> str:
    """The whole file as one text."""
    return "\n".join(graphml_lines(graph)) + "\n"


def _node_lines(node: RelationNode) -> Iterator[str]:
    yield f"    <node id={_attribute(node.id)}>"
    yield from _data({"label": node.name_ar or node.id, "name_ar": node.name_ar, "name_en": node.name_en})
    yield "    </node>"


def _edge_lines(edge: RelationEdge, number: int) -> Iterator[str]:
    yield f'    <edge id="e{number}" source={_attribute(edge.actor)} target={_attribute(edge.target)}>'
    yield from _data(
        {
            "kind": edge.kind,
            "speaker": edge.speaker,
            "speaker_name": edge.speaker_name,
            "denied": str(edge.is_denied).lower(),
            "first": edge.first or "",
            "last": edge.last or "",
            "claims": " ".join(edge.claims),
            "count": str(edge.count),
        }
    )
    yield "    </edge>"


def _data(values: dict[str, str]) -> Iterator[str]:
    for name, value in values.items():
        if value:
            yield f'      <data key="{_key(name)}">{escape(clean(value))}</data>'


def _attribute(value: str) -> str:
    return quoteattr(clean(value))


def _key(name: str) -> str:
    return f"d_{name}"
