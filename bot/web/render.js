/** Replies as elements. Text of the server only ever becomes text nodes. */

import { files } from "./where.js";

import { embedded } from "./look.js";

const MOST_COLUMNS_ON_A_PHONE = 4;
const EMPTY = /^[-–—]?$/;
const FIGURE = /^[-+]?[\d,.]+\s*(%|명|개|건|년|원|만원|만 원|시간|배|점|회)?$/;

/** An element with attributes (`class`, `role`, …) and children (elements or strings). */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Whether a reply is shown here: in a frame the pages behind links have no cookie, so they could not be opened. */
export const isShown = ({ type }) => !(embedded && type === "link");

/** A reply of any type except `choices`. */
export function renderReply(reply) {
  switch (reply.type) {
    case "table":
      return renderTable(reply);
    case "image":
      return renderImage(reply);
    case "document":
      return renderDocument(reply);
    case "link":
      return renderLink(reply);
    default:
      return element("p", { class: "bubble" }, reply.text);
  }
}

/** What a screen reader hears when a reply arrives: short for what is better read in place. */
export function spoken(reply) {
  switch (reply.type) {
    case "table":
      return `표: ${reply.caption}. 모두 ${reply.rows.length}줄이에요.`;
    case "choices":
      return `고를 것: ${reply.choices.map((choice, place) => `${place + 1}번 ${choice.label}`).join(", ")}`;
    case "image":
      return `그림: ${reply.alt}`;
    case "document":
      return `문서: ${reply.name}`;
    case "link":
      return `링크: ${reply.label}`;
    default:
      return reply.text;
  }
}

function renderTable({ caption, columns, rows, note }) {
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
  const body = rows.map(([first, ...rest]) =>
    element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((cell, place) => renderCell(cell, columns[place + 1]))),
  );
  const table = element(
    "table",
    columns.length > MOST_COLUMNS_ON_A_PHONE ? { class: "many" } : {},
    element("caption", {}, caption),
    element("thead", {}, head),
    element("tbody", {}, ...body),
  );
  const scroller = element("div", { class: "scroller" }, table);
  const hint = element("p", { class: "sideways", "aria-hidden": "true" }, "표를 옆으로 밀면 더 보여요 →");
  const box = element("div", { class: "table" }, hint, scroller);
  if (note) box.append(element("p", { class: "note" }, note));
  watchWidth(box, scroller, hint, caption);
  return box;
}

/** `data-column` names the column where a phone shows the row as a block (chat.css); empty cells are left out there. */
function renderCell(text, column) {
  const names = [FIGURE.test(text.trim()) && "figure", EMPTY.test(text.trim()) && "nothing"].filter(Boolean);
  return element("td", { "data-column": column, ...(names.length ? { class: names.join(" ") } : {}) }, text);
}

/** While the table is wider than its box: a visible hint, and a focusable region so that arrow keys scroll it. */
function watchWidth(box, scroller, hint, caption) {
  const update = () => {
    const overflows = scroller.scrollWidth > scroller.clientWidth + 1;
    hint.hidden = !overflows;
    box.classList.toggle("overflows", overflows);
    const region = { role: "region", tabindex: "0", "aria-label": `${caption} 표, 옆으로 움직여 볼 수 있음` };
    for (const [name, value] of Object.entries(region)) {
      if (overflows) scroller.setAttribute(name, value);
      else scroller.removeAttribute(name);
    }
  };
  hint.hidden = true;
  new ResizeObserver(update).observe(scroller);
}

function renderImage({ id, alt }) {
  const address = `${files}/images/${encodeURIComponent(id)}`;
  const picture = element("img", { src: address, alt });
  const hint = element("span", { class: "enlarge", "aria-hidden": "true" }, "크게 보기");
  return element("a", { class: "picture", href: address, target: "_blank", rel: "noopener" }, picture, hint);
}

function renderDocument({ id, name }) {
  return element("a", { class: "document", href: `${files}/documents/${encodeURIComponent(id)}`, download: name }, `${name} 내려받기`);
}

/** The address is the server's own, whatever it says: `new URL` never leaves this origin for a path that begins with one slash. */
function renderLink({ label, path }) {
  const address = new URL(`/${path.replace(/^[/\\]+/, "")}`, location.origin).href;
  return element("a", { class: "document", href: address, target: "_blank", rel: "noopener" }, label);
}
