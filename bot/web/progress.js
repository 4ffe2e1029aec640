/**
 * The line that says where the person is on the walk. It is no live region: what is new is said in the conversation, and a
 * screen reader finds the place here in one sentence, while eyes see the short form.
 */

import { element } from "./render.js";

export class Progress {
  #shown = "";

  constructor() {
    this.element = element("section", { class: "progress", "aria-label": "진행 단계" });
    this.element.hidden = true;
  }

  /** Show a reply of the type `progress`; null and one without steps show nothing. */
  show(progress) {
    const key = JSON.stringify(progress ?? null);
    if (key === this.#shown) return;
    this.#shown = key;
    this.element.hidden = !progress?.steps.length;
    this.element.replaceChildren(...(this.element.hidden ? [] : parts(progress)));
  }
}

function parts({ title, steps, step, sections }) {
  const label = steps[step - 1];
  const bar = element("span", { class: "bar" }, ...steps.map((_, place) => element("i", place < step ? { class: "on" } : {})));
  const where = element("span", {}, `${title} · ${step}/${steps.length} `, element("b", {}, label));
  const told = [`${title}, 전체 ${steps.length}단계 가운데 ${step}단계 ${label}.`];
  for (const [done, words] of [[true, "적은 항목"], [false, "남은 항목"]]) {
    const labels = sections.filter((section) => section.done === done).map((section) => section.label);
    if (labels.length) told.push(`${words}: ${labels.join(", ")}.`);
  }
  const made = [
    element("p", { class: "visually-hidden" }, told.join(" ")),
    element("div", { class: "walk", "aria-hidden": "true" }, where, bar),
  ];
  if (sections.length) {
    const items = sections.map((section) => element("li", section.done ? { class: "filled" } : {}, section.label));
    made.push(element("ul", { class: "sections", "aria-hidden": "true" }, ...items));
  }
  return made;
}
