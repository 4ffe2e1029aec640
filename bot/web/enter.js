/**
 * Enter sends, Shift+Enter breaks the line, and Enter during a Korean composition sends exactly once, whole.
 *
 * Browsers differ in what they tell about an Enter that ends a composition: a keydown of code 229 before or after
 * `compositionend`, and then a second, plain keydown or none. Whatever comes, one key press sends one message.
 */

export function sendOnEnter(box, send) {
  let pressedWhileComposing = false;
  let pressIsSent = false;
  let timer = 0;

  const sendSoon = () => {
    pressedWhileComposing = false;
    pressIsSent = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      send();
    });
  };

  box.addEventListener("keydown", (event) => {
    if (!isEnter(event) || event.shiftKey) {
      pressedWhileComposing = false;
      pressIsSent = false;
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
    if (!event.repeat && !pressIsSent) send();
  });
  box.addEventListener("keyup", (event) => {
    if (isEnter(event)) pressIsSent = false;
  });
  box.addEventListener("compositionstart", () => {
    pressedWhileComposing = false;
    pressIsSent = false;
  });
  box.addEventListener("compositionend", () => {
    if (pressedWhileComposing) sendSoon();
  });
  box.addEventListener("beforeinput", (event) => {
    if (timer && (event.inputType === "insertLineBreak" || event.inputType === "insertParagraph")) event.preventDefault();
  });
}

const isEnter = ({ key, code }) => key === "Enter" || code === "Enter" || code === "NumpadEnter";
