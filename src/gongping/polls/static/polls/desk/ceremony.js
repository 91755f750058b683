// The acts before the freeze: keys, comparing, locks, hand-over, backup, trial.

import * as gp1 from "../gp1/scrutineer.js";
import { sha256, utf8 } from "./hashes.js";
import { ask, tell } from "./site.js";
import { heldBy, me, toMake } from "./steps.js";

const LOCK = /^#lock=(\d+)\.([0-9a-f]{64})$/;

// A seat's keys, or those that were made here and did not reach the site.
export async function makeKeys(desk) {
  const { facts } = desk;
  let { record } = desk;
  if (!record || record.isAnnounced) {
    const [signing, holder] = [await gp1.makeSigningKey(), await gp1.makeHolderKey()];
    record = { poll: facts.poll, number: facts.number, signing, holder, locks: {} };
    await desk.keep(record);
  }
  await tell("holder", { holder_key: record.holder.public });
  await tell("keys", { signing_key: record.signing.public, locks: {} });
  await desk.change({ isAnnounced: true });
}

// One hash for all keys, with this browser's own as it knows them. Whoever stands
// between the screens and shows one of them another key shows another hash, too.
export async function ceremonyHash(facts, record) {
  const rows = facts.people.map((one) => {
    const own = one.number === facts.number ? record : null;
    const signing = own ? own.signing.public : one.signing_key;
    return one.number + " " + signing + " " + (own ? own.holder.public : one.holder_key);
  });
  return sha256(utf8(["gongping/ceremony", facts.poll, facts.threshold, ...rows].join("\n")));
}

// What was shown when somebody pressed is what was agreed on, whatever came since.
export async function agree(desk, shown) {
  const facts = await comparedFacts(desk, shown);
  await desk.change({ compared: shown, people: facts.people.map((one) => one.signing_key) });
  await makeLocks(desk);
}

async function comparedFacts(desk, wanted) {
  const { facts, record } = desk;
  if ((await ceremonyHash(facts, record)) !== wanted) throw new gp1.Gp1Error("not_same_more");
  return facts;
}

export async function makeLocks(desk) {
  const locks = Object.assign({}, desk.record.locks);
  const publics = {};
  for (const n of toMake(desk.facts)) {
    locks[n] = locks[n] || (await gp1.makeLock());
    publics[n] = locks[n].public;
  }
  await desk.change({ locks });
  await tell("keys", { signing_key: desk.record.signing.public, locks: publics });
}

// Through the server, sealed to the keys that were compared on the screens.
export async function handOver(desk, rows) {
  const { record } = desk;
  const facts = await comparedFacts(desk, record.compared);
  for (const [n, to] of rows) {
    const sealed = await gp1.sealTo(
      facts.people[to - 1].holder_key,
      record.locks[n].private,
      purpose(facts, n, to),
    );
    await tell("handover", { number: n, sealed: { [to]: sealed } });
  }
  await markGiven(desk, rows);
}

export function markGiven(desk, rows) {
  const given = Object.assign({}, desk.record.given);
  rows.forEach(([n, to]) => (given[n + ":" + to] = true));
  return desk.change({ given });
}

// Opens what others sealed to this seat. Says which locks did not open.
export async function openHandovers(desk) {
  const { facts, record } = desk;
  const broken = [];
  for (const n of facts.locks) {
    if (record.locks[n] || !facts.handovers[n] || !facts.made[n]) continue;
    try {
      const info = purpose(facts, n, facts.number);
      const found = await gp1.openFrom(record.holder, facts.handovers[n], info);
      await takeLock(desk, n, found);
    } catch (error) {
      broken.push(n);
    }
  }
  return broken;
}

// A lock's key from another holder, if it is that of the lock that everybody sees.
export async function takeLock(desk, n, secret) {
  const key = await gp1.checkKey({ private: secret, public: desk.facts.made[n] || "" });
  const locks = Object.assign({}, desk.record.locks, { [n]: key });
  await desk.change({ locks });
}

export async function lockFile(desk, n, words) {
  const content = { poll: desk.facts.poll, lock: n, private: desk.record.locks[n].private };
  return gp1.backup(words, content);
}

export async function readLockFile(desk, text, words) {
  const found = await gp1.restore(text, words);
  if (found.poll !== desk.facts.poll || !found.lock) throw new gp1.Gp1Error("malformed");
  if (desk.facts.locks.indexOf(found.lock) < 0) throw new gp1.Gp1Error("lock_wrong");
  await takeLock(desk, found.lock, found.private);
}

// The part behind # stays in the browser: no server reads it.
export function lockAddress(desk, n) {
  const { private: secret } = desk.record.locks[n];
  return location.origin + location.pathname + "#lock=" + n + "." + secret;
}

// A lock that was scanned; it leaves the address bar at once.
export function scannedLock() {
  const found = LOCK.exec(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname);
  return found ? { number: Number(found[1]), secret: found[2] } : null;
}

export function newPassphrase(language) {
  return gp1.newPassphrase(language);
}

export async function backupFile(desk, words) {
  const { poll, number, signing, holder, locks } = desk.record;
  return gp1.backup(words, { poll, number, signing, holder, locks });
}

// The typed words must open the very file that was saved.
export async function checkBackup(desk, text, typed) {
  const found = await gp1.restore(text, typed);
  if (heldBy(found) !== heldBy(desk.record)) throw new gp1.Gp1Error("malformed");
  await desk.change({ backedUp: heldBy(desk.record) });
}

export async function restoreBackup(desk, text, typed) {
  const found = await gp1.restore(text, typed);
  const { facts } = desk;
  const isOther = found.poll !== facts.poll || found.number !== facts.number;
  if (isOther || !found.signing) throw new gp1.Gp1Error("other_seat");
  if (me(facts).signing_key && me(facts).signing_key !== found.signing.public) {
    throw new gp1.Gp1Error("old_keys");
  }
  await desk.keep(Object.assign(found, { backedUp: heldBy(found), isAnnounced: true }));
}

export async function tryLocks(desk) {
  const { record } = desk;
  const offered = await ask("trial");
  const answers = {};
  for (const n of Object.keys(offered.sealed)) {
    const own = await gp1.trial(desk.facts.made[n]);
    gp1.checkTrial(own, await gp1.openTrial(record.locks[n], own.sealed));
    answers[n] = await gp1.openTrial(record.locks[n], offered.sealed[n]);
  }
  await tell("tried", { challenge: offered.challenge, answers });
}

function purpose(facts, n, to) {
  return [facts.poll, "lock", n, "to", to].join(" ");
}
