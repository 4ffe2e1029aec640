/** The open page of a case: looks whether something is new, leads the conversation, and closes when it may show nothing more. */

const LOOK_EVERY_MS = 4000;
const TELL_EVERY_MS = 60_000;

const address = content("desk-case");
const proof = content("jobcare-proof");
const place = document.getElementById("place");
const chat = document.querySelector("jobcare-chat");

let mark = place.dataset.mark;
let told = Date.now();

function content(name) {
  return document.querySelector(`meta[name="${name}"]`).content;
}

async function look() {
  if (document.visibilityState !== "visible") return;
  let answer;
  try {
    answer = await fetch(`${address}/panel`, { cache: "no-store", headers: { "If-None-Match": `"${mark}"` } });
  } catch {
    return; // Offline for a moment: the next look tells more.
  }
  if (answer.status === 401) location.assign("/desk/sign-in?ended=1");
  else if (answer.status === 410) close((await answer.json()).message);
  else if (answer.status === 200) show(await answer.text(), answer.headers.get("ETag").replaceAll('"', ""));
}

/** Nothing may be seen any more: it goes from the page at once. */
function close(sentence) {
  clearInterval(timer);
  document.getElementById("shown").replaceChildren();
  document.getElementById("sharing").remove();
  const over = document.getElementById("over");
  over.textContent = sentence;
  over.hidden = false;
}

/** Put the new panel in; what was unfolded, ticked or in focus stays so. */
function show(html, newMark) {
  const before = place.firstElementChild;
  const open = ids("details[open]");
  const ticked = ids("input:checked");
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  const parsed = new DOMParser().parseFromString(html, "text/html").getElementById("panel");
  if (parsed.dataset.consented !== before.dataset.consented) {
    location.reload();
    return;
  }
  place.replaceChildren(parsed);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const id of ticked) document.getElementById(id)?.click();
  if (focused) document.getElementById(focused)?.focus();
  mark = newMark;
  if (parsed.dataset.latest !== before.dataset.latest) catchUp();
}

const ids = (selector) => [...place.querySelectorAll(selector)].map((one) => one.id).filter(Boolean);

const catchUp = () => chat?.dispatchEvent(new CustomEvent("jobcare:catch-up"));

async function jump(section) {
  const headers = { "Content-Type": "application/json", "X-Desk-Proof": proof };
  await fetch(`${address}/api/jump`, { method: "POST", headers, body: JSON.stringify({ section }) });
  catchUp();
}

place.addEventListener("click", (event) => {
  const button = event.target.closest("[data-jump]");
  if (button) jump(button.dataset.jump);
});

/** Whoever writes is not idle, though the page sends nothing yet. */
document.addEventListener("input", () => {
  if (Date.now() - told < TELL_EVERY_MS) return;
  told = Date.now();
  fetch(`${address}/still-here`, { method: "POST", headers: { "X-Desk-Proof": proof } }).catch(() => {});
});

document.addEventListener("visibilitychange", look);
const timer = setInterval(look, LOOK_EVERY_MS);
if (place.querySelector("[data-soon]")) setTimeout(look, 1000);
