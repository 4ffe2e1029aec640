/** The gateway's web API (ARCHITECTURE.md, "Web API"). */

import { embedded } from "./look.js";
import { api, headers } from "./where.js";

const PATIENCE_MS = 60_000;
const FILE_PATIENCE_MS = 180_000;

const always = embedded ? { "X-Jobcare-Frame": "1" } : headers;

/** The gateway refused: `message` is a Korean sentence for the person, `code` stable, `status` the HTTP status. */
export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** No answer came at all: offline, the server is away, or the answer is not the API's. */
export class Unreachable extends Error {}

/** Open this browser's conversation, or begin one: `{messages, unanswered}` with the whole history. */
export const openSession = () => call("POST", `${api}/session`);

/** The whole history: `{messages, unanswered}`. */
export const history = () => call("GET", `${api}/messages`);

/** What came after the message with this number: `{messages, expects}`; `expects`: somebody may write by themselves. */
export const since = (seq) => call("GET", `/api/messages?after=${seq}`);

/** One turn: `body` is `{text, key}`, `{choice, key}` or `{again: true}`; the answer holds what it added. */
export const send = (body) => call("POST", `${api}/messages`, body);

/**
 * Send a file: `progress(share)` is called with 0…1 as it goes; `signal` (AbortSignal) takes it back. The answer is as for a turn.
 * XMLHttpRequest, since fetch does not tell how far an upload is.
 */
export function sendFile(file, key, progress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const address = new URL(`${api}/files`, import.meta.url);
    address.searchParams.set("name", file.name);
    address.searchParams.set("key", key);
    request.open("POST", address);
    request.timeout = FILE_PATIENCE_MS;
    request.setRequestHeader("Content-Type", "application/octet-stream");
    for (const [name, value] of Object.entries(always)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    for (const failure of ["error", "timeout"]) request.addEventListener(failure, () => reject(new Unreachable()));
    request.addEventListener("abort", () => reject(signal.reason));
    request.addEventListener("load", () => {
      let answer;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        reject(new Unreachable());
        return;
      }
      if (request.status < 300) resolve(answer);
      else reject(new Refused(request.status, answer.error, answer.message));
    });
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/** A fresh idempotency key (works without a secure context, unlike crypto.randomUUID). */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function call(method, path, body) {
  const request = { method, credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) };
  request.headers = { ...always };
  if (body) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response;
  let answer;
  try {
    response = await fetch(new URL(path, import.meta.url), request);
    answer = await response.json();
  } catch {
    throw new Unreachable();
  }
  if (!response.ok) throw new Refused(response.status, answer.error, answer.message);
  return answer;
}
