"""What the web API refuses, and the Korean sentence that says so. A refused request has changed nothing."""

import math
from typing import Any

from bot.channels.limits import KEY_MAX_CHARACTERS


class Refusal(Exception):
    """A request that is not carried out: HTTP status, a stable code, a sentence for the person, further JSON fields."""

    def __init__(
        self, status: int, code: str, message: str, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(code)
        self.status = status
        self.headers = headers or {}
        self.body = {"error": code, "message": message, **more}


def no_session() -> Refusal:
    return Refusal(401, "no_session", "대화가 없거나 끝났어요. 페이지를 새로 열어 대화를 시작해 주세요.")


def empty_text() -> Refusal:
    return Refusal(400, "empty_text", "빈 메시지는 보낼 수 없어요. 하고 싶은 말을 적어 주세요.")


def text_too_long(length: int, limit: int) -> Refusal:
    sentence = f"글이 너무 길어요. 지금 {length:,}자인데, 한 번에 {limit:,}자까지 보낼 수 있어요. 나누어 보내 주세요."
    return Refusal(413, "text_too_long", sentence, length=length, limit=limit)


def body_too_large(limit: int) -> Refusal:
    return Refusal(413, "body_too_large", "보낸 내용이 너무 커요. 글을 나누어 보내 주세요.", limit=limit)


def not_json() -> Refusal:
    return Refusal(400, "bad_request", "보낸 내용을 읽지 못했어요. JSON 형식인지 확인해 주세요.")


def wrong_media_type() -> Refusal:
    return Refusal(415, "wrong_media_type", "보낸 형식을 읽을 수 없어요. application/json 형식으로 보내 주세요.")


def wrong_file_type() -> Refusal:
    return Refusal(415, "wrong_media_type", "파일은 application/octet-stream 형식으로 보내 주세요.")


def unclear_body() -> Refusal:
    sentence = "무엇을 보냈는지 알 수 없어요. 글(text), 고른 것(choice), 다시 보내기(again) 가운데 하나만 보내 주세요."
    return Refusal(400, "bad_request", sentence)


def bad_key() -> Refusal:
    return Refusal(400, "bad_key", f"key는 영문과 숫자로 {KEY_MAX_CHARACTERS}자까지 쓸 수 있어요.")


def key_reused() -> Refusal:
    return Refusal(409, "key_reused", "같은 key로 다른 내용을 보냈어요. 새 key로 다시 보내 주세요.")


def unknown_choice() -> Refusal:
    return Refusal(
        409, "unknown_choice", "지금은 고를 수 없는 항목이에요. 가장 최근에 보여 드린 것 가운데에서 골라 주세요."
    )


def nothing_unanswered() -> Refusal:
    return Refusal(409, "nothing_unanswered", "다시 보낼 메시지가 없어요.")


def too_many_turns(seconds: float) -> Refusal:
    whole = math.ceil(seconds)
    sentence = f"메시지를 너무 빨리 보내고 있어요. {whole}초 뒤에 다시 보내 주세요."
    return Refusal(429, "too_many_turns", sentence, {"Retry-After": str(whole)}, retry_after=whole)


def not_found() -> Refusal:
    return Refusal(404, "not_found", "찾는 것이 없어요. 주소를 확인해 주세요.")


def empty_file() -> Refusal:
    return Refusal(400, "empty_file", "파일이 비어 있어요. 내용이 있는 파일을 골라 주세요.")


def file_too_large(limit: int) -> Refusal:
    sentence = f"파일이 너무 커요. {limit // 1024 // 1024}MB까지 보낼 수 있어요."
    return Refusal(413, "file_too_large", sentence, limit=limit)


def link_ended() -> Refusal:
    return Refusal(404, "link_ended", "이 링크는 더 이상 쓸 수 없어요. 대화에서 다시 요청해 주세요.")


def wrong_method() -> Refusal:
    return Refusal(405, "wrong_method", "이 주소에서는 쓸 수 없는 요청이에요.")


def broken() -> Refusal:
    return Refusal(500, "broken", "문제가 생겨 처리하지 못했어요. 잠시 뒤에 다시 해 주세요.")
