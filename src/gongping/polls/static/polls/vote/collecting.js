// Collecting (领票): the blinded request lies on the device before it is sent, and the
// same request is sent until its answer is here.

import { ask } from "../ballot/net.js";
import * as gp1 from "../gp1/voter.js";
import { alone } from "./records.js";

// Which issuers' tickets are not here yet, by their numbers.
export function lacking(facts, record) {
  const numbers = facts.issuers.map((address, at) => at + 1);
  return numbers.filter((number) => !record.state && !record.tickets[number]);
}

// Resolves to {} once the ballot is collected, else to { code, issuer }.
export function collect(facts, records) {
  return alone(records, async () => {
    const record = records.current;
    if (!record) return { code: "gone" };
    if (record.state && record.state.step !== "collecting") return {};
    const state = record.state || (await begun(facts, records, record));
    if (state.step !== "collecting") return {};
    const replies = [];
    // The last issuer first: a letter that was typed wrongly is found out before the
    // first issuer has bound its ticket to these requests.
    for (const { issuer, body } of (await gp1.tokenRequests(facts.rules, state)).reverse()) {
      const { code, reply } = await redeem(facts.issuers[issuer - 1], body);
      if (code) return { code, issuer };
      replies.unshift(reply);
    }
    return finished(facts, records, state, replies);
  });
}

// Another tab may have begun meanwhile, in a browser without locks: its requests count.
async function begun(facts, records, record) {
  const state = await (prepare(facts, records) || making(facts, record));
  prepared = null;
  const { state: already } = records.current;
  if (already) return already;
  keep(records, state);
  return state;
}

// Key and blinded requests are made while the voter still reads; nothing is sent.
let prepared = null;

export function prepare(facts, records) {
  const record = records.current;
  if (!record || record.state || lacking(facts, record).length) return null;
  const wanted = JSON.stringify([records.id, record.tickets]);
  if (!prepared || prepared.wanted !== wanted) {
    prepared = { wanted, state: making(facts, record) };
    prepared.state.catch(() => {});
  }
  return prepared.state;
}

function making(facts, record) {
  const tickets = facts.issuers.map((address, at) => record.tickets[at + 1]);
  return gp1.begin(facts.rules, record.group, tickets);
}

// A shared tablet forgets this, too.
export function forgetPrepared() {
  prepared = null;
}

async function finished(facts, records, state, replies) {
  let collected;
  try {
    collected = await gp1.finish(facts.rules, state, replies);
  } catch (error) {
    return { code: error.code || "broken" };
  }
  if (records.current.state.step !== "collecting") return {};
  keep(records, collected);
  records.change((record) => {
    record.tickets = {};
  });
  return {};
}

// Nothing is sent of what the device does not hold: a lost reply would lose the ballot.
function keep(records, state) {
  const isKept = records.change((record) => {
    record.state = state;
  });
  if (!isKept) throw new Error("the device did not keep the state");
}

async function redeem(address, body) {
  if (!address) return { code: "no_door" };
  if (navigator.onLine === false) return { code: "offline" };
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await ask(address, { method: "POST", headers, body });
    const content = await answer.json();
    return answer.ok ? { reply: content } : { code: content.code || "broken" };
  } catch (error) {
    return { code: "no_answer" };
  }
}
