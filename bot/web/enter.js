/**
 * Enter sends, Shift+Enter breaks the line, and Enter during a Korean composition sends exactly once, whole.
 *
 * Browsers differ in what they tell about an Enter that ends a composition: a keydown of code 229 before or after
 * `compositionend`, and then a second, plain keydown or none. Whatever comes, one key press sends one message.
 */

const SAME_PRESS_MS = 300;

export function sendOnEnter(box, send) {
  let pressedWhileComposing = false;
  let timer = 0;
  let sentAt = -Infinity;

  const sendSoon = () => {
    pressedWhileComposing = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      sentAt = performance.now();
      send();
    });
  };

  box.addEventListener("keydown", (event) => {
    const enter = event.key === "Enter" || event.code === "Enter" || event.code === "NumpadEnter";
    if (!enter || event.shiftKey) {
      pressedWhileComposing = false;
      return;
    }
    if (event.isComposing) {
      pressedWhileComposing = true;
      return;
    }
    if (event.keyCode === 229) {
      sendSoon();
      return;
    }
    event.preventDefault();
    if (event.repeat || timer || performance.now() - sentAt < SAME_PRESS_MS) return;
    send();
  });
  box.addEventListener("compositionstart", () => (pressedWhileComposing = false));
  box.addEventListener("compositionend", () => {
    if (pressedWhileComposing) sendSoon();
  });
  box.addEventListener("beforeinput", (event) => {
    if (timer && (event.inputType === "insertLineBreak" || event.inputType === "insertParagraph")) event.preventDefault();
  });
}
