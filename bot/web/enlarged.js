/** A picture of the conversation, large, over the chat. */

import { element } from "./render.js";

export class Enlarged {
  /** Pictures in `log` (links of class `picture`) open here instead of leaving the conversation. */
  constructor(log) {
    this.image = element("img", { alt: "" });
    const close = element("button", { type: "button", class: "tool" }, "닫기");
    close.addEventListener("click", () => this.element.close());
    this.element = element("dialog", { class: "enlarged", "aria-label": "크게 보기" }, close, element("div", { class: "canvas", tabindex: "0" }, this.image));
    log.addEventListener("click", (event) => {
      const link = event.target.closest("a.picture");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#show(link);
    });
  }

  get isOpen() {
    return this.element.open;
  }

  #show(link) {
    const { src, alt } = link.querySelector("img");
    this.image.src = src;
    this.image.alt = alt;
    this.element.showModal();
  }
}
