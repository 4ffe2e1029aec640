/** What this tab must not lose on a reload: the unsent text, and the message that is on its way. */

import { api } from "./where.js";

const DRAFT = `jobcare.draft ${api}`;
const SENDING = `jobcare.sending ${api}`;
const SEEN = `jobcare.seen ${api}`;

export const draft = { read: () => read(DRAFT) ?? "", write: (text) => write(DRAFT, text || null) };
export const sending = { read: () => read(SENDING), write: (body) => write(SENDING, body) };

/** The number of the last message that was seen in this browser, kept beyond the tab; `null` if nothing is known. */
export const seen = {
  read() {
    try {
      return Number(localStorage.getItem(SEEN)) || null;
    } catch {
      return null;
    }
  },
  write(seq) {
    try {
      localStorage.setItem(SEEN, String(seq));
    } catch {
      // Without storage nothing is marked as new after a reload.
    }
  },
};

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
