"""Official texts, courses, NCS, Q-Net and KOSIS: whole collections, resumable, apart from the project's own texts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from knowledge.connectors import kosis, ncs, qnet, work24_courses, work24_texts
from knowledge.connectors.collect import sync_list, sync_pages
from knowledge.connectors.errors import QuotaSpent, SourceDown, SourceRefused, Unreadable
from knowledge.connectors.qnet import plain_paragraphs
from knowledge.live import LiveStore
from knowledge.live.texts import CERTIFICATE, DICTIONARY, MAJOR, OCCUPATION, UNIT
from tests.knowledge.connectors.conftest import Clock, MakeCaller
from tests.knowledge.connectors.official import BOM, XML, OfficialServer, Query, Reply, shuffled, work24_error


def xml(content: str) -> Reply:
    return Reply(BOM + f"{XML}{content}".encode())


def jobs(number: int) -> str:
    items = "".join(
        f"<jobList>{shuffled({'jobCd': f'K{i:03}', 'jobNm': f'직업{i}'}, i)}</jobList>" for i in range(number)
    )
    return f"<jobsList><total>{number}</total>{items}</jobsList>"


@pytest.fixture
def work24(official: OfficialServer) -> OfficialServer:
    """직업정보 of five jobs, 직업사전 of 130 entries, two 학과."""

    def summary(query: Query) -> Reply:
        fields = {"jobCd": query["jobCd"], "jobSum": "쇠를 잇는\n 일을 한다.", "way": "학원에서 배운다."}
        many = "<relMajorList><majorCd>1</majorCd><majorNm>기계공학</majorNm></relMajorList>"
        certificates = "".join(
            f"<relCertList><certNm>{name}</certNm></relCertList>" for name in ("용접기능사", "용접산업기사")
        )
        return xml(f"<jobSum>{shuffled(fields, 1)}{many}{certificates}</jobSum>")

    def way(_query: Query) -> Reply:
        keco = "<kecoList><kecoCd>815201</kecoCd><kecoNm>용접원</kecoNm></kecoList>"
        return xml(f"<way><technKnow>손기술</technKnow>{keco}</way>")

    def dictionary(query: Query) -> Reply:
        first = (int(query["startPage"]) - 1) * int(query["display"])
        numbers = range(130)[first : first + int(query["display"])]
        items = "".join(
            f"<dJobList>{shuffled({'dJobCd': str(i), 'dJobCdSeq': '1', 'dJobNm': f'이름{i}'}, i)}</dJobList>"
            for i in numbers
        )
        return xml(f"<dJobsList><total>130</total>{items}</dJobsList>")

    def entry(query: Query) -> Reply:
        more = "<optionJobInfo><dJobECd>8152</dJobECd><skillYear>1년 초과 ~ 2년 이하</skillYear></optionJobInfo>"
        return xml(f"<dJobsSum><workSum>{query['dJobCd']}번 일</workSum><doWork>한다.</doWork>{more}</dJobsSum>")

    def majors(_query: Query) -> Reply:
        usual = {"majorGb": "1", "knowSchDptNm": "기계공학과", "empCurtState1Id": "6", "empCurtState2Id": "7"}
        unusual = {"majorGb": "2", "knowDtlSchDptNm": "용접학과", "empCurtState1Id": "8", "empCurtState2Id": "9"}
        return xml(
            f"<majorsList><majorList>{shuffled(usual, 1)}</majorList><majorList>{shuffled(unusual, 2)}</majorList></majorsList>"
        )

    official.behaviours |= {
        work24_texts.JOB_LIST: lambda _query: xml(jobs(5)),
        work24_texts.JOB_SUMMARY: summary,
        work24_texts.JOB_WAY: way,
        work24_texts.DICTIONARY_LIST: dictionary,
        work24_texts.DICTIONARY_ENTRY: entry,
        work24_texts.MAJOR_LIST: majors,
        work24_texts.MAJOR_ENTRY: lambda _query: xml(
            "<majorSum><schDptIntroSum>기계를 배운다.</schDptIntroSum>"
            "<mainSubjectList><mainEdusbjCont>역학</mainEdusbjCont></mainSubjectList></majorSum>"
        ),
        work24_texts.UNUSUAL_MAJOR_ENTRY: lambda _query: xml(
            "<specMajor><whatStudy>용접을 배운다.</whatStudy></specMajor>"
        ),
    }
    return official


@pytest.mark.usefixtures("work24")
def test_occupations_are_kept_as_their_publisher_wrote_them(caller: MakeCaller, store: LiveStore) -> None:
    # GIVEN 직업정보 with a root and a child of the same name
    # WHEN it is synced
    report = sync_list(caller("work24"), work24_texts.occupations(store.now))
    # THEN every text is there with its KECO unit and its source
    assert report.whole
    assert report.published == ["직업정보: 5건"]
    text = store.texts.get(OCCUPATION, "K002")
    assert text is not None
    assert (text.name, text.units) == ("직업2", ("8152",))
    assert text.content["하는 일"] == ("쇠를 잇는 일을 한다.",)
    assert text.content["관련 자격"] == ("용접기능사", "용접산업기사")
    assert text.content["관련 전공"] == ("기계공학",)
    assert (text.source.publisher, text.source.period) == ("한국고용정보원", "2026-11-22 받음")
    assert len(store.texts.of_unit(OCCUPATION, "8152")) == 5
    assert store.texts.of_unit(OCCUPATION, "815") == ()
    assert store.texts.named(OCCUPATION, "직업3")[0].code == "K003"


@pytest.mark.usefixtures("work24")
def test_the_dictionary_is_paged_and_majors_of_both_kinds_are_read(caller: MakeCaller, store: LiveStore) -> None:
    # GIVEN a dictionary of two pages and two kinds of 학과
    # WHEN they are synced
    first = sync_list(caller("work24"), work24_texts.dictionary(store.now))
    second = sync_list(caller("work24"), work24_texts.majors(store.now))
    # THEN all is there
    assert first.published == ["한국직업사전: 130건"]
    assert second.published == ["학과정보: 2건"]
    entry = store.texts.get(DICTIONARY, "129-1")
    assert entry is not None
    assert entry.content["직무 개요"] == ("129번 일",)
    assert entry.units == ("8152",)
    assert store.texts.named(MAJOR, "용접학과")[0].content["학과 소개"] == ("용접을 배운다.",)
    assert store.texts.named(MAJOR, "기계공학과")[0].content["주요 교과목"] == ("역학",)


def test_a_collection_goes_on_after_the_quota_and_replaces_nothing_before_it_is_whole(
    work24: OfficialServer, caller: MakeCaller, store: LiveStore, clock: Clock
) -> None:
    # GIVEN six calls a day, and a collection of one list and ten calls
    listed = work24_texts.occupations(store.now)
    reports = []
    # WHEN it is synced on three days
    for _ in range(2):
        reports.append(sync_list(caller("work24", daily=6), listed))
        clock.advance(days=1)
    # THEN it is whole on the second, and no entry was asked for twice beyond the one that was cut
    assert [report.whole for report in reports] == [False, True]
    assert len(work24.queries(work24_texts.JOB_LIST)) == 1
    asked = [query["jobCd"] for query in work24.queries(work24_texts.JOB_WAY)]
    assert asked == [f"K{i:03}" for i in range(5)]


def test_a_wrong_key_ends_the_sync_at_once(work24: OfficialServer, caller: MakeCaller, store: LiveStore) -> None:
    # GIVEN a service that lists but gives no entry
    work24.behaviours[work24_texts.DICTIONARY_ENTRY] = lambda _query: work24_error(
        "002", "유효하지 않은 인증키 입니다."
    )
    # WHEN it is synced  THEN the error comes after a few entries, not after all
    with pytest.raises(SourceRefused):
        sync_list(caller("work24"), work24_texts.dictionary(store.now))
    assert len(work24.queries(work24_texts.DICTIONARY_ENTRY)) == 3


def test_entries_that_the_source_lacks_are_left_out_and_told(
    work24: OfficialServer, caller: MakeCaller, store: LiveStore
) -> None:
    # GIVEN a dictionary that has nothing on three of its 130 entries
    good = work24.behaviours[work24_texts.DICTIONARY_ENTRY]
    missing = {"7", "70", "90"}
    work24.behaviours[work24_texts.DICTIONARY_ENTRY] = lambda query: (
        work24_error("011", "자료가 없습니다.") if query["dJobCd"] in missing else good(query)
    )
    # WHEN it is synced  THEN the others are there
    report = sync_list(caller("work24"), work24_texts.dictionary(store.now))
    assert report.published == ["한국직업사전: 127건"]
    assert "3건" in report.notes[0]


def test_a_collection_that_shrank_does_not_replace_the_old_one(
    work24: OfficialServer, caller: MakeCaller, store: LiveStore
) -> None:
    # GIVEN a synced collection, and a source that now has one entry only
    sync_list(caller("work24"), work24_texts.occupations(store.now))
    work24.behaviours[work24_texts.JOB_LIST] = lambda _query: xml(jobs(1))
    # WHEN it is synced again  THEN the old one stays, and the reason is told
    report = sync_list(caller("work24"), work24_texts.occupations(store.now))
    assert not report.whole
    assert "5건" in report.notes[0]
    assert store.texts.get(OCCUPATION, "K004") is not None


COURSE = {
    "trprId": "AIG1",
    "trprDegr": "3",
    "title": "용접 실무",
    "subTitle": "어느 학원",
    "address": "서울 마포구",
    "trngAreaCd": "11440",
    "ncsCd": "16010101",
    "traStartDate": "2026-12-01",
    "traEndDate": "2027-02-28",
    "courseMan": "3,200,000",
    "realMan": "320000",
    "yardMan": "25",
    "regCourseMan": "4",
    "eiEmplRate3": "70.5",
    "eiEmplRate6": "",
    "stdgScor": "",
    "titleLink": "https://www.work24.go.kr/course/AIG1",
}


def test_courses_are_paged_by_area(official: OfficialServer, caller: MakeCaller, store: LiveStore) -> None:
    # GIVEN 130 courses in 서울, one in 부산, one of them without a link and one that has begun
    def listing(query: Query) -> Reply:
        rows = [COURSE | {"trprId": f"AIG{i}"} for i in range(130)] if query["srchTraArea1"] == "11" else [COURSE]
        rows[0] = rows[0] | {"trprId": "OLD", "traStartDate": "2026-11-01"}
        rows[-1] = rows[-1] | {"titleLink": ""} if query["srchTraArea1"] == "11" else rows[-1]
        first = (int(query["pageNum"]) - 1) * int(query["pageSize"])
        shown = rows[first : first + int(query["pageSize"])]
        items = "".join(f"<scn_list>{shuffled(row, i)}</scn_list>" for i, row in enumerate(shown))
        return xml(f"<HRDNet><scn_cnt>{len(rows)}</scn_cnt><srchList>{items}</srchList></HRDNet>")

    official.behaviours[work24_courses.PATH] = listing
    # WHEN they are synced
    today = date(2026, 11, 22)
    report = sync_pages(caller("work24"), work24_courses.courses(today, 90, ("11", "26")))
    # THEN those that can still be begun are read, typed, by 직무 and area
    assert report.whole
    assert [(q["srchTraArea1"], q["pageNum"]) for q in official.queries(work24_courses.PATH)] == [
        ("11", "1"),
        ("11", "2"),
        ("26", "1"),
    ]
    found = store.courses.open(today, ("16010101",), "11")
    assert len(found) == 128
    course = found[0]
    assert (course.actual_cost_krw, course.full_cost_krw, course.capacity) == (320_000, 3_200_000, 25)
    assert (course.employment_rate_3, course.employment_rate_6) == (70.5, None)
    assert (course.start, course.source.period) == (date(2026, 12, 1), "2026-11-22 받음")
    assert store.courses.open(today, ("02010101",)) == ()
    assert store.courses.open(date(2027, 1, 1)) == ()


def ncs_reply(items: object, total: int) -> Reply:
    body = {"items": {"item": items}, "pageNo": 1, "numOfRows": 500, "totalCount": total}
    header = {"resultCode": "00", "resultMsg": "NORMAL_SERVICE"}
    return Reply(json.dumps({"response": {"header": header, "body": body}}, ensure_ascii=False).encode())


UNIT_ITEM = {
    "NCS_LCLAS_CD": "02",
    "NCS_CL_CD": "0201010101_22v3",
    "COMPE_UNIT_NAME": "사업환경 분석",
    "COMPE_UNIT_DEF": "둘러본다.",
    "COMPE_UNIT_LEVEL": 4,
    "DEVEL_YY": "2022",
    "NEW_FIELD": None,
}


def test_units_come_as_one_object_or_as_many(official: OfficialServer, caller: MakeCaller, store: LiveStore) -> None:
    # GIVEN a 대분류 with one unit (an object), one with two (a list), one with none
    other = UNIT_ITEM | {"NCS_CL_CD": "0301010101_22v3"}
    replies = {
        "02": ncs_reply(UNIT_ITEM, 1),
        "03": ncs_reply([other, other | {"NCS_CL_CD": "0301010102_22v3"}], 2),
        "04": Reply(json.dumps({"response": {"header": {"resultCode": "03", "resultMsg": "NODATA"}}}).encode()),
    }
    official.behaviours[ncs.PATH] = lambda query: replies[query["NCS_LCLAS_CD"]]
    # WHEN they are synced
    report = sync_pages(caller("ncs"), ncs.units(store.now, ("02", "03", "04")))
    # THEN each is there
    assert report.published == ["NCS 능력단위: 3건"]
    unit = store.texts.get(UNIT, "0201010101_22v3")
    assert unit is not None
    assert unit.content == {"정의": ("둘러본다.",), "수준": ("4",), "개발 연도": ("2022",)}
    # AND syncing one 대분류 again leaves the others
    sync_pages(caller("ncs"), ncs.units(store.now, ("02",)))
    assert store.texts.get(UNIT, "0301010102_22v3") is not None


def test_pages_that_lack_rows_publish_nothing(official: OfficialServer, caller: MakeCaller, store: LiveStore) -> None:
    # GIVEN a 대분류 that announces ten units and gives two
    two = [UNIT_ITEM, UNIT_ITEM | {"NCS_CL_CD": "0201010102_22v3"}]
    official.behaviours[ncs.PATH] = lambda _query: ncs_reply(two, 10)
    # WHEN it is synced  THEN nothing is published, and the reason is told
    report = sync_pages(caller("ncs"), ncs.units(store.now, ("02",)))
    assert not report.whole
    assert "10건 가운데 2건" in report.notes[0]
    assert store.published() == ()


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ('{"response": {"header": {"resultCode": "30", "resultMsg": "SERVICE KEY IS NOT REGISTERED"}}}', SourceRefused),
        (
            "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg><returnAuthMsg>"
            "SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg><returnReasonCode>30</returnReasonCode>"
            "</cmmMsgHeader></OpenAPI_ServiceResponse>",
            SourceRefused,
        ),
        (
            "<OpenAPI_ServiceResponse><cmmMsgHeader><returnAuthMsg>LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR"
            "</returnAuthMsg><returnReasonCode>22</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>",
            QuotaSpent,
        ),
        ('{"response": {"header": {"resultCode"', SourceDown),
        ("{}", SourceDown),
        ("[]", SourceDown),
    ],
    ids=["JSON error", "portal's XML error", "too many calls", "half JSON", "other JSON", "list"],
)
def test_errors_of_the_data_portal(
    body: str, error: type[Exception], official: OfficialServer, caller: MakeCaller, store: LiveStore
) -> None:
    # GIVEN a portal that refuses in HTTP 200, in either language
    official.behaviours[ncs.PATH] = lambda _query: Reply(body.encode())
    # WHEN it is asked
    if error is QuotaSpent:
        assert not sync_pages(caller("ncs"), ncs.units(store.now)).whole
    else:
        with pytest.raises(error):
            sync_pages(caller("ncs"), ncs.units(store.now))
    # THEN nothing is published
    assert store.published() == ()


def test_certificates_come_with_texts_without_their_html(
    official: OfficialServer, caller: MakeCaller, store: LiveStore
) -> None:
    # GIVEN two technical certificates, one of another kind, and texts in HTML
    def item(fields: dict[str, str]) -> str:
        return f"<item>{shuffled(fields, fields)}</item>"

    header = "<header><resultCode>00</resultCode><resultMsg>OK</resultMsg></header>"
    names = [("11", "용접기술사", "T"), ("7875", "용접기능사", "T"), ("9999", "변호사", "S")]
    listing = "".join(item({"jmcd": code, "jmfldnm": name, "qualgbcd": kind}) for code, name, kind in names)
    content = item({"infogb": "진로및전망", "contents": "<p>조선소&nbsp;등</p><style>p{}</style>늘어날 것이다.<br/>끝"})
    official.behaviours[qnet.LIST_PATH] = lambda _query: xml(
        f"<response>{header}<body><items>{listing}</items></body></response>"
    )
    official.behaviours[qnet.INFORMATION_PATH] = lambda _query: xml(
        f"<response>{header}<body><items>{content}</items></body></response>"
    )
    # WHEN they are synced
    report = sync_list(caller("qnet"), qnet.certificates(store.now))
    # THEN both are there by their four digits, as plain paragraphs
    assert report.published == ["국가기술자격: 2건"]
    assert [query["jmCd"] for query in official.queries(qnet.INFORMATION_PATH)] == ["0011", "7875"]
    text = store.texts.get(CERTIFICATE, "0011")
    assert text is not None
    assert text.content == {"진로및전망": ("조선소 등", "늘어날 것이다.", "끝")}


def test_plain_paragraphs_of_broken_html() -> None:
    # GIVEN HTML with an open tag and an escaped one  WHEN it is read  THEN no tag is left
    assert plain_paragraphs("&lt;b&gt;굵게&lt;/b&gt; <script>x()</script>1 < 2") == ["굵게 1 < 2"]


def test_a_statistical_table_is_read_with_blanks(
    official: OfficialServer, caller: MakeCaller, store: LiveStore
) -> None:
    # GIVEN a table with a number that has commas, and a blank
    row = {
        "ORG_ID": "101",
        "TBL_NM": "종목별 현황",
        "C1_NM": "용접기능사",
        "ITM_NM": "응시",
        "UNIT_NM": "명",
        "PRD_DE": "2025",
        "DT": "12,345",
    }
    rows = [row, row | {"PRD_DE": "2024", "DT": "-"}]
    official.behaviours[kosis.PATH] = lambda _query: Reply(json.dumps(rows, ensure_ascii=False).encode())
    # WHEN it is synced
    report = sync_pages(caller("kosis"), kosis.table("101", "DT_1", 2))
    # THEN figures and blank are there, with the table's own name and period
    assert report.whole
    figures = store.statistics.figures("101/DT_1", ("용접기능사",), "응시")
    assert [(figure.period, figure.value) for figure in figures] == [("2024", None), ("2025", 12_345.0)]
    assert (figures[1].source.name, figures[1].source.period, figures[1].unit) == ("종목별 현황", "2025", "명")
    assert len(official.asked) == 1


@pytest.mark.parametrize("code", ["10", "11", "21"])
def test_errors_of_kosis_inside_http_200(
    code: str, official: OfficialServer, caller: MakeCaller, store: LiveStore
) -> None:
    # GIVEN an error as KOSIS gives it
    body = json.dumps({"err": code, "errMsg": "유효하지 않은 인증KEY입니다."}, ensure_ascii=False).encode()
    official.behaviours[kosis.PATH] = lambda _query: Reply(body)
    # WHEN a table is synced  THEN it is an error with its code
    with pytest.raises(SourceRefused) as refused:
        sync_pages(caller("kosis"), kosis.table("101", "DT_1", 2))
    assert refused.value.code == code


def test_a_table_without_periods_is_refused() -> None:
    # GIVEN rows of another form  WHEN they are read  THEN they are refused
    with pytest.raises(Unreadable):
        kosis.read_table(b'[{"ITM_NM": "a"}]', "1/2")


def test_parts_of_long_ago_are_not_mixed_with_new_ones(
    work24: OfficialServer, caller: MakeCaller, store: LiveStore, clock: Clock
) -> None:
    # GIVEN a collection that was cut off
    listed = work24_texts.occupations(store.now)
    sync_list(caller("work24", daily=4), listed)
    assert store.staged("work24", "occupations")
    # WHEN it is taken up two weeks later
    clock.advance(days=14)
    sync_list(caller("work24"), listed)
    # THEN it was begun anew
    assert len(work24.queries(work24_texts.JOB_LIST)) == 2
