// A shared tablet clears itself: after ninety quiet seconds nothing of the last voter
// is left, neither on the page nor in its memory.

import { isKiosk } from "./device.js";
import { part, piece } from "./dom.js";
import { say } from "./words.js";

const QUIET = 70000;
const LAST_CALL = 20000;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "scroll"];

export function watchIdleness(isInUse, clear) {
  if (!isKiosk) return;
  let timers = [];
  let warning = null;
  // Over and over: a ballot may be cast, and leave its receipt, when its voter has gone.
  const end = () => {
    if (isInUse()) clear();
    else forgetTyping();
    begin();
  };
  const begin = () => {
    timers.forEach(window.clearTimeout);
    if (warning) warning.remove();
    timers = [
      window.setTimeout(() => isInUse() && (warning = warn(begin)), QUIET),
      window.setTimeout(end, QUIET + LAST_CALL),
    ];
  };
  SIGNS_OF_LIFE.forEach((sign) => window.addEventListener(sign, begin, { passive: true }));
  begin();
}

// A waiting tablet is not reloaded: it must not strand on a server that is down.
function forgetTyping() {
  document.querySelectorAll("form").forEach((form) => form.reset());
}

function warn(stay) {
  const root = piece("idle");
  part(root, "words").textContent = say("idle_soon", { n: LAST_CALL / 1000 });
  root.querySelector("button").addEventListener("click", stay);
  document.body.appendChild(root);
  root.querySelector("button").focus();
  return root;
}
