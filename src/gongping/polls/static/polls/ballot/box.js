// The public door of the box: no cookie, no referrer, nothing but the ballot.

import { leafOf } from "./codec.js";

const PATIENCE = 20000;

// Resolves to "waiting", "casting", "closed", or "" when nothing was heard.
export async function phaseOf(facts) {
  try {
    const answer = await ask(facts.box, {});
    const content = await answer.json();
    if (!answer.ok) return "";
    return content.manifest_digest === facts.digest ? content.state : "";
  } catch (error) {
    return "";
  }
}

// Resolves to { receipt } or { code }; "no_answer" when it may or may not have arrived.
export async function cast(facts, ticket, sent) {
  if (navigator.onLine === false) return { code: "offline" };
  let answer, content;
  try {
    answer = await ask(facts.box + "/ballots", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(Object.assign({ ticket: ticket.secret }, sent)),
    });
    content = await answer.json();
  } catch (error) {
    return { code: "no_answer" };
  }
  if (answer.status !== 201) return { code: content.code || "broken" };
  const receipt = leafOf(facts.digest, sent);
  return content.receipt === receipt ? { receipt } : { code: "wrong_receipt" };
}

function ask(address, options) {
  const given = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
  if (typeof AbortController === "undefined") {
    return fetch(address, Object.assign(given, options));
  }
  const end = new AbortController();
  const timer = window.setTimeout(() => end.abort(), PATIENCE);
  const asked = fetch(address, Object.assign(given, options, { signal: end.signal }));
  const stop = () => window.clearTimeout(timer);
  asked.then(stop, stop);
  return asked;
}
