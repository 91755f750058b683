// What is to be done now: one step, from what the site says and what this browser holds.

const OPEN = ["collecting", "casting"];

export function stepOf(facts, record, compared) {
  if (facts.state === "void") return { name: "void" };
  if (facts.state === "unsealed") return { name: "counted" };
  if (facts.state === "draft") return draftStep(facts, record, compared);
  if (facts.state === "closed" && !me(facts).present) return { name: "present" };
  if (!isMine(facts, record)) return { name: record ? "foreign" : "absent" };
  if (facts.state === "frozen") return frozenStep(facts);
  if (OPEN.indexOf(facts.state) >= 0) return { name: "idle" };
  return closedStep(facts, record);
}

export const me = (facts) => facts.people[facts.number - 1];

export function isMine(facts, record) {
  return Boolean(record) && record.signing.public === me(facts).signing_key;
}

function draftStep(facts, record, compared) {
  const known = me(facts).signing_key;
  if (!record) return { name: known ? "absent" : "begin" };
  if (!known) return { name: "begin" };
  if (!isMine(facts, record)) return { name: "foreign" };
  if (facts.people.length < facts.threshold) return { name: "too_few" };
  const keyless = facts.people.filter((one) => !one.signing_key || !one.holder_key);
  if (keyless.length) return waiting("others", keyless);
  if (record.compared !== compared) return { name: "compare" };
  return lockStep(facts, record);
}

function lockStep(facts, record) {
  if (toMake(facts).length) return { name: "make" };
  if (clashing(facts, record).length) return { name: "clash" };
  const handing = toHand(facts, record);
  if (handing.length) return { name: "hand", handing };
  const lacking = facts.locks.filter((n) => !record.locks[n]);
  if (lacking.length) return { name: "receive", lacking };
  if (record.backedUp !== heldBy(record)) return { name: "backup" };
  if (!me(facts).tried) return { name: "trial" };
  const untried = facts.people.filter((one) => !one.tried);
  return untried.length ? waiting("tried", untried) : { name: "ready" };
}

function frozenStep(facts) {
  if (!me(facts).signed_rules) return { name: "sign" };
  const unsigned = facts.people.filter((one) => !one.signed_rules);
  return unsigned.length ? waiting("signed", unsigned) : { name: "approved" };
}

function closedStep(facts, record) {
  if (!facts.head) {
    const isPaper = facts.paper_digests.length && !me(facts).signed_paper;
    return { name: isPaper ? "paper" : "headless" };
  }
  if (!me(facts).cosigned) return { name: "cosign" };
  const cosigned = facts.people.filter((one) => one.cosigned);
  const present = facts.people.filter((one) => one.present);
  if (Math.min(cosigned.length, present.length) < facts.threshold) {
    return waiting("gather", facts.people.filter((one) => !one.cosigned || !one.present));
  }
  const shut = Object.keys(facts.made).filter((n) => facts.released.indexOf(Number(n)) < 0);
  if (!shut.length) return { name: "unseal" };
  const own = shut.filter((n) => record.locks[n]);
  return { name: own.length ? "release" : "released", shut };
}

// The locks that are this scrutineer's to make and that the site does not know yet,
// although they may have been made here.
export function toMake(facts) {
  return facts.making.filter((n) => !facts.made[n]);
}

function clashing(facts, record) {
  const held = Object.keys(record.locks);
  return held.filter((n) => facts.made[n] !== record.locks[n].public);
}

// [lock, holder] for whoever still has to get a lock that was made here.
export function toHand(facts, record) {
  const given = record.given || {};
  const rows = [];
  facts.making.forEach((n) => {
    if (!record.locks[n]) return;
    facts.holders[n - 1].forEach((to) => {
      const has = to === facts.number || facts.people[to - 1].tried;
      if (!has && !given[n + ":" + to]) rows.push([n, to]);
    });
  });
  return rows;
}

// What a backup was made of: it is made again when another lock came.
export function heldBy(record) {
  const numbers = Object.keys(record.locks).sort();
  return numbers.map((n) => record.locks[n].public).join(" ");
}

function waiting(name, people) {
  return { name, names: people.map((one) => one.name) };
}
