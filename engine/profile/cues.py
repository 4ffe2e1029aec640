"""Words by which one sees what a clause is about: schooling, training, certificates, work of which kind, skills, nothing."""

from __future__ import annotations

import re

from engine.profile.model import EducationStatus, ExperienceKind, OverseasKind, SchoolLevel

WISH = re.compile(
    r"고\s?싶|관심|희망|목표|되려|하려고|할까|할\s?예정|알아보|궁금|찾고|추천|준비\s?(?:중|하)|공부\s?(?:중|하고\s?있)|따려|딸까|배우려"
)
"""Plans and wishes are no part of a profile."""

MISSED = re.compile(
    r"못\s?(?:땄|했|하|따)|떨어졌|불합격|탈락|필기만|없(?:어|습|고|는|음|지)|안\s?(?:땄|했|해|다녔)|아니"
)
NOTHING = re.compile(
    r"(?:은|는|도|이|가)?\s*(?:아직|전혀|하나도|따로|딱히|특별히|별로)?\s*(?:없|안\s?(?:했|해\s?봤|해봤|받았)|해\s?본\s?적\s?없)"
)

SECTION_WORDS: dict[str, re.Pattern[str]] = {
    "educations": re.compile(r"학력|학교"),
    "trainings": re.compile(r"직업\s?훈련|훈련|교육\s?(?:받|과정|이력)"),
    "certificates": re.compile(r"자격증|자격|면허"),
    "experiences": re.compile(r"경력|경험|직장|일\s?(?:해|한)\s?(?:본|적)|사회\s?생활"),
    "skills": re.compile(r"기술|할\s?줄\s?아는|잘하는|보유\s?기술"),
}
"""How people name the sections when they say that there is nothing: 자격증은 없어요."""

SCHOOL = re.compile(
    r"졸업|재학|휴학|중퇴|수료|학번|입학|검정고시|전공|고졸|초대졸|대졸|전문대|대학원|대학교|고등학교|고교|석사|박사|학사|[가-힣]{2,}대(?:학)?\s|"
    r"(?:학과|학부)(?:를|을|\s|$)|(?:여|공|상|농|남|외|과|예|마이스터)고(?:를|\s|$|등)|방송통신대|방통대|폴리텍|사이버대"
)
STATUSES: tuple[tuple[re.Pattern[str], EducationStatus], ...] = (
    (re.compile(r"검정\s?고시|독학사|독학학위"), EducationStatus.SELF_TAUGHT),
    (re.compile(r"졸업\s?(?:예정|반|을\s?앞)"), EducationStatus.GRADUATING),
    (re.compile(r"휴학"), EducationStatus.ON_LEAVE),
    (re.compile(r"중퇴|자퇴|그만(?:뒀|두)"), EducationStatus.DROPPED_OUT),
    (re.compile(r"수료"), EducationStatus.COMPLETED),
    (re.compile(r"재학|다니고\s?있|다니는\s?중|다녀요|다닙니다"), EducationStatus.ENROLLED),
    (re.compile(r"졸업|나왔|나온|나와|고졸|대졸|초대졸|마쳤|석사|박사|학위"), EducationStatus.GRADUATED),
)
LEVELS: tuple[tuple[re.Pattern[str], SchoolLevel], ...] = (
    (re.compile(r"박사"), SchoolLevel.DOCTOR),
    (re.compile(r"석사|대학원"), SchoolLevel.MASTER),
    (re.compile(r"전문\s?대|초대졸|2\s?년제|3\s?년제|폴리텍|전문학사|2·3년제"), SchoolLevel.COLLEGE),
    (
        re.compile(r"대학교|4\s?년제|대졸|학사|방송통신대|방통대|사이버대|[가-힣]{2,}대(?:학)?(?=[\s를을에,]|$)|학부"),
        SchoolLevel.UNIVERSITY,
    ),
    (
        re.compile(r"고등학교|고교|고졸|(?:여|공|상|농|남|외|과|예|마이스터)고(?=[\s를을에,]|$)|특성화고|실업계"),
        SchoolLevel.HIGH_SCHOOL,
    ),
)
SCHOOL_NAME = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9]{1,20}(?:대학교|대학원|전문대학|전문대|폴리텍대학|폴리텍|고등학교|여고|공고|상고|농고|외고|과고|예고|마이스터고|"
    r"사이버대|대학|(?<![최기확거])대(?=[\s를을에,]|$)|(?<![하이있었했았졌되가오말보타크많좋알])고(?=를|에|\s(?:졸업|나와|나왔|중퇴|다니|재학|[가-힣]+과\s))))"
)
NO_SCHOOL_NAME = (
    "20대",
    "30대",
    "40대",
    "50대",
    "60대",
    "10대",
    "전문대",
    "대학교",
    "대학",
    "대학원",
    "고등학교",
    "사대",
    "년제대학교",
    "년제대학",
    "4년제대학교",
    "일반대학원",
    "현대",
    "군대",
    "시대",
)

TRAINING = re.compile(
    r"국비|내일배움|직업\s?훈련|훈련|부트\s?캠프|학원|과정(?!을\s?(?:관리|개선|담당))|직업전문학교|직업학교|교육을?\s?(?:받|들|이수|수료)|강의를?\s?(?:들|수강)|수강|연수를?\s?받|배웠|이수"
)
TRAINING_PLACE = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9]+(?:\s?[가-힣A-Za-z0-9]+)?(?:학원|직업전문학교|직업학교|폴리텍|인력개발원|인력개발센터|새일센터|훈련원|아카데미|캠퍼스|교육원|교육센터|평생교육원|문화센터))"
    r"(?:에서|에|의|\s|,|$)"
)
TRAINING_COURSE = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9·/&+#() ]{2,40}?)\s*(?:국비\s?)?(?:과정|훈련|부트\s?캠프|코스|교육|강의|수업)(?=[을를이가은는,.\s]|$)"
)

DRIVING_LICENCE = re.compile(
    r"(?:자동차\s?)?(?:[12]종\s?(?:보통|대형|소형|특수)\s?)?운전\s?면허(?:증)?(?:\s?[12]종(?:\s?(?:보통|대형|소형|특수))?)?|[12]종\s?(?:보통|대형|소형|특수)(?:\s?면허)?"
)
HAS = re.compile(
    r"있(?:어|습|고|음|구|는데|지만|다|네)|취득|땄|따고|따서|딴|보유|소지|합격|갖고|가지고|자격|면허|급(?:\s|,|$)"
)

SKILL = re.compile(
    r"할\s?줄|다룰|다뤄|다루|쓸\s?줄|칠\s?줄|능숙|잘\s?(?:하|해|다|써|쓰|합)|사용\s?(?:가능|할|합)|할\s?수\s?있|익숙|가능(?:해|합|\s|$)|보유\s?기술|기술은|기술이\s?있|스킬"
)

KINDS: tuple[tuple[re.Pattern[str], ExperienceKind], ...] = (
    (re.compile(r"인턴"), ExperienceKind.INTERNSHIP),
    (re.compile(r"아르바이트|알바|파트\s?타임"), ExperienceKind.PART_TIME),
    (
        re.compile(
            r"어학\s?연수|교환\s?학생|해외\s?(?:연수|봉사|취업|경험|인턴|근무|파견|지사|법인)|워킹\s?홀리데이|워홀|유학|주재원"
        ),
        ExperienceKind.OVERSEAS,
    ),
    (re.compile(r"자원\s?봉사"), ExperienceKind.VOLUNTEERING),
    (re.compile(r"봉사"), ExperienceKind.SERVICE),
    (
        re.compile(r"수상|(?:최우수|우수|장려|대|금|은|동|공로|모범)상(?:을|\s|$)|입상|상을?\s?(?:받|탔)|표창"),
        ExperienceKind.AWARD,
    ),
    (re.compile(r"논문|저술|출간|기고|책을\s?(?:썼|냈|쓰)|집필|저서|칼럼"), ExperienceKind.WRITING),
    (re.compile(r"프로젝트|공모전"), ExperienceKind.PROJECT),
    (re.compile(r"동아리|학생회|교내|학회|과대표|반장을"), ExperienceKind.CLUB),
    (
        re.compile(r"시민\s?단체|주민\s?자치|부녀회|동호회|통장을|이장을|운영위원|학부모회|사회\s?활동"),
        ExperienceKind.SOCIAL,
    ),
    (
        re.compile(
            r"군\s?복무|군대|병장|전역|제대|의경|사회복무|공익|취사병|조리병|운전병|통신병|정비병|행정병|의무병|복무"
        ),
        ExperienceKind.OTHER,
    ),
)
SOLDIER_BY_TRADE = re.compile(r"부사관|장교|하사|중사|상사로|원사|소위|중위|대위|소령|직업\s?군인|준위")
OVERSEAS: tuple[tuple[re.Pattern[str], OverseasKind], ...] = (
    (re.compile(r"연수|교환\s?학생|유학"), OverseasKind.TRAINING),
    (re.compile(r"봉사"), OverseasKind.VOLUNTEERING),
    (re.compile(r"취업|워킹\s?홀리데이|워홀|근무|인턴|파견|일했|지사|법인|주재원"), OverseasKind.EMPLOYMENT),
)
COUNTRY = re.compile(
    r"미국|캐나다|호주|뉴질랜드|일본|중국|대만|홍콩|싱가포르|베트남|필리핀|태국|말레이시아|인도네시아|인도|몽골|네팔|캄보디아|라오스|미얀마|영국|아일랜드|독일|프랑스|이탈리아|스페인|네덜란드|스위스|오스트리아|러시아|튀르키예|터키|사우디아라비아|사우디|아랍에미리트|두바이|카타르|쿠웨이트|이집트|남아공|케냐|탄자니아|에티오피아|브라질|멕시코|칠레|페루|아르헨티나|스웨덴|노르웨이|덴마크|핀란드|폴란드|체코|헝가리|우즈베키스탄|카자흐스탄"
)
WORK = re.compile(
    r"일했|일을\s?했|일하(?:고|다|며|면서|는|던|였)|일합|일해|근무|재직|다녔|다니|입사|퇴사|퇴직|경력|담당|맡[았고아]|운영|장사|농사|사업|창업|개업|자영업|직장|회사|"
    r"업체|공장|가게|매장|식당|병원|현장|프리랜서|강사|아르바이트|알바|인턴|참여|활동|복무|했어|했습|했었|했음|했고|했으|했는|해왔|해\s?왔|근속|종사|만들었|관리했"
)
WORKED = re.compile(
    r"일했|일을\s?했|일하|일합|일해|근무|재직|다녔|다니|입사|퇴사|퇴직|경력|운영|장사|농사|사업|창업|개업|자영업|프리랜서|종사|근속|복무"
)

POSITION = re.compile(
    r"(?<![가-힣])(?P<name>사원|주임|대리|과장|차장|부장|팀장|실장|파트장|그룹장|본부장|이사|상무|전무|대표|점장|매니저|부점장|반장|조장|직장|소장|원장|센터장|"
    r"수간호사|주방장|연구원|선임연구원|책임연구원|수석연구원|선임|책임|수석|하사|중사|상사|원사|소위|중위|대위|병장)"
    r"(?=으로|로(?!서?\s?(?:부터))|까지|급|직급|이었|였|입니|이에|예요|을\s?맡|를\s?맡|\s?승진|\s|,|$)"
)
DEPARTMENT = re.compile(
    r"(?P<name>[가-힣A-Za-z]{2,12}(?:팀|부서|본부|사업부|생산부|영업부|관리부|총무부|기술부|센터|파트|실))(?=에서|의|에|\s|,|$)"
)
PLACES = re.compile(
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기도?|강원도?|충청[남북]?도?|전라[남북]?도?|경상[남북]?도?|제주도?|[가-힣]{1,4}(?:시|군|구|동|읍|면|도))"
)
SERVICES = ("육군", "해군", "공군")
"""Look like districts, but are none."""

COMPANY = re.compile(
    r"(?:전자|회사|건설|물류|병원|의원|은행|마트|카페|식당|학원|센터|공장|산업|기업|상사|테크|시스템|중공업|자동차|화학|제약|호텔|백화점|편의점|미용실|요양원|어린이집|유치원|학교|구청|시청|공사|공단|농협|보험|증권|통신|㈜|\(주\)|주식회사)$|^(?:㈜|\(주\)|주식회사)"
)
NO_ORGANISATION = (
    "집",
    "거기",
    "여기",
    "그곳",
    "저기",
    "현장",
    "밖",
    "안",
    "위",
    "옆",
    "학교",
    "사회",
    "국내",
    "해외",
    "거기서",
)


def first(table: tuple[tuple[re.Pattern[str], object], ...], text: str) -> object | None:
    """The value of the first pattern found in the text."""
    return next((value for pattern, value in table if pattern.search(text)), None)
