"""Relations as GraphML that other programs can open, whatever stands in a name."""

from xml.etree import ElementTree

from qawl.export.graphml import graphml
from qawl.model.account import RelationEdge, RelationGraph, RelationNode

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}
HOSTILE = "\"<script>&amp;]]>'</data>\x00\x0b\ud800\ufffe\u202e قوات"


def parsed(*nodes: RelationNode, edges: tuple[RelationEdge, ...] = ()) -> ElementTree.Element:
    return ElementTree.fromstring(graphml(RelationGraph(nodes, edges)).encode("utf-8"))


def edge(**facts: object) -> RelationEdge:
    given: dict[str, object] = {
        "kind": "backs", "actor": "a", "target": "b", "speaker": "name:س", "speaker_name": "س", "is_denied": False,
        "first": "2018-01-01", "last": None, "claims": ("c_1", "c_2"), "count": 2,
    } | facts  # fmt: skip
    return RelationEdge(**given)  # type: ignore[arg-type]


def values(element: ElementTree.Element) -> dict[str, str]:
    return {data.attrib["key"]: data.text or "" for data in element.findall("g:data", NAMESPACE)}


def test_nodes_have_their_names_and_edges_say_according_to_whom() -> None:
    root = parsed(RelationNode("a", "ألف", "Alef"), RelationNode("b", "باء", "Ba"), edges=(edge(is_denied=True),))
    first, _ = root.findall(".//g:node", NAMESPACE)
    assert (first.attrib["id"], values(first)["d_name_ar"], values(first)["d_name_en"]) == ("a", "ألف", "Alef")
    (line,) = root.findall(".//g:edge", NAMESPACE)
    assert (line.attrib["source"], line.attrib["target"]) == ("a", "b")
    told = values(line)
    assert (told["d_kind"], told["d_speaker"], told["d_denied"], told["d_first"]) == (
        "backs",
        "name:س",
        "true",
        "2018-01-01",
    )
    assert (told["d_claims"], told["d_count"]) == ("c_1 c_2", "2")
    assert "d_last" not in told


def test_every_value_has_a_declared_key_and_every_edge_two_nodes() -> None:
    root = parsed(RelationNode("a", "ألف", "Alef"), RelationNode("b", "باء", "Ba"), edges=(edge(), edge(kind="fights")))
    declared = {key.attrib["id"] for key in root.findall("g:key", NAMESPACE)}
    assert {data.attrib["key"] for data in root.iter(f"{{{NAMESPACE['g']}}}data")} <= declared
    nodes = {node.attrib["id"] for node in root.findall(".//g:node", NAMESPACE)}
    edges = root.findall(".//g:edge", NAMESPACE)
    assert {line.attrib[end] for line in edges for end in ("source", "target")} <= nodes
    assert len({line.attrib["id"] for line in edges}) == 2
    assert root.find("g:graph", NAMESPACE).attrib["edgedefault"] == "directed"  # type: ignore[union-attr]


def test_hostile_names_stay_names() -> None:
    root = parsed(
        RelationNode(HOSTILE, HOSTILE, HOSTILE), edges=(edge(actor=HOSTILE, target=HOSTILE, speaker=HOSTILE),)
    )
    (node,) = root.findall(".//g:node", NAMESPACE)
    clean = HOSTILE.replace("\x00", "").replace("\x0b", "").replace("\ud800", "").replace("\ufffe", "")
    assert (node.attrib["id"], values(node)["d_name_ar"]) == (clean, clean)
    assert root.find(".//g:edge", NAMESPACE).attrib["source"] == clean  # type: ignore[union-attr]


def test_a_graph_of_nothing_is_still_a_graph() -> None:
    root = parsed()
    assert root.tag == f"{{{NAMESPACE['g']}}}graphml"
    assert "not of facts" in (root.findtext("g:desc", "", NAMESPACE))
