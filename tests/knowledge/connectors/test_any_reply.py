"""No reply, however broken, gets out of the readers as anything but a value or an error of the source."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.connectors import eis, kosis, ncs, postings, work24_courses
from knowledge.connectors.data_go import read_items
from knowledge.connectors.errors import SourceError
from tests.knowledge.connectors.official import EisPlayer, PostingPlayer

POST = {"wantedAuthNo": "K1", "title": "용접원", "sal": "250만원", "closeDt": "26-12-01", "career": "Z"}
LISTING = {"returnType": "XML", "callTp": "L", "authKey": "k", "display": "9", "startPage": "1"}
WHOLE = {
    "eis": EisPlayer()(
        {"apiSecd": "OPIA", "rernSecd": "XML", "closStdrYm": "202608", "rsdAreaCd": "11110", "display": "99"}
    ).body,
    "postings": PostingPlayer("k", [POST]).list(LISTING).body,
    "kosis": json.dumps([{"ITM_NM": "응시", "PRD_DE": "2025", "DT": "7", "C1_NM": "가"}], ensure_ascii=False).encode(),
    "ncs": json.dumps(
        {
            "response": {
                "header": {"resultCode": "00"},
                "body": {"items": {"item": {"NCS_CL_CD": "1", "COMPE_UNIT_NAME": "가"}}, "totalCount": 1},
            }
        }
    ).encode(),
    "courses": (
        b"<HRDNet><scn_cnt>1</scn_cnt><srchList><scn_list><trprId>A</trprId><trprDegr>1</trprDegr><title>t</title>"
        b"<traStartDate>2026-12-01</traStartDate><traEndDate>20261231</traEndDate>"
        b"<titleLink>https://www.work24.go.kr/a</titleLink></scn_list></srchList></HRDNet>"
    ),
}
READERS: dict[str, Callable[[bytes], object]] = {
    "eis": lambda body: eis.read_page(body, "2026-08", "11110"),
    "postings": postings.read_page,
    "kosis": lambda body: kosis.read_table(body, "1/2"),
    "ncs": ncs.read_page,
    "courses": work24_courses.read_page,
}
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("name", READERS)
def test_whole_replies_are_read(name: str) -> None:
    # GIVEN a whole reply  WHEN it is read  THEN there is something in it
    page = READERS[name](WHOLE[name])
    assert getattr(page, "rows", None) or getattr(page, "postings", None)


@pytest.mark.parametrize("name", READERS)
@QUIET
@given(data=st.data())
def test_cut_and_garbled_replies_raise_nothing_else(name: str, data: st.DataObject) -> None:
    # GIVEN a reply that is cut off, or has bytes changed
    body = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(0, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(body[: data.draw(st.integers(0, len(body)))])
    # WHEN it is read  THEN it is a value or an error of the source
    with contextlib.suppress(SourceError):
        READERS[name](cut)


@pytest.mark.parametrize("name", READERS)
@QUIET
@given(body=st.binary(max_size=200))
def test_any_bytes_raise_nothing_else(name: str, body: bytes) -> None:
    # GIVEN any bytes  WHEN they are read  THEN it is a value or an error of the source
    with contextlib.suppress(SourceError):
        READERS[name](body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["response", "header", "body", "items", "item", "resultCode", "err", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@QUIET
@given(value=JSON)
def test_any_json_raises_nothing_else(value: object) -> None:
    # GIVEN any JSON with the names that count  WHEN it is read  THEN it is a value or an error of the source
    body = json.dumps(value).encode()
    for read in (lambda b: read_items(b, "ncs"), ncs.read_page, lambda b: kosis.read_table(b, "1/2")):
        with contextlib.suppress(SourceError):
            read(body)
