/** The button that sends a file, with its progress and a way to take it back. */

import { element } from "./render.js";

const KINDS = ".pdf,.docx,.hwpx,.txt";
const LARGEST_BYTES = 10 * 1024 * 1024;

export class Upload {
  #cancelling = null;

  /** `send(file, progress, signal)` does the sending and settles when it is over; `refuse(sentence)` tells why one cannot be sent. */
  constructor(send, refuse) {
    this.input = element("input", { type: "file", accept: KINDS, tabindex: "-1", "aria-hidden": "true" });
    this.input.hidden = true;
    this.button = element("button", { type: "button", "aria-label": "이력서 파일 보내기" }, "파일");
    this.bar = element("progress", { max: "1", value: "0", "aria-label": "파일을 보내는 중" });
    this.cancel = element("button", { type: "button", class: "tool" }, "보내기 취소");
    this.name = element("span", { class: "file-name" });
    this.state = element("div", { class: "uploading" }, this.name, this.bar, this.cancel);
    this.state.hidden = true;
    this.button.addEventListener("click", () => this.button.getAttribute("aria-disabled") !== "true" && this.input.click());
    this.cancel.addEventListener("click", () => this.#cancelling?.abort());
    this.input.addEventListener("change", async () => {
      const [file] = this.input.files;
      if (!file) return;
      if (file.size > LARGEST_BYTES) refuse("파일이 너무 커요. 10MB까지 보낼 수 있어요.");
      else if (file.size === 0) refuse("파일이 비어 있어요. 내용이 있는 파일을 골라 주세요.");
      else await this.#run(file, send);
      this.input.value = "";
    });
  }

  async #run(file, send) {
    this.#cancelling = new AbortController();
    this.name.textContent = file.name;
    this.bar.value = 0;
    this.state.hidden = false;
    try {
      await send(file, (share) => (this.bar.value = share), this.#cancelling.signal);
    } finally {
      this.#cancelling = null;
      const held = this.state.contains(this.state.getRootNode().activeElement);
      this.state.hidden = true;
      if (held) this.button.focus();
    }
  }
}
