// The public door of the box: no cookie, no referrer, nothing but the ballot.

import { leafOf } from "./codec.js";
import { ask } from "./net.js";

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
