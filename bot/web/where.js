/** Where the page's conversation lives: the person's own, or (below /desk) the one of a counsellor's case. */

const content = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

const own = content("jobcare-api");

/** Address of the API. */
export const api = own ?? "/api";

/** What `/images/…` and `/documents/…` stand behind. */
export const files = own ?? "";

/** Headers that every request to the API carries. */
export const headers = own ? { "X-Desk-Proof": content("jobcare-proof") } : {};
