"""National technical certificates (국가기술자격) and their examination statistics."""

from knowledge.compile.source_files import SourceFolder, required_whole
from knowledge.tables import Row

_YEARS = range(2019, 2024)
_STAGES = ("필기", "실기")


def certificates(source: SourceFolder) -> list[Row]:
    """Rows of `certificates`: those of Q-Net's code list, and those that only the statistics know."""
    rows: dict[str, Row] = {
        row["jmNm"]: {
            "name": row["jmNm"],
            "code": row["jmCd"],
            "grade": row["grade"],
            "exam_grade": None,
            "field": row["obligfldnm"],
            "subfield": row["mdobligfldnm"],
        }
        for row in source.rows("qnet_certificates.csv", "jmCd", "jmNm", "grade", "obligfldnm", "mdobligfldnm")
    }
    for item in _exam_items(source):
        row = rows.setdefault(
            item["name"],
            {
                "name": item["name"],
                "code": None,
                "grade": None,
                "field": item["large"].replace(".", "·"),
                "subfield": item["middle"].replace(".", "·") or None,
            },
        )
        row["exam_grade"] = item["grade"]
    return list(rows.values())


def certificate_exams(source: SourceFolder) -> list[Row]:
    """Rows of `certificate_exams`. Pass rates follow from the counts, and subtotals are sums of them."""
    rows: list[Row] = []
    for item in _exam_items(source):
        for stage in _STAGES:
            for year in _YEARS:
                if item[f"{stage}접수_{year}"]:
                    rows.append(
                        {
                            "certificate": item["name"],
                            "year": year,
                            "stage": stage,
                            "registered": required_whole(item[f"{stage}접수_{year}"]),
                            "sat": required_whole(item[f"{stage}응시_{year}"]),
                            "passed": required_whole(item[f"{stage}합격_{year}"]),
                        }
                    )
    return rows


def _exam_items(source: SourceFolder) -> list[dict[str, str]]:
    rows = source.rows("certificate_exam_statistics.csv", "kind", "grade", "large", "middle", "name")
    return [row for row in rows if row["kind"] == "item"]
