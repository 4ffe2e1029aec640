/** The conversation on the page: messages in order, days, times, and which choices can still be tapped. */

import { ChoiceSet } from "./choices.js";
import { element, isShown, renderReply } from "./render.js";

const CLOCK = new Intl.DateTimeFormat("ko-KR", { hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("ko-KR", { year: "numeric", month: "long", day: "numeric", weekday: "long" });

export class Transcript {
  #list;
  #act;
  #messages = new Map();
  #sets = new Map();
  #said = [];
  #last = null;
  #pending = null;
  #locked = false;
  #items = new Map();
  #newLine = null;

  /** `list` is the element that receives the messages, `act` what choices call (see ChoiceSet). */
  constructor(list, act) {
    this.#list = list;
    this.#act = act;
  }

  /** The highest number shown so far; 0 before anything is. */
  get latest() {
    return Math.max(0, ...this.#messages.keys());
  }

  /** Show messages that are not there yet, in order. Returns them and the element of the first. */
  add(messages) {
    const fresh = messages.filter((message) => !this.#messages.has(message.seq)).sort((a, b) => a.seq - b.seq);
    this.dropPending();
    const [first = null] = fresh.map((message) => this.#append(message)).filter(Boolean);
    this.#refresh();
    return { fresh, first };
  }

  /** Put a line before the first of these messages that says that they are new. */
  markNew(first) {
    this.#newLine?.remove();
    this.#newLine = element("li", { class: "day new" }, "새로 온 글");
    first.before(this.#newLine);
  }

  /** The element of the first message after a number, if it is the bot's. */
  firstAfter(seq) {
    const later = [...this.#messages.values()].filter((message) => message.seq > seq).sort((a, b) => a.seq - b.seq);
    return later.length > 0 && later.every(({ from }) => from === "bot") ? this.#items.get(later[0].seq) : null;
  }

  /** Forget everything shown. */
  clear() {
    this.#messages.clear();
    this.#items.clear();
    this.#sets.clear();
    this.#said = [];
    this.#last = null;
    this.#list.replaceChildren();
  }

  /** Show what is on its way to the server; the next `add` or `dropPending` takes it away. */
  showPending(text) {
    this.#pending = element("li", { class: "message user pending" }, whose("user"), element("p", { class: "bubble" }, text));
    this.#list.append(this.#pending);
  }

  dropPending() {
    this.#pending?.remove();
    this.#pending = null;
  }

  /** While locked no choice can be tapped. */
  lock(locked) {
    this.#locked = locked;
    this.#refresh();
  }

  #append(message) {
    this.#messages.set(message.seq, message);
    if (!isShown(message.reply)) return null;
    const at = new Date(message.at);
    this.#addDay(at);
    const time = element("time", { class: "time", datetime: message.at }, CLOCK.format(at));
    const item = element("li", { class: `message ${message.from}` }, whose(message.from), this.#content(message), time);
    if (message.by === "counsellor") item.lastChild.before(element("span", { class: "by" }, "상담사가 대신 적음"));
    const stamp = `${message.from}${message.by ?? ""} ${CLOCK.format(at)}`;
    if (this.#last?.stamp === stamp) this.#last.item.classList.add("joined");
    this.#last = { item, stamp, day: DAY.format(at) };
    if (message.from === "user") this.#said.push(message);
    this.#items.set(message.seq, item);
    this.#list.append(item);
    return item;
  }

  #addDay(at) {
    const day = DAY.format(at);
    if (this.#last?.day === day) return;
    this.#list.append(element("li", { class: "day" }, day));
    this.#last = null;
  }

  #content(message) {
    if (message.reply.type !== "choices") return renderReply(message.reply);
    const set = new ChoiceSet(message.reply, this.#act);
    this.#sets.set(message.seq, set);
    return set.element;
  }

  /** Choices can be tapped until the person says something after them; spent ones stay as they are. */
  #refresh() {
    for (const [seq, set] of this.#sets) {
      const next = this.#said.find((message) => message.seq > seq);
      set.update(!next && !this.#locked, next ? next.reply.text : null);
      if (next) this.#sets.delete(seq);
    }
  }
}

function whose(author) {
  return element("span", { class: "visually-hidden" }, author === "user" ? "나: " : "잡케어봇: ");
}
