"""The Telegram side of the gateway: updates in, turns of the conversation, messages out.

Updates come by long polling (no public address needed) or by webhook (with Telegram's secret token). Those of one chat are
handled in their order, those of different chats side by side. Only private chats are served.
"""

import asyncio
import hmac
import io
import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import Response
from telegram import (
    BotCommand,
    CallbackQuery,
    Chat,
    ChatMember,
    Document,
    InlineKeyboardMarkup,
    InputFile,
    MaybeInaccessibleMessage,
    Message,
    Update,
)
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, ContextTypes, TypeHandler
from telegram.request import HTTPXRequest

from bot.channels import files, plain, refusals, typed
from bot.channels.body import read_body
from bot.channels.conversation import Conversations, Exchange
from bot.channels.limits import FILE_MAX_BYTES
from bot.channels.refusals import Refusal
from bot.channels.sessions import WebSession
from bot.channels.telegram import render
from bot.channels.telegram.bot import TelegramBot
from bot.channels.telegram.render import File, Outgoing, Picture, TablePicture, Words
from bot.replies import table_image

_log = logging.getLogger("jobcare.gateway")

_Sent = TypeVar("_Sent")

CHANNEL = "telegram"
WEBHOOK_HEADER = "x-telegram-bot-api-secret-token"

COMMANDS = {
    "start": ("시작하기", "처음부터"),
    "menu": ("메뉴와 도움말", "도움말"),
    "help": ("도움말", "도움말"),
    "restart": ("처음부터 다시", "처음부터"),
    "mydata": ("내 정보 보기", "내 정보 보여 줘"),
    "delete": ("내 정보 삭제", "내 정보 삭제"),
}
"""Command → what Telegram's menu says of it, and what is said to the bot."""

_ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
_SEEN_MAX = 10_000
_KEYBOARDS_MAX = 5_000
_TYPING_EVERY_SECONDS = 4.0
_SEND_TRIES = 3
_START_PAUSE_MAX_SECONDS = 300.0

_EDITED = "메시지를 고치셨네요. 고친 내용으로 답을 받으려면 새 메시지로 보내 주세요."
_ONLY_PRIVATE = "저는 1:1 대화에서만 도와드려요. 제 이름을 눌러 대화를 시작해 주세요."
_NO_PICTURE = "사진은 읽지 못해요. 이력서라면 PDF, DOCX, HWPX, TXT 파일로 보내 주시거나, 내용을 글로 적어 주세요."
_NO_DOWNLOAD = "파일을 받지 못했어요. 잠시 뒤에 다시 보내 주세요."
_ALREADY_CHOSEN = "이미 답하신 질문이에요."
_CANNOT_READ = {
    "voice": "음성은 아직 듣지 못해요. 글로 적어 주세요.",
    "audio": "음성은 아직 듣지 못해요. 글로 적어 주세요.",
    "video": "동영상은 보지 못해요. 글로 적어 주세요.",
    "video_note": "동영상은 보지 못해요. 글로 적어 주세요.",
    "photo": _NO_PICTURE,
    "sticker": "스티커 고마워요. 하고 싶은 말을 글로 적어 주시면 도와드릴게요.",
    "animation": "움직이는 그림은 읽지 못해요. 글로 적어 주세요.",
    "location": "위치는 저장하지 않아요. 지역이 필요하면 '서울 마포'처럼 글로 적어 주세요.",
    "contact": "연락처는 받지 않아요. 하고 싶은 말을 글로 적어 주세요.",
}
_CANNOT_READ_KINDS = {"image": _NO_PICTURE, "audio": _CANNOT_READ["audio"], "video": _CANNOT_READ["video"]}
"""Media type → what is said where such a file is sent as a document."""

_CANNOT_READ_OTHER = "글로 적어 주시면 도와드릴게요."


class TelegramChannel:
    """One bot of Telegram. ``start`` never raises: what is wrong is logged and the other channels go on."""

    def __init__(self, bot: TelegramBot, conversations: Conversations, var: Path, public_url: str) -> None:
        self._settings = bot
        self._conversations = conversations
        self._var = var
        self._public_url = public_url
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._armed: dict[int, int] = {}
        self._keyboards: OrderedDict[tuple[int, int], InlineKeyboardMarkup | None] = OrderedDict()
        self._starting: asyncio.Task[None] | None = None
        self._running = False
        self._app = self._build()

    # Life

    def start(self) -> None:
        """Connect in the background, again and again while Telegram cannot be reached."""
        self._starting = asyncio.create_task(self._start())

    async def stop(self) -> None:
        """Handle what has arrived, then disconnect."""
        if self._starting is not None:
            self._starting.cancel()
            with suppress(asyncio.CancelledError):
                await self._starting
        if self._app.updater is not None and self._app.updater.running:
            await self._app.updater.stop()
        if self._app.running:
            await self._app.stop()
        if self._running:
            await self._app.shutdown()

    async def webhook(self, request: Request) -> Response:
        """One update by webhook; it is answered at once and handled afterwards.

        Raises:
            Refusal: the secret token is wrong, or it is no update.
        """
        secret = self._settings.webhook_secret
        given = request.headers.get(WEBHOOK_HEADER, "")
        if not secret or not self._running or not hmac.compare_digest(given.encode(), secret.encode()):
            raise refusals.not_found()
        raw = await read_body(request)
        try:
            update = Update.de_json(json.loads(raw), self._app.bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise refusals.not_json() from None
        await self._app.update_queue.put(update)
        return Response(status_code=200)

    async def push(self, address: str, session: WebSession, replies: Sequence[dict[str, Any]]) -> bool:
        """Send something that the person did not ask for just now; whether Telegram took it."""
        if not self._running:
            return False
        chat = Chat(int(address), ChatType.PRIVATE)
        chat.set_bot(self._app.bot)
        async with self._chats.setdefault(chat.id, asyncio.Lock()):
            await self._disarm(chat.id)
            try:
                for part in render.outgoing(list(replies)):
                    await self._send(chat, session, part)
            except TelegramError as error:  # blocked, or away: tried again later
                _log.info("telegram_push cause=%s", type(error).__name__)
                return False
        return True

    def _build(self) -> "Application[Any, Any, Any, Any, Any, Any]":
        seconds = self._settings.patience

        def connections() -> HTTPXRequest:
            return HTTPXRequest(
                connection_pool_size=64,
                read_timeout=seconds,
                write_timeout=seconds,
                connect_timeout=seconds,
                httpx_kwargs={"trust_env": False},
            )

        app = (
            ApplicationBuilder()
            .token(self._settings.token)
            .base_url(f"{self._settings.api}/bot")
            .base_file_url(f"{self._settings.api}/file/bot")
            .request(connections())
            .get_updates_request(connections())
            .rate_limiter(AIORateLimiter(max_retries=5))
            .concurrent_updates(True)
            .build()
        )
        app.add_handler(TypeHandler(Update, self._on_update))
        app.add_error_handler(_log_error)
        return app

    async def _start(self) -> None:
        pause = 1.0
        while True:
            try:
                await self._connect()
                return
            except InvalidToken:
                _log.error("telegram_off cause=wrong_token hint=JOBCARE_TELEGRAM_TOKEN")
                return
            except TelegramError as error:
                _log.warning("telegram_unreachable cause=%s again_in=%.0fs", type(error).__name__, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _START_PAUSE_MAX_SECONDS)

    async def _connect(self) -> None:
        await self._app.initialize()
        self._running = True
        await self._app.bot.set_my_commands([BotCommand(name, shown) for name, (shown, _) in COMMANDS.items()])
        if self._settings.webhook_secret:
            await self._app.bot.set_webhook(
                f"{self._public_url}/telegram", secret_token=self._settings.webhook_secret, allowed_updates=_ALLOWED
            )
        else:
            assert self._app.updater is not None
            await self._app.updater.start_polling(allowed_updates=_ALLOWED, error_callback=_polling_error)
        await self._app.start()
        _log.info("telegram_on mode=%s", "webhook" if self._settings.webhook_secret else "polling")

    # Updates

    async def _on_update(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        chat = update.effective_chat
        if chat is None or self._is_repeated(update.update_id):
            return
        async with self._chats.setdefault(chat.id, asyncio.Lock()):
            try:
                await self._handle(update, chat)
            except Forbidden:
                _log.info("telegram_blocked")  # the person left or blocked the bot: there is nobody to tell
            except TelegramError as error:
                _log.warning("telegram_send cause=%s", type(error).__name__)

    def _is_repeated(self, update_id: int) -> bool:
        if update_id in self._seen:
            return True
        self._seen[update_id] = None
        if len(self._seen) > _SEEN_MAX:
            self._seen.popitem(last=False)
        return False

    async def _handle(self, update: Update, chat: Chat) -> None:
        if update.my_chat_member is not None:
            if update.my_chat_member.new_chat_member.status == ChatMember.BANNED:
                _log.info("telegram_blocked")
        elif chat.type != ChatType.PRIVATE:
            await self._in_a_group(update, chat)
        elif update.callback_query is not None:
            await self._on_button(update.callback_query, chat, update.update_id)
        elif update.edited_message is not None:
            await self._say(chat, _EDITED)
        elif update.message is not None:
            await self._on_message(update.message, chat, update.update_id)

    async def _in_a_group(self, update: Update, chat: Chat) -> None:
        """Groups overhear what is personal: a command gets one sentence, everything else silence."""
        if chat.type in (ChatType.GROUP, ChatType.SUPERGROUP) and update.message and _command(update.message):
            await self._say(chat, _ONLY_PRIVATE)

    async def _on_message(self, message: Message, chat: Chat, update_id: int) -> None:
        text = message.text
        if message.document is not None and message.animation is None:
            await self._on_file(message.document, chat, update_id)
            return
        if text is None:
            kind = next((kind for kind in _CANNOT_READ if getattr(message, kind)), None)
            await self._say(chat, _CANNOT_READ[kind] if kind else _CANNOT_READ_OTHER)
            return
        command = _command(message)
        session = await self._conversations.at_address(CHANNEL, str(chat.id))
        is_new = (await self._conversations.last_answer(session))[0] is None
        if is_new and command in ("start", "restart", "menu"):
            await self._turn(chat, session, lambda: self._conversations.open(session))
            return
        if is_new:
            await self._conversations.open(session)
        said = COMMANDS[command][1] if command else text
        await self._disarm(chat.id)
        await self._turn(chat, session, lambda: self._conversations.answer(session, said, f"tg-{update_id}"))

    async def _on_file(self, document: Document, chat: Chat, update_id: int) -> None:
        """A résumé, as on the web. Kinds that hold no text are told apart before anything is fetched."""
        kind = (document.mime_type or "").split("/")[0]
        if kind in _CANNOT_READ_KINDS:
            await self._say(chat, _CANNOT_READ_KINDS[kind])
            return
        if (document.file_size or 0) > FILE_MAX_BYTES:
            await self._say(chat, refusals.file_too_large(FILE_MAX_BYTES).body["message"])
            return
        session = await self._conversations.at_address(CHANNEL, str(chat.id))
        if (await self._conversations.last_answer(session))[0] is None:
            await self._conversations.open(session)
        try:
            async with self._typing(chat):
                content = bytes(await _patiently(lambda: _fetched(document)))
        except (BadRequest, NetworkError) as error:
            _log.warning("telegram_file cause=%s", type(error).__name__)
            await self._say(chat, _NO_DOWNLOAD)
            return
        await self._disarm(chat.id)
        name = typed.file_name(document.file_name or "")
        await self._turn(
            chat, session, lambda: self._conversations.send_file(session, name, content, f"tg-{update_id}")
        )

    async def _on_button(self, query: CallbackQuery, chat: Chat, update_id: int) -> None:
        """Every press is answered exactly once, else Telegram shows its waiting sign for a minute."""
        data, markup = query.data or "", self._markup(query.message)
        if _markup(query.message) is not None and markup is None:
            await _acknowledge(query, _ALREADY_CHOSEN)
            return
        session = await self._conversations.at_address(CHANNEL, str(chat.id))
        key = f"tg-{update_id}"
        if not data.startswith(render.TOGGLE):
            if not await self._conversations.offers(session, data):
                await _acknowledge(query, refusals.unknown_choice().body["message"])
                return
            await _acknowledge(query)
            await self._spend(query.message, markup, data)
            await self._turn(chat, session, lambda: self._conversations.tap(session, data, key))
        elif markup is None:
            await _acknowledge(query, refusals.unknown_choice().body["message"])
        elif data != render.DONE:
            await _acknowledge(query)
            toggled = render.toggled(markup, data)
            self._remember(query.message, toggled)
            with suppress(BadRequest):  # it already looks like that
                await query.edit_message_reply_markup(toggled)
        elif numbers := render.picked(markup):
            await _acknowledge(query)
            await self._spend(query.message, markup, data)
            await self._turn(chat, session, lambda: self._conversations.say(session, ", ".join(numbers), key))
        else:
            await _acknowledge(query, "하나 이상 골라 주세요.")

    # Answers

    async def _turn(self, chat: Chat, session: WebSession, ask: Callable[[], Awaitable[Exchange]]) -> None:
        async with self._typing(chat):
            try:
                exchange = await ask()
            except Refusal as refusal:
                await self._say(chat, refusal.body["message"])
                return
        replies = [message.reply for message in exchange.messages if message.author == "bot"]
        for part in render.outgoing(replies):
            await self._send(chat, session, part)

    @asynccontextmanager
    async def _typing(self, chat: Chat) -> Any:
        async def show() -> None:
            while True:
                with suppress(TelegramError):
                    await chat.send_action(ChatAction.TYPING)
                await asyncio.sleep(_TYPING_EVERY_SECONDS)

        shown = asyncio.create_task(show())
        try:
            yield
        finally:
            shown.cancel()
            with suppress(asyncio.CancelledError):
                await shown

    async def _send(self, chat: Chat, session: WebSession, part: Outgoing) -> None:
        match part:
            case Words(text, choices):
                markup = render.keyboard(choices) if choices else None
                message = await _patiently(lambda: chat.send_message(text, reply_markup=markup))
                if markup:
                    self._armed[chat.id] = message.message_id
            case Picture(file_id, text):
                found = files.locate(self._var, session.sender, file_id, files.IMAGE_TYPES)
                await self._send_pictures(chat, [found[0].read_bytes()] if found else [], text)
            case TablePicture(table, text):
                await self._send_pictures(chat, await _drawn(table), text, caption=table["caption"])
            case File(file_id, name):
                await self._send_file(chat, session, file_id, name)

    async def _say(self, chat: Chat, text: str) -> None:
        await _patiently(lambda: chat.send_message(text))

    async def _send_pictures(self, chat: Chat, pictures: list[bytes], text: str, caption: str = "") -> None:
        """Photos with a caption; what they show in words where they cannot be sent."""
        under = (caption or text)[: render.CAPTION_MAX]
        try:
            for picture in pictures:
                await _patiently(partial(_send_photo, chat, picture, under))
            if pictures:
                return
        except BadRequest as error:
            _log.warning("telegram_photo cause=%s", type(error).__name__)
        for part in plain.split(text, render.TEXT_MAX):
            await self._say(chat, part)

    async def _send_file(self, chat: Chat, session: WebSession, file_id: str, name: str) -> None:
        found = files.locate(self._var, session.sender, file_id, files.DOCUMENT_TYPES)
        if found is None:
            await self._say(chat, f"'{name}' 파일을 찾지 못했어요. 대화에서 다시 요청해 주세요.")
            return
        content = found[0].read_bytes()
        await _patiently(lambda: chat.send_document(InputFile(io.BytesIO(content), filename=name)))

    # Keyboards

    async def _spend(
        self, message: MaybeInaccessibleMessage | None, markup: InlineKeyboardMarkup | None, data: str
    ) -> None:
        """Take the keyboard away and leave behind what was chosen."""
        if not isinstance(message, Message) or markup is None:
            return
        self._armed.pop(message.chat.id, None)
        self._remember(message, None)
        if data == render.DONE:
            chosen = ", ".join(render.label(markup, render.TOGGLE + n)[2:] for n in render.picked(markup))
        else:
            chosen = render.label(markup, data).removeprefix("✓ ")
        text = f"{message.text or ''}\n\n✓ {chosen}".strip()
        with suppress(BadRequest):
            if len(text) <= render.TEXT_MAX:
                await message.edit_text(text)
            else:
                await message.edit_reply_markup(None)

    def _markup(self, message: MaybeInaccessibleMessage | None) -> InlineKeyboardMarkup | None:
        """The keyboard of a message as it was left: quick presses all carry the one that stood there before them."""
        if message is None:
            return None
        return self._keyboards.get((message.chat.id, message.message_id), _markup(message))

    def _remember(self, message: MaybeInaccessibleMessage | None, markup: InlineKeyboardMarkup | None) -> None:
        if message is None:
            return
        self._keyboards[message.chat.id, message.message_id] = markup
        if len(self._keyboards) > _KEYBOARDS_MAX:
            self._keyboards.popitem(last=False)

    async def _disarm(self, chat_id: int) -> None:
        """Take the last keyboard away: its question was answered in words."""
        message_id = self._armed.pop(chat_id, None)
        if message_id is not None:
            self._keyboards[chat_id, message_id] = None
            with suppress(BadRequest):
                await self._app.bot.edit_message_reply_markup(chat_id, message_id, reply_markup=None)


async def _acknowledge(query: CallbackQuery, notice: str | None = None) -> None:
    with suppress(BadRequest):  # too old to be answered: Telegram has stopped its waiting sign by itself
        await query.answer(notice, show_alert=notice is not None)


async def _patiently(send: Callable[[], Awaitable[_Sent]]) -> _Sent:
    """Send, and send again where Telegram stumbles. A message whose receipt was lost may come twice: better than not."""
    for attempt in range(1, _SEND_TRIES):
        try:
            return await send()
        except BadRequest:
            raise
        except NetworkError as error:
            _log.info("telegram_again cause=%s", type(error).__name__)
            await asyncio.sleep(attempt / 2)
    return await send()


async def _fetched(document: Document) -> bytearray:
    return await (await document.get_file()).download_as_bytearray()


async def _send_photo(chat: Chat, picture: bytes, caption: str) -> Message:
    return await chat.send_photo(InputFile(io.BytesIO(picture)), caption)


async def _drawn(table: dict[str, Any]) -> list[bytes]:
    try:
        return await asyncio.to_thread(table_image.draw, table)
    except RuntimeError:
        _log.warning("table_not_drawn")
        return []


def _command(message: Message) -> str | None:
    """The command of COMMANDS that the message is, if it is one; ``/help@the_bot`` counts as ``/help``."""
    word = (message.text or "").split(maxsplit=1)[:1]
    name = word[0][1:].split("@")[0].lower() if word and word[0].startswith("/") else ""
    return name if name in COMMANDS else None


def _markup(message: MaybeInaccessibleMessage | None) -> InlineKeyboardMarkup | None:
    return message.reply_markup if isinstance(message, Message) else None


def _polling_error(error: TelegramError) -> None:
    _log.warning("telegram_polling cause=%s", type(error).__name__)


async def _log_error(_update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    _log.error("telegram_update cause=%s", type(context.error).__name__)
