/** How the chat looks: the colour and title that an embedding site asks for, and text as big as the person wants it. */

const BIG_TEXT = "jobcare.big-text";
const MOST_STEPS = 20;
const READABLE = 4.5; // WCAG AA

/** Whether the chat stands in the frame of another page (bot/web/embed.js). */
export const embedded = location.pathname === "/embed";

const asked = new URLSearchParams(embedded ? location.search : "");

export const title = asked.get("title")?.slice(0, 40) || "잡케어봇";

/** Paint the chat in the site's colour, darkened or lightened until it can be read on the chat's surface. */
export function paint(host) {
  const color = parse(asked.get("color"));
  if (!color) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const surface = dark.matches ? [27, 36, 35] : [255, 255, 255];
    const towards = dark.matches ? [255, 255, 255] : [0, 0, 0];
    let readable = color;
    for (let step = 1; step <= MOST_STEPS && contrast(readable, surface) < READABLE; step += 1) {
      readable = color.map((part, place) => Math.round(part + ((towards[place] - part) * step) / MOST_STEPS));
    }
    host.style.setProperty("--brand", `rgb(${readable.join(" ")})`);
    host.style.setProperty("--on-brand", dark.matches ? "#000" : "#fff");
  };
  dark.addEventListener("change", apply);
  apply();
}

/** A button that makes the text bigger and smaller; the choice is kept in this browser. */
export function bigTextSwitch(button) {
  const show = (on) => {
    document.documentElement.classList.toggle("big-text", on);
    button.setAttribute("aria-pressed", String(on));
  };
  show(read());
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    show(on);
    try {
      localStorage.setItem(BIG_TEXT, String(on));
    } catch {
      // Storage is switched off in this browser: the size holds until the page is closed.
    }
  });
}

function read() {
  try {
    return localStorage.getItem(BIG_TEXT) === "true";
  } catch {
    return false;
  }
}

function parse(text) {
  if (!text || !CSS.supports("color", text)) return null;
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = text;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color) {
  const [red, green, blue] = color.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
