// All 256 bits of a head, as minutes and screen show them, compared with this board's.

import { byId, fill, message } from "./dom.js";
import { say } from "./say.js";

const DIGITS = /^[0-9a-f]{64}$/;

// Whoever compared less than all of it has compared nothing.
export function watchCompare(app) {
  byId("compare").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = byId("named").value.toLowerCase().replace(/[\s-]/g, "");
    const { head, digest } = app.known;
    if (!DIGITS.test(typed)) return show("notice", "compare_short");
    if (typed === head.digest) return show("success", "compare_same");
    if (typed === digest) return show("success", "compare_rules");
    return show("error", "compare_other");
  });
}

function show(kind, key) {
  fill(byId("compared"), message(kind, say(key)));
}
