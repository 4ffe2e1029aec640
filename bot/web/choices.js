/** A set of choices as buttons: one tap, or several toggles and a button that finishes. */

import { element } from "./render.js";

export class ChoiceSet {
  #buttons = [];
  #picked = new Set();
  #done = null;
  #live = true;

  /**
   * `act.tap(choice)` is called for a single choice; of several, `act.toggled()` after each, and `act.finish(places)` with
   * their numbers (from 1).
   */
  constructor({ choices, multiple }, act) {
    this.choices = choices;
    this.multiple = multiple;
    const options = choices.map((choice, place) => element("li", {}, this.#button(choice, place, act)));
    this.element = element("div", { class: "choices", role: "group", "aria-label": multiple ? "여러 개 고르기" : "고르기" });
    if (multiple) this.element.append(element("p", { class: "hint" }, "여러 개를 고른 뒤 선택 완료를 눌러 주세요."));
    this.element.append(element("ul", { class: "options", role: "list" }, ...options));
    if (multiple) this.element.append(this.#finishButton(act));
  }

  /** Live sets can be tapped. A spent one shows in `answer` (what the person said next) what was chosen. */
  update(live, answer) {
    this.#live = live;
    this.choices.forEach((choice, place) => {
      const button = this.#buttons[place];
      button.setAttribute("aria-disabled", String(!live || choice.disabled));
      const chosen = answer !== null && this.#answers(choice, place, answer);
      button.classList.toggle("chosen", chosen);
      if (this.multiple && answer !== null) button.setAttribute("aria-pressed", String(chosen));
      button.querySelector(".mark").textContent = chosen ? "✓ 고름" : choice.selected && !this.multiple ? "✓ 선택됨" : "";
    });
    this.#done?.setAttribute("aria-disabled", String(!live));
  }

  #answers(choice, place, answer) {
    if (answer === choice.label) return true;
    const numbers = /^\s*\d+(\s*[,번]+\s*\d*)*\s*$/.test(answer) ? answer.match(/\d+/g).map(Number) : [];
    return (this.multiple || numbers.length === 1) && numbers.includes(place + 1);
  }

  #button(choice, place, act) {
    const button = element(
      "button",
      { type: "button", class: choice.selected && !this.multiple ? "choice selected" : "choice" },
      element("span", { class: "number" }, String(place + 1)),
      element("span", {}, choice.label),
      element("span", { class: "mark" }),
    );
    if (this.multiple) {
      if (choice.selected) this.#picked.add(place);
      button.setAttribute("aria-pressed", String(choice.selected));
    }
    button.addEventListener("click", () => {
      if (!this.#live || choice.disabled) return;
      if (!this.multiple) {
        act.tap(choice);
        return;
      }
      this.#toggle(place);
      act.toggled();
    });
    this.#buttons.push(button);
    return button;
  }

  #toggle(place) {
    if (!this.#picked.delete(place)) this.#picked.add(place);
    this.#buttons[place].setAttribute("aria-pressed", String(this.#picked.has(place)));
  }

  #finishButton(act) {
    this.#done = element("button", { type: "button", class: "done" }, "선택 완료");
    this.#done.addEventListener("click", () => {
      if (this.#live) act.finish([...this.#picked].sort((a, b) => a - b).map((place) => place + 1));
    });
    return this.#done;
  }
}
