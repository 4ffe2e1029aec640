"""What all open APIs of 고용24 share: where they are, and the errors that come as HTTP 200."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from knowledge.connectors.errors import QuotaSpent, SourceRefused, Unreadable
from knowledge.connectors.replies import all_named, xml_root

NAME = "work24"
RETURN_XML = {"returnType": "XML"}

_MEANINGS = {
    "002": "인증키가 맞지 않아요. JOBCARE_WORK24_KEY를 확인해 주세요",
    "004": "돌려받을 꼴을 잘못 적었어요",
    "008": "부르는 방법을 잘못 적었어요",
}


def service_path(group: str, service: str) -> str:
    """Path of a service, e.g. `service_path("wk", "210L01")`."""
    return f"/cm/openApi/call/{group}/callOpenApiSvcInfo{service}.do"


def read_root(body: bytes, *root_names: str) -> Element:
    """The root of a reply. Raises SourceRefused for an error of 고용24, Unreadable for a root of none of the names.

    An error has the same root as an answer, or another one, with `messageCd` and `message` in it.
    """
    root = xml_root(body, NAME)
    code = next((element.text or "" for element in all_named(root, "messageCd")), "").strip()
    if code and code not in ("000", "00"):
        message = next((element.text or "" for element in all_named(root, "message")), "").strip()
        if "초과" in message:
            raise QuotaSpent(NAME, "고용24: 오늘 받을 수 있는 횟수가 끝났다고 해요. 내일 이어서 할 수 있어요.")
        raise SourceRefused(
            NAME, code, f"고용24: {_MEANINGS.get(code) or message or '요청을 받아 주지 않았어요'} ({code})."
        )
    if root.tag not in root_names:
        raise Unreadable(NAME, "고용24가 약속과 다른 꼴로 답했어요.")
    return root
