// What this browser finds out by itself before a key is used. Whatever does not hold
// is an error with a word of its own, and then nothing is signed and nothing leaves.

import * as gp1 from "../gp1/scrutineer.js";
import { ALLOW_WEAK } from "../vote/weak.js";
import { paperOf, readBoard } from "./board.js";
import { isSigned, utf8 } from "./hashes.js";
import { boardText } from "./site.js";

// The rules have the hash that is shown, and hold the keys that were compared here.
export async function checkRules(facts, record) {
  const options = { allowWeak: ALLOW_WEAK };
  const rules = await gp1.readRules(facts.manifest, facts.manifest_digest, options);
  const { manifest } = rules;
  const isOther = manifest.poll !== facts.poll || manifest.poll !== record.poll;
  if (isOther || manifest.threshold !== facts.threshold) throw new gp1.Gp1Error("wrong_rules");
  await gp1.checkMine(rules, facts.number, publicsOf(record));
  const agreed = (record.people || []).join();
  if (agreed && agreed !== manifest.seal.scrutineer_keys.join()) {
    throw new gp1.Gp1Error("keys_changed");
  }
  if (record.rules && record.rules !== rules.digest) throw new gp1.Gp1Error("wrong_rules");
  return rules;
}

// All scrutineers signed these rules, this one among them.
export async function checkRulesSigned(rules, signatures) {
  const keys = rules.manifest.seal.scrutineer_keys;
  const message = utf8("gp1/manifest\0") + rules.digest;
  for (let at = 0; at < keys.length; at += 1) {
    const [number, signature] = signatures[at] || [0, ""];
    const isGood = number === at + 1 && (await isSigned(keys[at], message, signature));
    if (!isGood) throw new gp1.Gp1Error("not_approved");
  }
}

// The digest is that of the batches, under the rules that all have signed.
export async function checkPaper(facts, record) {
  const rules = await checkRules(facts, record);
  await checkRulesSigned(rules, facts.rules_signatures);
  const found = await paperOf(rules, facts.paper_digests);
  if (found !== facts.paper_digest) throw new gp1.Gp1Error("paper_wrong");
  return found;
}

// The box signed this head, and the whole public board, reckoned here, has it.
export async function checkHead(facts, record) {
  const rules = await checkRules(facts, record);
  await checkRulesSigned(rules, facts.rules_signatures);
  const head = await gp1.readHead(rules, facts.head, facts.head_signature);
  if (record.head && record.head !== head.digest) throw new gp1.Gp1Error("head_changed");
  const board = await readBoard(rules, head, await boardText());
  const turnout = await turnoutOf(rules, head, board);
  return { rules, head, board, turnout };
}

// Everything that has to hold before a lock's key leaves this browser.
export async function checkRelease(facts, record) {
  const found = await checkHead(facts, record);
  if (!found.turnout.isEnough) throw new gp1.Gp1Error("no_quorum");
  await gp1.checkCosigned(found.rules, found.head.digest, facts.cosignatures);
  const present = facts.people.filter((one) => one.present);
  if (present.length < found.rules.manifest.threshold) throw new gp1.Gp1Error("too_few");
  return found;
}

// Below the quorum the head is co-signed all the same, so that it stands, and no more.
async function turnoutOf(rules, head, board) {
  try {
    const { groups, slips } = board;
    return Object.assign(await gp1.checkCounts(rules, head, groups, slips), { isEnough: true });
  } catch (error) {
    if (error.code !== "no_quorum") throw error;
    return Object.assign({}, board.sums, { isEnough: false });
  }
}

function publicsOf(record) {
  const locks = {};
  Object.keys(record.locks).forEach((n) => (locks[n] = record.locks[n].public));
  return { signing: record.signing.public, locks };
}
