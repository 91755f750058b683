// Sealing once, and sending the same bytes until the box's receipt is here.

import { ask } from "../ballot/net.js";
import * as gp1 from "../gp1/voter.js";
import { alone } from "./records.js";

const LONGEST_WAIT = 60000;
// After these the same bytes are sent again by themselves.
export const PASSING = ["offline", "no_answer", "busy", "unwritable", "broken", "early"];

// From here on the device holds bytes that nobody can read, and no grade.
export function seal(facts, records) {
  return alone(records, async () => {
    const { state, grades } = records.current;
    if (state.step !== "collected") return;
    const sealed = await gp1.seal(facts.rules, state, grades);
    // Sealed twice, a ballot would be two, of which the box takes the first.
    if (records.current.state.step !== "collected") return;
    const isKept = records.change((record) => {
      record.state = sealed;
      record.grades = null;
    });
    if (!isKept) throw new Error("the device did not keep the sealed ballot");
  });
}

// A wait in milliseconds that nobody can guess.
export function randomWait() {
  const [drawn] = crypto.getRandomValues(new Uint32Array(1));
  return Math.floor((drawn / 0x100000000) * LONGEST_WAIT);
}

// Resolves to {} once the receipt is kept, else to { code }.
export function send(facts, records) {
  return alone(records, async () => {
    const record = records.current;
    if (!record) return { code: "gone" };
    if (record.receipt) return {};
    const { code, reply } = await post(facts, record.state);
    if (code) return { code };
    return taken(facts, records, record.state, reply);
  });
}

async function post(facts, state) {
  if (navigator.onLine === false) return { code: "offline" };
  try {
    const answer = await ask(facts.box + "/ballots", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: await gp1.castBytes(state),
    });
    const content = await answer.json();
    return answer.status === 201 ? { reply: content } : { code: content.code || "broken" };
  } catch (error) {
    return { code: "no_answer" };
  }
}

// Cast only with a receipt that the box's key signed; then nothing else is kept.
async function taken(facts, records, state, reply) {
  let receipt;
  try {
    receipt = await gp1.takeReceipt(facts.rules, state, reply);
  } catch (error) {
    return { code: "wrong_receipt" };
  }
  records.change((record) => {
    Object.assign(record, { receipt, state: null, grades: null, tickets: {} });
  });
  return {};
}
