"""The search over REST: the same words and filters as on the command line, hits with counts and facets."""

from api_client import Api


def test_hits_come_with_counts_facets_and_the_next_page(api: Api) -> None:
    answer = api.get("/search", q="الالغام", limit=1)
    assert answer.status_code == 200
    body = answer.json()
    (hit,) = body["items"]
    assert [hit["text"][start - hit["shown"][0] : end - hit["shown"][0]] for start, end in hit["highlights"]]
    assert hit["document"]["outlet_name"]
    assert set(body["counts"]) == {"articles", "statements", "claims"}
    assert {facet["kind"] for facet in body["facets"]} >= {"outlet", "date"}
    assert 'rel="next"' in answer.headers["link"]
    following = api.get("/search", q="الالغام", limit=1, after=body["next"]).json()
    assert following["items"] != body["items"]
    assert following["counts"] == body["counts"]


def test_filters_are_those_of_the_lists(api: Api) -> None:
    denied = api.items("/search", kind="claims", status="denied", limit=100)
    assert denied
    assert {hit["record_id"] for hit in denied} == {claim["id"] for claim in api.items("/claims", status="denied")}
    named = api.get("/search", kind="claims", place="دير الزور").json()["filters"]
    assert named["place"]["value"] == "دير الزور"


def test_what_cannot_be_asked_is_a_problem(api: Api) -> None:
    for query in ({"q": "«»"}, {"q": "ا*"}, {"q": "في", "since": "gestern"}, {"q": "في", "after": "x"}):
        assert api.get("/search", **query).status_code == 400, query
    assert api.get("/search", q="في", colour="red").status_code == 422
    assert api.get("/search", q="في", kind="pictures").status_code == 422
