/** What this tab must not lose on a reload: the unsent text, and the message that is on its way. */

import { api } from "./where.js";

const DRAFT = `jobcare.draft ${api}`;
const SENDING = `jobcare.sending ${api}`;

export const draft = { read: () => read(DRAFT) ?? "", write: (text) => write(DRAFT, text || null) };
export const sending = { read: () => read(SENDING), write: (body) => write(SENDING, body) };

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Storage is switched off in this browser: the conversation works, only a reload forgets the unsent text.
  }
}
