// The scrutineer's steps, as pure functions: see ../README.md.

import { concat, fromHex, label, randomBytes, sha256, toHex, utf8 } from "./bytes.js";
import { orRefuse, refuse } from "./errors.js";
import * as hpke from "./hpke.js";
import { KEY, makeKey, sign } from "./keys.js";
import { locksHeldBy } from "./locks.js";
import { check, hex } from "./shapes.js";
import { words } from "./words.js";

export { backup, newPassphrase, restore } from "./backup.js";
export { Gp1Error } from "./errors.js";
export { checkCosigned, checkCounts, readHead, signHead } from "./heads.js";
export { holdersOfLocks, locksHeldBy } from "./locks.js";
export { readRules } from "./manifest.js";
export { isPossible } from "./possible.js";
export { version } from "./version.js";
export { words, wordsToBits } from "./words.js";

export function makeSigningKey() {
  return makeKey();
}

export function makeLock() {
  return makeKey();
}

export function makeHolderKey() {
  return makeKey();
}

// The key, if what is sealed to its public half opens with its private half.
export async function checkKey(key) {
  check(key, KEY, "key");
  return orRefuse("lock_wrong", "key", async () => {
    const tried = await trial(key.public);
    checkTrial(tried, await openTrial(key, tried.sealed));
    return key;
  });
}

export async function keyCode(point, language) {
  return words(toHex(await sha256(fromHex(point, 65, "key"))), language);
}

export async function trial(lockPublic) {
  const answer = randomBytes(32);
  const sealed = await hpke.sealTo(lockPublic, label("trial"), answer);
  return { sealed: toHex(sealed), answer: toHex(answer) };
}

export async function openTrial(key, sealed) {
  const bytes = fromHex(sealed, undefined, "trial");
  return toHex(await hpke.unseal(key, label("trial"), bytes));
}

export function checkTrial(tried, answer) {
  if (tried.answer !== answer) {
    refuse("lock_wrong", "the holder did not find what was sealed");
  }
}

export async function sealTo(point, bytes, info) {
  const plain = fromHex(bytes, undefined, "bytes");
  return toHex(await hpke.sealTo(point, handover(info), plain));
}

export async function openFrom(key, sealed, info) {
  const bytes = fromHex(sealed, undefined, "sealed");
  return toHex(await hpke.unseal(key, handover(info), bytes));
}

// Refuses unless the rules carry this scrutineer's keys at their places.
export function checkMine(rules, number, mine) {
  const { seal, threshold, scrutineers } = rules.manifest;
  if (seal.scrutineer_keys[number - 1] !== mine.signing) {
    refuse("not_mine", "the signing key");
  }
  for (const lock of locksHeldBy(number, threshold, scrutineers)) {
    if (!mine.locks[lock] || seal.locks[lock - 1] !== mine.locks[lock]) {
      refuse("not_mine", `lock ${lock}`);
    }
  }
}

export function signRules(key, m) {
  return sign(key, concat(label("manifest"), fromHex(m, 32, "M")));
}

export function signPaper(key, digest) {
  return sign(key, concat(label("paper-signed"), fromHex(digest, 32, "paper")));
}

// The private keys to release, each of which fits its lock in the rules.
export async function releaseKeys(rules, locks) {
  const released = {};
  for (const [number, key] of Object.entries(locks)) {
    check(key, { private: hex(32), public: hex(65) }, `lock ${number}`);
    if (rules.manifest.seal.locks[number - 1] !== key.public) {
      refuse("lock_wrong", `lock ${number}: not that of the rules`);
    }
    await checkKey(key);
    released[number] = key.private;
  }
  return released;
}

function handover(info) {
  return concat(label("handover"), utf8(String(info)));
}
