// Casting once: a lost reply is asked for again, and never becomes a second ballot.

import { cast } from "./box.js";
import { say, spoken } from "./words.js";

// The box says these when an earlier, unanswered send did arrive after all.
const MAYBE_TAKEN = ["spent", "late"];
// After these nobody can tell here whether the ballot lies in the box.
const UNSURE = ["no_answer", "broken", "wrong_receipt"];

export async function castBallot(facts, ballot) {
  const sent = ballot.sealed();
  const outcome = await cast(facts, ballot.ticket, sent);
  if (outcome.receipt) return outcome;
  if (MAYBE_TAKEN.indexOf(outcome.code) >= 0) {
    forgetUnsent(ballot, sent);
    const earlier = await recoverReceipt(facts, ballot);
    if (earlier) return earlier;
  }
  if (UNSURE.indexOf(outcome.code) < 0) forgetUnsent(ballot, sent);
  return outcome;
}

// Asks again for whatever was sent and never answered.
export async function recoverReceipt(facts, ballot) {
  for (const before of ballot.unanswered) {
    const outcome = await cast(facts, ballot.ticket, before);
    if (outcome.receipt) return { receipt: outcome.receipt, isEarlier: true };
  }
  return null;
}

// Refused for certain, or never left the device: this one does not lie in the box.
function forgetUnsent(ballot, sent) {
  ballot.unanswered = ballot.unanswered.filter((each) => each.key !== sent.key);
  ballot.save();
}

const OWN_WORDS = ["offline", "wrong_receipt"];

// One sentence for each answer of the box; they come with the rules.
export function sentenceFor(facts, code) {
  if (OWN_WORDS.indexOf(code) >= 0) return say(code);
  const known = facts.sentences[spoken()] || {};
  return known[code] || known.broken || say("offline");
}
