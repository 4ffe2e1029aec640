"""Where the facts of each table come from: source, date and terms. Every table has its row here."""

from dataclasses import dataclass

from knowledge.tables import Row


@dataclass(frozen=True, slots=True)
class Provenance:
    """A source of facts. `period` is the date or span that the facts are of; `url` the publisher's page, or None."""

    id: str
    name: str
    publisher: str
    period: str
    terms: str
    url: str | None


_TYPE_1 = "공공누리 제1유형: 출처 표시"
_FACTS = "따로 정한 이용 조건을 찾지 못함: 코드·이름·수치(사실)만 쓰고 출처를 밝힘"

_KECO = Provenance(
    "keco-2018",
    "고용24 직종코드(한국고용직업분류 KECO 2018)",
    "한국고용정보원 고용24",
    "2018년 분류, 2026-11-22 확인",
    _FACTS,
    "https://www.work24.go.kr",
)
_NCS = Provenance(
    "ncs",
    "국가직무능력표준(NCS) 정보",
    "한국산업인력공단",
    "2025-12-31",
    _TYPE_1,
    "https://www.ncs.go.kr",
)
_OCCUPATION_DUTY = Provenance(
    "jobcare-duties",
    "직종과 직무(NCS 세분류)의 연결: 이름과 글에서 계산",
    "잡케어봇 프로젝트",
    "2026년",
    "Apache-2.0",
    None,
)
_CURATED_DUTY = Provenance(
    "jobcare-curated-duties",
    "직종과 직무(NCS 세분류)의 연결: 하나하나 살펴 고름",
    "잡케어봇 프로젝트",
    "2026-11",
    "Apache-2.0",
    None,
)
_TEXTS = Provenance(
    "jobcare-texts",
    "직종 설명, 하는 일, 다른 이름, 들어가는 길, 관련 직종",
    "잡케어봇 프로젝트",
    "2026-11",
    "Apache-2.0",
    None,
)
_DUTY_TEXTS = Provenance(
    "jobcare-duty-texts",
    "직무(NCS 세분류)의 뜻, 지식·기술·도구, 관련 전공·자격증·훈련 분야",
    "잡케어봇 프로젝트",
    "2026-11",
    "Apache-2.0",
    None,
)
_CERTIFICATE_TEXTS = Provenance(
    "jobcare-certificate-texts",
    "자격증의 종류·시행기관·설명·다른 이름, 관련 직무와 직종",
    "잡케어봇 프로젝트",
    "2026-11",
    "Apache-2.0",
    None,
)
_MAJOR_TEXTS = Provenance(
    "jobcare-major-texts",
    "전공(소계열)의 설명·학과·교과목, 관련 직종과 직무",
    "잡케어봇 프로젝트",
    "2026-11",
    "Apache-2.0",
    None,
)
_SKILLS = Provenance(
    "jobcare-skills",
    "기술 이름과 다른 이름, 관련 직무",
    "잡케어봇 프로젝트",
    "2026-11",
    "Apache-2.0",
    None,
)
_DICTIONARY = Provenance(
    "job-dictionary",
    "한국직업사전",
    "한국고용정보원",
    "1999~2025년 조사",
    _FACTS,
    "https://www.work24.go.kr",
)
_JOB_NAMES = Provenance(
    "job-names",
    "한국직업사전(1999~2025년 조사)과 KNOW 직업 목록(2023-08-18)",
    "한국고용정보원",
    "1999~2025년 조사, 2023-08-18",
    _FACTS,
    "https://www.work24.go.kr",
)
_SURVEY = Provenance(
    "know-survey",
    "KNOW 한국의 직업정보 재직자조사(응답자의 80% 집계)",
    "한국고용정보원",
    "2017~2020년",
    "연구 목적, 비영리 이용, 출처 표시",
    None,
)
_CERTIFICATES = Provenance(
    "qnet",
    "국가기술자격 종목(Q-Net 종목코드, 목록에 없는 종목은 KOSIS 통계)",
    "한국산업인력공단 Q-Net, 통계청 KOSIS",
    "2021년쯤, 2019~2023년",
    _FACTS,
    "https://www.q-net.or.kr",
)
_EXAMS = Provenance(
    "kosis-exams",
    "국가기술자격 종목별 검정 현황",
    "통계청 KOSIS(한국산업인력공단 작성)",
    "2019~2023년",
    _FACTS,
    "https://kosis.kr",
)
_MARKET = Provenance(
    "eis",
    "고용행정통계 EIS 신규구인인원·신규구직건수",
    "한국고용정보원",
    "2025-07, 2026-07",
    "출처 표시, 비영리 이용, 수치 변경 금지",
    "https://eis.work24.go.kr",
)
_ROUNDS = Provenance(
    "kdigital",
    "K-디지털 트레이닝 훈련과정과 성과",
    "고용24·HRD-Net",
    "2021~2025년 시작 과정, 2025-12 기준",
    _FACTS,
    "https://www.work24.go.kr",
)
_OPEN_COURSES = Provenance(
    "work24-courses",
    "고용24 모집 중 훈련과정",
    "한국고용정보원 고용24",
    "2026-04",
    _FACTS,
    "https://www.work24.go.kr",
)
_REGIONS = Provenance(
    "work24-regions",
    "고용24 지역코드",
    "한국고용정보원 고용24",
    "2026-11-22 확인",
    _FACTS,
    "https://www.work24.go.kr",
)
_DEPARTMENTS = Provenance(
    "academy-info",
    "대학알리미 학과 정보",
    "한국대학교육협의회 대학알리미",
    "2014~2026년",
    _FACTS,
    "https://www.academyinfo.go.kr",
)
_QUOTED = Provenance(
    "quoted",
    "언론이 인용한 수치(반올림된 값)",
    "줄마다 적은 언론 보도",
    "2018~2025년",
    "수치만 인용, 줄마다 출처 표시",
    None,
)
_SOURCES = Provenance(
    "jobcare-provenance",
    "표마다의 출처",
    "잡케어봇 프로젝트",
    "2026년",
    "Apache-2.0",
    None,
)

PROVENANCE: dict[str, Provenance] = {
    "sources": _SOURCES,
    "occupation_groups": _KECO,
    "occupations": _KECO,
    "ncs_classes": _NCS,
    "competency_units": _NCS,
    "occupation_duty": _OCCUPATION_DUTY,
    "curated_duties": _CURATED_DUTY,
    "curated_duty_units": _CURATED_DUTY,
    "occupation_texts": _TEXTS,
    "occupation_tasks": _TEXTS,
    "occupation_names": _TEXTS,
    "related_occupations": _TEXTS,
    "duty_texts": _DUTY_TEXTS,
    "duty_terms": _DUTY_TEXTS,
    "duty_majors": _DUTY_TEXTS,
    "duty_certificates": _DUTY_TEXTS,
    "certificate_texts": _CERTIFICATE_TEXTS,
    "certificate_names": _CERTIFICATE_TEXTS,
    "certificate_duties": _CERTIFICATE_TEXTS,
    "certificate_occupations": _CERTIFICATE_TEXTS,
    "major_texts": _MAJOR_TEXTS,
    "major_terms": _MAJOR_TEXTS,
    "major_occupations": _MAJOR_TEXTS,
    "major_duties": _MAJOR_TEXTS,
    "skills": _SKILLS,
    "skill_names": _SKILLS,
    "skill_duties": _SKILLS,
    "job_names": _JOB_NAMES,
    "job_dictionary": _DICTIONARY,
    "survey_occupations": _SURVEY,
    "survey_distributions": _SURVEY,
    "certificates": _CERTIFICATES,
    "certificate_exams": _EXAMS,
    "market_groups": _MARKET,
    "market_by_province": _MARKET,
    "market_by_district": _MARKET,
    "training_rounds": _ROUNDS,
    "open_courses": _OPEN_COURSES,
    "regions": _REGIONS,
    "department_fields": _DEPARTMENTS,
    "departments": _DEPARTMENTS,
    "quoted_figures": _QUOTED,
}
"""Table name → where its facts come from."""


def sources() -> list[Row]:
    """Rows of `sources`."""
    return [
        {
            "table_name": table,
            "id": entry.id,
            "name": entry.name,
            "publisher": entry.publisher,
            "period": entry.period,
            "terms": entry.terms,
            "url": entry.url,
        }
        for table, entry in PROVENANCE.items()
    ]
