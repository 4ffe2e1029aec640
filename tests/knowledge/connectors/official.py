"""A real HTTP server on loopback that plays the official APIs: it answers as their specifications say, and misbehaves
on demand (errors inside HTTP 200, error statuses, half answers, silence, changed order, unknown fields, BOM)."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from knowledge.connectors.transport import forget_failures

Query = dict[str, str]


@dataclass(frozen=True)
class Reply:
    """What the server sends. `cut`: bytes missing at the end though announced; `silent`: no answer until it is closed."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    silent: bool = False


Behaviour = Callable[[Query], Reply]


class OfficialServer:
    """Answers each path with its behaviour. `mishaps` are replies that come first, once each, whatever is asked."""

    def __init__(self) -> None:
        self.behaviours: dict[str, Behaviour] = {}
        self.mishaps: list[Reply] = []
        self.asked: list[tuple[str, Query]] = []
        self.address = ""
        self._closing = threading.Event()

    def queries(self, path: str) -> list[Query]:
        """Parameters of the requests to a path, in the order they came."""
        return [query for asked, query in self.asked if asked == path]

    @contextmanager
    def running(self) -> Iterator[OfficialServer]:
        """The server while it runs, on a free port of 127.0.0.1."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        forget_failures()  # the port may have been another server's
        try:
            yield self
        finally:
            self._closing.set()
            server.shutdown()
            server.server_close()
            thread.join(5)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = dict(parse_qsl(parts.query, keep_blank_values=True))
                owner.asked.append((parts.path, query))
                reply = owner.mishaps.pop(0) if owner.mishaps else owner.behaviours[parts.path](query)
                if reply.silent:
                    owner._closing.wait(10)
                    return
                self.send_response(reply.status)
                self.send_header("Content-Length", str(len(reply.body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body[: len(reply.body) - reply.cut])

            def log_message(self, *_arguments: object) -> None:
                pass

        return Handler


EIS_PATH = "/opi/joApi.do"


@dataclass
class EisPlayer:
    """Plays `joApi.do`: EUC-KR XML, two rows (F, M) for each 대분류, fields in another order each time, one unknown.

    `unpublished`: months without figures. `strange`: areas that answer with figures a thousand times too high.
    `calls_allowed`: after so many calls, HITS_EXCEEDED.
    """

    unpublished: set[str] = field(default_factory=set)
    strange: set[str] = field(default_factory=set)
    unknown_areas: set[str] = field(default_factory=set)
    calls_allowed: int = 10_000
    calls: int = 0

    def __call__(self, query: Query) -> Reply:
        self.calls += 1
        if self.calls > self.calls_allowed:
            return eis_error("HITS_EXCEEDED : 호출 횟수를 넘었습니다.")
        for needed in ("apiSecd", "rernSecd", "closStdrYm", "rsdAreaCd"):
            if not query.get(needed):
                return eis_error("NO_PARAM : 필수 항목이 없습니다.")
        if query["rernSecd"] != "XML":
            return eis_error("RERN_SECD : XML만 됩니다.")
        month, area = query["closStdrYm"], query["rsdAreaCd"]
        empty = month in self.unpublished or area in self.unknown_areas
        rows = [] if empty else [self._row(area, month, major, sex) for major in range(10) for sex in "FM"]
        first = (int(query.get("bgnPage", "1")) - 1) * int(query.get("display", "10"))
        shown = rows[first : first + int(query.get("display", "10"))]
        return Reply(
            eis_xml(f"<rqst-cnt>{len(rows)}</rqst-cnt><rqst-list>{''.join(shown)}</rqst-list>"),
            headers={"Content-Type": "text/xml;charset=EUC-KR"},
        )

    def _row(self, area: str, month: str, major: int, sex: str) -> str:
        openings, seekers = eis_counts(area, major)
        factor = 1000 if area in self.strange else 1
        fields = {
            "dwClosYm": month,
            "ctpvCd": area[:2],
            "rsdAreaCd": area,
            "rsdAreaCdNm": "어느 구",
            "sxdsCdNm": "여자" if sex == "F" else "남자",
            "ageCdNm": "25~29세",
            "wnetJsfcLrclCd": f"{major}00000",
            "wnetJsfcLrclNm": "어느 직종",
            "newJoNmpr": str(openings // 2 * factor),
            "newJhntNmpr": str(seekers // 2 * factor),
            "empmCt": "3",
            "fieldOfTomorrow": "새 항목",
        }
        names = list(fields)
        random.Random(f"{area}{major}{sex}").shuffle(names)
        return "<rqst>" + "".join(f"<{name}>{fields[name]}</{name}>" for name in names) + "</rqst>"


def eis_counts(area: str, major: int) -> tuple[int, int]:
    """Openings and seekers that the player gives for an area and 대분류; both even."""
    return 2 * (20 + int(area) % 7 + major), 2 * (60 + int(area) % 11 + major)


def eis_xml(content: str) -> bytes:
    """A reply of the EIS."""
    return f'<?xml version="1.0" encoding="EUC-KR"?>\n<baroone>{content}</baroone>'.encode("euc-kr")


def eis_error(message: str) -> Reply:
    """An error of the EIS: HTTP 200 all the same."""
    return Reply(eis_xml(f"<error>{message}</error>"))


def shuffled(fields: dict[str, str], seed: object) -> str:
    """XML elements in an order that depends on the seed, with one that no specification names."""
    names = [*fields, "fieldOfTomorrow"]
    random.Random(str(seed)).shuffle(names)
    return "".join(f"<{name}>{escape(fields.get(name, '새 항목'))}</{name}>" for name in names)


BOM = b"\xef\xbb\xbf"
XML = '<?xml version="1.0" encoding="UTF-8"?>'


def work24_error(code: str, message: str, root: str = "wantedRoot") -> Reply:
    """An error of 고용24: HTTP 200 all the same."""
    return Reply(f"{XML}<{root}><message>{message}</message><messageCd>{code}</messageCd></{root}>".encode())


@dataclass
class PostingPlayer:
    """Plays 채용정보: list by keyword (title and body), region and occupation; detail by number. UTF-8, mostly with BOM.

    `posts`: fields of the posts, with `body` for the words of the post that a list does not show.
    """

    key: str
    posts: list[dict[str, str]] = field(default_factory=list)

    def list(self, query: Query) -> Reply:
        if error := self._error(query, "L"):
            return error
        found = [
            post
            for post in self.posts
            if query.get("keyword", "") in post["title"] + post.get("body", "")
            and post.get("zipRegion", "").startswith(query.get("region", "").removesuffix("000"))
            and query.get("occupation", "") in ("", post.get("jobsCd"))
        ]
        size, page = int(query["display"]), int(query["startPage"])
        shown = found[(page - 1) * size : page * size]
        items = "".join(
            "<wanted>"
            + shuffled({k: v for k, v in post.items() if k not in ("body", "zipRegion")}, number)
            + "</wanted>"
            for number, post in enumerate(shown)
        )
        head = f"<total>{len(found)}</total><startPage>{page}</startPage><display>{size}</display>"
        return Reply(BOM + f"{XML}<wantedRoot>{head}{items}</wantedRoot>".encode())

    def detail(self, query: Query) -> Reply:
        if error := self._error(query, "D"):
            return error
        for post in self.posts:
            if post["wantedAuthNo"] == query.get("wantedAuthNo"):
                info = shuffled({"jobsNm": "용접원", "jobCont": post.get("body", ""), "certificate": "용접기능사"}, 1)
                return Reply(f"{XML}<wantedDtl><wantedInfo>{info}</wantedInfo></wantedDtl>".encode())
        return work24_error("011", "해당 구인정보가 없습니다.")

    def _error(self, query: Query, kind: str) -> Reply | None:
        if query.get("returnType") != "XML":
            return work24_error("004", "returnType이 올바르지 않습니다.")
        if query.get("callTp") != kind:
            return work24_error("008", "callTp가 올바르지 않습니다.")
        if query.get("authKey") != self.key:
            return work24_error("002", "유효하지 않은 인증키 입니다.")
        return None
