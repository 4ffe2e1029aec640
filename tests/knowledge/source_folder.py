"""A small source folder: a few rows of every source table, with each of the quirks that the compile step handles."""

from pathlib import Path

_EXAM_COLUMNS = ",".join(
    f"{stage}{count}_{year}"
    for stage in ("필기", "실기")
    for count in ("접수", "응시", "합격")
    for year in range(2019, 2024)
)


def _exam(seq: int, kind: str, grade: str, large: str, middle: str, name: str, figures: dict[str, str]) -> str:
    return ",".join(
        [str(seq), kind, grade, large, middle, name, *(figures.get(c, "") for c in _EXAM_COLUMNS.split(","))]
    )


_ROUND = "2023-03-02,2023-08-31,빅데이터분석,20010105,9140160,25,25,19,9.0,12.0,서울 관악구,서울특별시 관악구,https://hrd.work24.go.kr/a?trainstCstmrId=5"
_LATE_ROUND = (
    "2025-05-12,2025-11-27,빅데이터분석,20010105,9140160,25,25,19,0.0,0.0,서울 관악구,,https://hrd.work24.go.kr/b"
)
_COURSE = "https://www.work24.go.kr/hr/selectTracseDetl.do?tracseId=A1&tracseTme={round}&crseTracseSe=C0061&trainstCstmrId={number}"

_FILES = {
    "keco2018_occupations.csv": """code6,name,major_name,is_unit_head
134100,데이터 전문가,연구직 및 공학기술직,Y
134102,데이터 분석가(빅데이터 분석가),연구직 및 공학기술직,N
135000,정보보안 전문가,연구직 및 공학기술직,Y
221201,변호사,교육·법률·사회복지·경찰·소방직 및 군인,N
304000,간호사,보건·의료직,Y""",
    "keco2018_unit_names.csv": """unit4,name
2212,변호사
6156,방문 판매원
3040,간호사""",
    "keco_minor_groups.csv": """minor_code,label_nospace,in_2018,in_2025
134,네트워크시스템개발자및정보보안전문가,Y,Y
135,데이터전문가,Y,Y
221,법률전문가,Y,Y
304,간호사,Y,Y""",
    "ncs_classification.csv": """depth,code,name,parent,unit_count
1,02,경영·회계·사무,,1
2,0202,총무·인사,02,1
3,020201,총무,0202,1
4,02020104,,020201,1
1,20,정보통신,,2
2,2001,정보기술,20,2
3,200101,정보기술전략·계획,2001,1
4,20010105,빅데이터분석,200101,1
3,200107,인공지능,2001,1
4,20010707,,200107,1""",
    "ncs_units.csv": """unit_code,name,level,train_hours,subdivision_code
2001010501_23v1,빅데이터 분석 기획,6,40,20010105
2001070701_25v1,인공지능 서비스 기획,5,0,20010707
0202010401_19v1,공공조달 계획수립,5,,02020104""",
    "job_dictionary_names.csv": """dict_code,name,aliases,related,education,training_period,certificates,keco2018_unit4,ksco,ksic,survey_year
K000000001,정보보안전문가,보안\u00a0전문가|정보보안전문가||화이트해커,보안관제원| 모의해킹원,14년 초과 ~ 16년 이하(대졸 정도),2년 초과 ~ 4년 이하,정보보안기사,1350,2233,J620,2024
K000000002,모의해킹원,화이트해커,,,,,1350,2233,ALL,2019
K000000003,방문판매원,화장품방문판매원,,,,,6156,5321,G479,2013""",
    "know_jobs_537.csv": """know_code,name,keco_mid,mid_name
13501,정보보안전문가,13,정보통신직
61561,방문판매원,61,영업·판매직""",
    "know_survey_occupations.csv": """know_code6,name,respondents,median_salary_10k_krw,license_required_pct,license_question_n
135001,정보보안전문가,49,3600.0,4.2,24
301004,간호사,111,3700.0,98.0,50
615601,방문판매원,49,2800.0,0.0,38
9999999,,317,3300.0,,0""",
    "know_survey_distributions.csv": """know_code6,kind,value,respondents
135001,major,컴퓨터공학,12
135001,major,컴퓨터공학 ,1
301004,age,30대,40
9999999,age,30대,100""",
    "qnet_certificates.csv": """jmCd,jmNm,grade,obligfldcd,obligfldnm,mdobligfldcd,mdobligfldnm,in_exam_stats_2019_2023
1150,전기기사,기사,20,전기·전자,201,전기,1""",
    "certificate_exam_statistics.csv": "\n".join(
        [
            f"seq,kind,grade,large,middle,name,{_EXAM_COLUMNS}",
            _exam(0, "total", "", "", "", "계", {"필기접수_2023": "9.0"}),
            _exam(
                *(1, "item", "기사", "전기.전자", "전기", "전기기사"),
                {"필기접수_2023": "60239.0", "필기응시_2023": "47477.0", "필기합격_2023": "12000.0"},
            ),
            _exam(
                *(2, "item", "단일등급", "교육.자연.과학.사회과학", "", "이러닝운영관리사"),
                {"실기접수_2023": "10", "실기응시_2023": "0", "실기합격_2023": "0"},
            ),
        ]
    ),
    "eis_openings_seekers_by_province.csv": """sido,job_top_code,job_top_name,year_month,new_openings,new_seekers
전국,00,전체,2026-07,10,20
전국,02,연구 및 공학기술,2026-07,5,9""",
    "eis_openings_seekers_by_district.csv": """sigungu_code,sido,sigungu,job_top_code,year_month,new_openings,new_seekers
11110,서울,종로구,02,2026-07,5,9""",
    "quoted_figures.csv": """topic,year,item,value,unit,source_page,note
구인공고_자격수요,2022,산업안전기사,2520,건,신문 1면,""",
    "work24_region_codes.csv": """region_cd,region_nm,super_cd
11000,서울,
11110,서울 종로구,11000""",
    "kdigital_courses_2021_2025.csv": f"""과정명,훈련과정 ID,회차,훈련기관,총 훈련일수,총 훈련시간,과정시작일,과정종료일,NCS명,NCS코드,훈련비,정원,수강신청 인원,수료인원,취업인원 (3개월),취업인원 (6개월),지역,주소,과정페이지 링크
빅데이터  분석가,A1,1,학원,120,960,{_ROUND}
빅데이터 분석가,A1,1,학원,120,960,{_ROUND}
빅데이터 분석가,A1,2,학원,120,960,{_LATE_ROUND}""",
    "work24_training_courses_2026_04.csv": f"""hrd_id,title,address,ncs_code,training_type,training_time,training_start_date,training_end_date,capacity,registered_count,trng_area_code,source_url
A1,설득적 글쓰기,서울 종로구,20010105,근로자직업능력개발훈련,13일 · 총 39시간,2026-04-23,2026-05-23,500,0,11110,{_COURSE.format(round=93, number=5)}
A1,경영 실무,,05010101,,,,,,,,{_COURSE.format(round=94, number=6)}""",
    "university_department_hierarchy.csv": """sub_class,mid_class,broad_class
정보·통신공학,컴퓨터·통신,공학""",
    "university_departments.csv": """dept_name,sub_class,first_year,last_year,schools_2026,school_years,example_schools
정보보호학과,정보·통신공학,2014,2026,5,40,가천대학교|세종대학교""",
}


def write_source_folder(folder: Path) -> Path:
    """Writes the source tables into a folder and returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _FILES.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return folder
