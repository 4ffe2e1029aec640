/**
 * Puts the chat on any site with one line:
 *
 *   <script src="https://…/embed.js" data-title="…" data-color="#0b5f59" data-position="left" data-greeting="…" data-open></script>
 *
 * A button in a corner opens the chat in a frame of its own. Both live in a closed-off part of the page (shadow tree), so that
 * neither the page's styles reach them nor theirs the page.
 */

(() => {
  const script = document.currentScript;
  const { title = "잡케어봇", color = "", position = "right", greeting = "" } = script.dataset;
  const startsOpen = "open" in script.dataset;
  const home = new URL(script.src).origin;
  const side = position === "left" ? "left" : "right";

  const styles = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    .corner { position: fixed; z-index: 2147483000; ${side}: max(16px, env(safe-area-inset-${side})); bottom: max(16px, env(safe-area-inset-bottom));
      font-family: "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "NanumGothic", sans-serif; font-size: 16px; line-height: 1.5; word-break: keep-all; }
    button { font: inherit; cursor: pointer; }
    button:focus-visible { outline: 3px solid #1d4ed8; outline-offset: 2px; }
    .launch { display: flex; align-items: center; gap: 8px; min-height: 56px; padding: 0 20px; border: 2px solid #fff; border-radius: 28px;
      background: #0b5f59; color: #fff; font-weight: 600; box-shadow: 0 2px 10px rgb(0 0 0 / .3); }
    .hello { position: absolute; bottom: calc(100% + 12px); ${side}: 0; display: flex; gap: 8px; width: max-content; max-width: min(288px, 80vw);
      padding: 12px 8px 12px 16px; border: 1px solid #cdd7d5; border-radius: 16px; background: #fff; color: #1b2423; box-shadow: 0 2px 10px rgb(0 0 0 / .2); }
    .hello button { flex: none; width: 44px; min-height: 44px; margin: -8px 0; border: 0; border-radius: 22px; background: transparent; color: inherit; }
    iframe { position: fixed; z-index: 2147483001; ${side}: 16px; bottom: 16px; width: min(416px, calc(100vw - 32px)); height: min(736px, calc(100dvh - 32px));
      border: 1px solid #6b7a78; border-radius: 16px; background: #fff; box-shadow: 0 6px 30px rgb(0 0 0 / .35); color-scheme: light dark; }
    @media (max-width: 480px), (max-height: 544px) { iframe { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; } }
    [hidden] { display: none !important; }`;

  class Launcher extends HTMLElement {
    #frame = null;

    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      root.adoptedStyleSheets = [sheet];
      this.launch = make("button", { type: "button", class: "launch", "aria-expanded": "false", "aria-haspopup": "dialog" }, `${title} 열기`);
      this.launch.addEventListener("click", () => this.open());
      if (CSS.supports("color", color)) this.#paint(color);
      const corner = make("div", { class: "corner" }, this.launch);
      if (greeting && !startsOpen) corner.prepend((this.hello = this.#hello()));
      root.append(corner);
      window.addEventListener("message", (event) => {
        if (event.source === this.#frame?.contentWindow && event.origin === home && event.data === "jobcare:close") this.close();
      });
      if (startsOpen) this.open({ focus: false });
    }

    /** Opens the chat; it takes the focus unless nobody asked for it. */
    open({ focus = true } = {}) {
      this.hello?.remove();
      if (!this.#frame) {
        const address = new URL("/embed", home);
        if (color) address.searchParams.set("color", color);
        address.searchParams.set("title", title);
        this.#frame = make("iframe", { src: address.href, title: `${title} 대화` });
        if (focus) this.#frame.addEventListener("load", () => this.#frame.contentWindow.postMessage("jobcare:focus", home), { once: true });
        this.shadowRoot.append(this.#frame);
      } else {
        this.#frame.hidden = false;
        if (focus) this.#frame.contentWindow.postMessage("jobcare:focus", home);
      }
      this.launch.setAttribute("aria-expanded", "true");
      this.launch.hidden = true;
    }

    /** Closes the chat, which goes on where it was when it is opened again. */
    close() {
      this.#frame.hidden = true;
      this.launch.hidden = false;
      this.launch.setAttribute("aria-expanded", "false");
      this.launch.focus();
    }

    #hello() {
      const close = make("button", { type: "button", "aria-label": "인사말 닫기" }, "✕");
      const hello = make("div", { class: "hello" }, make("span", {}, greeting), close);
      close.addEventListener("click", () => hello.remove());
      return hello;
    }

    /** White or black letters, whichever can be read on the colour. */
    #paint(wanted) {
      this.launch.style.backgroundColor = wanted;
      document.documentElement.append(this.launch.cloneNode());
      const probe = document.documentElement.lastChild;
      const [red, green, blue] = getComputedStyle(probe).backgroundColor.match(/[\d.]+/g).map(Number);
      probe.remove();
      const light = [red, green, blue].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      const luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
      this.launch.style.color = luminance > 0.179 ? "#000" : "#fff";
    }
  }

  function make(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  if (!customElements.get("jobcare-launcher")) customElements.define("jobcare-launcher", Launcher);
  const place = () => document.body.append(document.createElement("jobcare-launcher"));
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place);
})();
