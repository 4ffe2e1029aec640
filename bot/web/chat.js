/** The chat widget: `<jobcare-chat>`. One element, its own styles, no request to anywhere but its own server. */

import * as api from "./api.js";
import { sendOnEnter } from "./enter.js";
import { draft, seen, sending } from "./keep.js";
import { bigTextSwitch, embedded, paint, title } from "./look.js";
import { Enlarged } from "./enlarged.js";
import { Progress } from "./progress.js";
import { element, isShown, spoken } from "./render.js";
import { Transcript } from "./transcript.js";
import { Upload } from "./upload.js";

const QUICK_WORDS = ["처음부터", "이전으로", "도움말"];
const TYPING_AFTER_MS = 250;
const NEAR_BOTTOM_PX = 48;
const WATCHED_EVERY_MS = 4000;
const LOOK_EVERY_MS = 4_000;
const LOOK_HIDDEN_EVERY_MS = 30_000;

const SENTENCES = {
  offline: "인터넷 연결이 끊겼어요. 적은 글은 그대로 있으니, 연결되면 다시 보내 주세요.",
  unreachable: "서버에 연결하지 못했어요. 적은 글은 그대로 있어요. 잠시 뒤에 다시 보내 주세요.",
  unanswered: "아직 답을 받지 못한 메시지가 있어요.",
  watched: "상담사가 이 대화를 함께 보고 있어요. ‘공유 그만하기’라고 하면 바로 닫혀요.",
  expired: "대화가 끝나서 새로 시작했어요. 적어 둔 글이 있으면 다시 보내 주세요.",
  fileTakenBack: "파일을 보내지 않았어요.",
  nothingPicked: "하나 이상 고른 뒤 선택 완료를 눌러 주세요.",
};

class JobcareChat extends HTMLElement {
  #parts = {};
  #transcript;
  #busy = false;
  #failed = null;
  #retry = null;
  #atBottom = true;
  #expects = false;
  #looking = null;
  #title = document.title;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.#build(this.attachShadow({ mode: "open" }));
    this.#transcript = new Transcript(this.#parts.list, {
      tap: (choice) => this.#send({ choice: choice.id, key: api.newKey() }, choice.label),
      toggled: () => this.#retry || this.#notify(""),
      finish: (places) => this.#finish(places),
    });
    this.#listen();
    this.#parts.box.value = draft.read();
    this.#fitBox();
    this.#start();
  }

  #build(root) {
    const styles = element("link", { rel: "stylesheet", href: new URL("chat.css", import.meta.url).href });
    for (const outcome of ["load", "error"]) styles.addEventListener(outcome, () => this.setAttribute("ready", ""));
    const parts = this.#parts;
    parts.list = element("ol", { class: "messages", role: "list" });
    parts.typing = element("p", { class: "typing" }, "답을 준비하고 있어요", ...[1, 2, 3].map(() => element("i")));
    parts.typing.hidden = true;
    parts.watched = element("p", { class: "watched", role: "status" });
    parts.watched.hidden = true;
    parts.log = element(
      "div",
      { class: "log", role: "log", "aria-live": "off", "aria-label": "대화 내용", tabindex: "0" },
      element(
        "p",
        { class: "about" },
        "직업 정보를 안내하는 서비스예요. 고용24 직종, 국가직무능력표준(NCS), 한국고용정보원 조사 같은 공개 자료를 바탕으로 답해요.",
      ),
      parts.watched,
      parts.list,
      parts.typing,
    );
    parts.announcer = element("div", { class: "visually-hidden", "aria-live": "polite" });
    parts.notice = element("p", { role: "alert" });
    parts.retry = element("button", { type: "button" }, "다시 보내기");
    parts.retry.hidden = true;
    parts.quick = QUICK_WORDS.map((word) => element("button", { type: "button" }, word));
    parts.box = element("textarea", { id: "box", rows: "1", enterkeyhint: "send", autocomplete: "off", placeholder: "메시지를 적어 주세요" });
    parts.send = element("button", { type: "submit" }, "보내기");
    parts.upload = new Upload(
      (...file) => this.#sendFile(...file),
      (sentence) => this.#notify(sentence),
    );
    parts.form = element(
      "form",
      { class: "composer" },
      element("label", { class: "visually-hidden", for: "box" }, "메시지"),
      parts.box,
      parts.send,
    );
    const heading = element("div", { class: "title" }, element("h1", {}, title), element("p", {}, "나에게 맞는 일을 함께 찾아요"));
    const bigger = element("button", { type: "button", class: "tool" }, "큰 글씨");
    const top = element("header", { class: "top" }, element("img", { src: "/favicon.svg", alt: "" }), heading, bigger);
    if (embedded) top.append(this.#closeButton());
    bigTextSwitch(bigger);
    paint(this);
    parts.enlarged = new Enlarged(parts.log);
    parts.progress = new Progress();
    root.append(
      styles,
      top,
      parts.progress.element,
      parts.log,
      parts.announcer,
      element("div", { class: "notice" }, parts.notice, parts.retry),
      element(
        "div",
        { class: "bottom" },
        parts.upload.state,
        element("div", { class: "quick", role: "group", "aria-label": "바로 가기" }, ...parts.quick, parts.upload.button),
        parts.upload.input,
        parts.form,
      ),
      parts.enlarged.element,
    );
  }

  /** Closes the frame: by the button and by Escape. The page around it opens it again (embed.js). */
  #closeButton() {
    const close = element("button", { type: "button", class: "tool" }, "닫기");
    const ask = () => parent.postMessage("jobcare:close", "*");
    close.addEventListener("click", ask);
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing && !this.#parts.enlarged.isOpen) ask();
    });
    window.addEventListener("message", (event) => {
      if (event.source === parent && event.data === "jobcare:focus") this.#parts.box.focus();
    });
    return close;
  }

  #listen() {
    const { box, form, log, list, quick, retry } = this.#parts;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sendBox();
    });
    sendOnEnter(box, () => this.#sendBox());
    box.addEventListener("input", () => {
      draft.write(box.value);
      this.#fitBox();
    });
    for (const button of quick) {
      button.addEventListener("click", () => this.#send({ text: button.textContent, key: api.newKey() }, button.textContent));
    }
    retry.addEventListener("click", () => this.#retry?.());
    log.addEventListener("scroll", () => {
      this.#atBottom = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_BOTTOM_PX;
    });
    const growth = new ResizeObserver(() => {
      if (this.#atBottom) log.scrollTop = log.scrollHeight;
    });
    growth.observe(log);
    growth.observe(list);
    window.addEventListener("offline", () => this.#notify(SENTENCES.offline, this.#retry));
    window.addEventListener("online", () => {
      if (this.#retry) this.#retry();
      else this.#notify("");
    });
    document.addEventListener("visibilitychange", () => this.#catchUp());
    this.addEventListener("jobcare:catch-up", () => this.#catchUp());
    this.#fitViewport();
  }

  /** The on-screen keyboard makes the visual viewport smaller: the chat follows, so that nothing hides behind it. */
  #fitViewport() {
    const view = window.visualViewport;
    if (!view) return;
    const fit = () => {
      if (view.scale === 1) this.style.setProperty("--viewport-height", `${view.height}px`);
    };
    view.addEventListener("resize", fit);
    fit();
  }

  #fitBox() {
    if (CSS.supports("field-sizing", "content")) return;
    const { box } = this.#parts;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 3}px`;
  }

  async #start() {
    this.#setBusy(true);
    try {
      this.#show(await api.openSession());
    } catch (error) {
      this.#setBusy(false);
      this.#failedWith(error, () => this.#start());
      return;
    }
    this.#setBusy(false);
    const onItsWay = sending.read();
    if (onItsWay) await this.#send(onItsWay, null, "text" in onItsWay);
  }

  #sendBox() {
    const { box } = this.#parts;
    if (this.#busy) return;
    const text = box.value;
    const body = this.#failed?.text === text ? this.#failed : { text, key: api.newKey() };
    this.#setBox("");
    this.#send(body, text, true);
  }

  #finish(places) {
    if (places.length === 0) this.#notify(SENTENCES.nothingPicked);
    else this.#send({ text: places.join(", "), key: api.newKey() }, places.join(", "));
  }

  /** One turn. `shown` is displayed until the answer comes; `typed` text goes back into the box when it fails. */
  async #send(body, shown, typed = false) {
    if (this.#busy) return;
    this.#setBusy(true);
    this.#notify("");
    sending.write(body);
    if (shown?.trim()) this.#transcript.showPending(shown);
    this.#toBottom();
    try {
      const before = this.#transcript.latest;
      let answer = await api.send(body);
      if (answer.messages.some(({ seq }) => seq > before) && !answer.messages.some(({ seq }) => seq === before + 1)) {
        answer = await api.history();
      }
      this.#failed = null;
      sending.write(null);
      this.#setBusy(false);
      this.#announce(this.#show(answer));
    } catch (error) {
      this.#transcript.dropPending();
      sending.write(null);
      this.#setBusy(false);
      if (typed && !this.#parts.box.value) this.#setBox(body.text);
      if (error instanceof api.Refused && error.code === "no_session") {
        await this.#startAnew();
        return;
      }
      this.#failed = body;
      this.#failedWith(error, () => this.#resend(body, shown, typed));
    }
  }

  /** A file as a turn; taken back, nothing has happened. */
  async #sendFile(file, progress, signal) {
    if (this.#busy) return;
    this.#setBusy(true);
    this.#notify("");
    this.#transcript.showPending(`[파일] ${file.name}`);
    this.#toBottom();
    try {
      const answer = await api.sendFile(file, api.newKey(), progress, signal);
      this.#setBusy(false);
      this.#announce(this.#show(answer));
    } catch (error) {
      this.#transcript.dropPending();
      this.#setBusy(false);
      if (signal.aborted) this.#notify(SENTENCES.fileTakenBack);
      else if (error instanceof api.Refused && error.code === "no_session") await this.#startAnew();
      else this.#failedWith(error, null);
    }
  }

  #resend(body, shown, typed) {
    if (typed && this.#parts.box.value === body.text) this.#setBox("");
    this.#send(body, shown, typed);
  }

  async #startAnew() {
    this.#transcript.clear();
    await this.#start();
    this.#notify(SENTENCES.expired);
  }

  /** Show what another tab, or a counsellor, said meanwhile. */
  async #catchUp() {
    if (document.visibilityState !== "visible" || this.#busy || this.#retry) return;
    try {
      const answer = await api.history();
      if (!this.#busy) this.#show(answer);
    } catch {
      // Not asked for by the person: the next message says what is wrong.
    }
    document.title = this.#title;
    seen.write(this.#transcript.latest);
  }

  /** While a counsellor may answer, look now and then whether they did; the answer appears by itself. */
  #lookAgain() {
    clearTimeout(this.#looking);
    if (!this.#expects) return;
    const hidden = document.visibilityState !== "visible";
    this.#looking = setTimeout(() => this.#look(), hidden ? LOOK_HIDDEN_EVERY_MS : LOOK_EVERY_MS);
  }

  async #look() {
    if (!this.#busy) {
      try {
        const before = this.#transcript.latest;
        const answer = await api.since(before);
        if (!this.#busy) this.#came(answer, before);
      } catch {
        // As in catchUp; the next look tries again.
      }
    }
    this.#lookAgain();
  }

  /** Show what came without being asked for. */
  #came(answer, before) {
    const fresh = this.#show(answer);
    if (fresh.length === 0) return;
    const first = this.#transcript.firstAfter(before);
    if (first) this.#transcript.markNew(first);
    if (document.visibilityState !== "visible") document.title = `(새 글) ${this.#title}`;
    this.#announce(fresh);
  }

  /** Add messages; returns the new ones. */
  #show({ messages, unanswered, progress, watched = false, expects = false }) {
    this.#parts.progress.show(progress);
    this.#tellWatched(watched);
    const reloaded = this.#transcript.latest === 0 && messages.some((message) => message.from === "user");
    const { fresh, first } = this.#transcript.add(messages);
    const unread = reloaded && seen.read() !== null ? this.#transcript.firstAfter(seen.read()) : null;
    if (unread) this.#transcript.markNew(unread);
    if (first) this.#reveal(reloaded ? unread : first);
    if (document.visibilityState === "visible") seen.write(this.#transcript.latest);
    this.#expects = expects;
    this.#lookAgain();
    if (unanswered) this.#notify(SENTENCES.unanswered, () => this.#send({ again: true }, null));
    return fresh;
  }

  /** A counsellor sees the conversation: say so, and look for what they type. */
  #tellWatched(watched) {
    const { watched: line } = this.#parts;
    if (line.hidden !== watched) return;
    line.hidden = !watched;
    line.textContent = watched ? SENTENCES.watched : "";
    clearInterval(this.#parts.watching);
    if (watched) this.#parts.watching = setInterval(() => this.#catchUp(), WATCHED_EVERY_MS);
  }

  /** Scroll to the end, or to the top of what is new if that is taller than the window. */
  #reveal(first) {
    this.#toBottom();
    if (!first) return;
    const { log, list } = this.#parts;
    const top = first.offsetTop - list.offsetTop;
    if (list.offsetHeight - top > log.clientHeight) {
      log.scrollTop = first.offsetTop - NEAR_BOTTOM_PX / 4;
      this.#atBottom = false;
    }
  }

  #toBottom() {
    const { log } = this.#parts;
    log.scrollTop = log.scrollHeight;
    this.#atBottom = true;
  }

  #announce(messages) {
    const heard = messages.filter(({ from, reply }) => from === "bot" && isShown(reply)).map(({ reply }) => element("p", {}, spoken(reply)));
    this.#parts.announcer.replaceChildren(...heard);
  }

  #failedWith(error, retry) {
    if (error instanceof api.Refused) this.#notify(error.message);
    else if (error instanceof api.Unreachable) this.#notify(navigator.onLine ? SENTENCES.unreachable : SENTENCES.offline, retry);
    else throw error;
  }

  #notify(sentence, retry = null) {
    this.#parts.notice.textContent = sentence;
    this.#retry = retry;
    this.#parts.retry.hidden = !retry;
  }

  #setBox(text) {
    this.#parts.box.value = text;
    draft.write(text);
    this.#fitBox();
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.#transcript.lock(busy);
    for (const button of [this.#parts.send, this.#parts.upload.button, ...this.#parts.quick]) button.setAttribute("aria-disabled", String(busy));
    clearTimeout(this.#parts.typingTimer);
    this.#parts.typing.hidden = true;
    if (!busy) return;
    this.#parts.typingTimer = setTimeout(() => {
      this.#parts.typing.hidden = false;
      if (this.#atBottom) this.#toBottom();
    }, TYPING_AFTER_MS);
  }
}

customElements.define("jobcare-chat", JobcareChat);
