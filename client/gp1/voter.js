// The voter's steps, as pure functions between requests and replies: see ../README.md.

import { concat, fromHex, label, number, sha256, toHex, utf8 } from "./bytes.js";
import { canonicalJson, parseCanonical } from "./canonical.js";
import { checkCells, encodeCells } from "./cells.js";
import { refuse } from "./errors.js";
import { sealTo } from "./hpke.js";
import { makeKey, sign } from "./keys.js";
import { groupNumbers } from "./manifest.js";
import { checkReceipt } from "./receipts.js";
import { check, hex } from "./shapes.js";
import { checkShape, checkState, keyOf } from "./states.js";
import { blindToken, finalizeToken } from "./tokens.js";

export { brokenRule, checkCells, NO_OPINION } from "./cells.js";
export { Gp1Error } from "./errors.js";
export { readRules } from "./manifest.js";
export { isPossible } from "./possible.js";
export { checkReceipt, receiptText } from "./receipts.js";
export { version } from "./version.js";
export { words, wordsToBits } from "./words.js";

export async function begin(rules, group, tickets) {
  const { seal } = rules.manifest;
  check(tickets, [hex(16)], "tickets");
  if (tickets.length !== seal.issuers.length) {
    refuse("malformed", "tickets: not one of each issuer");
  }
  if (!groupNumbers(rules.manifest).includes(group)) {
    refuse("malformed", `group ${group}: not in the rules`);
  }
  const key = await makeKey();
  const blindings = [];
  for (let issuer = 1; issuer <= tickets.length; issuer += 1) {
    blindings.push(await blindToken(rules, issuer, group, key.public));
  }
  return {
    step: "collecting",
    manifest: rules.digest,
    group,
    tickets: [...tickets],
    key: key.private,
    public: key.public,
    blindings,
  };
}

export async function tokenRequests(rules, state) {
  checkState(rules, state, "collecting");
  return state.blindings.map(({ blinded }, at) => ({
    issuer: at + 1,
    body: canonicalJson({
      manifest: state.manifest,
      issuer: at + 1,
      group: state.group,
      ticket: state.tickets[at],
      blinded,
    }),
  }));
}

export async function finish(rules, state, replies) {
  checkState(rules, state, "collecting");
  if (!Array.isArray(replies) || replies.length !== state.blindings.length) {
    refuse("malformed", "replies: not one of each issuer");
  }
  const tokens = [];
  for (const [at, blinding] of state.blindings.entries()) {
    const reply = readReply(replies[at], { blind_signature: hex() }).blind_signature;
    const { group, public: point } = state;
    tokens.push(await finalizeToken(rules, at + 1, group, point, blinding, reply));
  }
  const { manifest, group, key } = state;
  return { step: "collected", manifest, group, key, public: state.public, tokens };
}

export async function seal(rules, state, cells) {
  checkState(rules, state, "collected");
  checkCells(rules, cells);
  const header = headerOf(rules, state);
  const contents = await sealCells(rules, header, encodeCells(cells));
  const tokens = state.tokens.flatMap((token) => [
    fromHex(token.prefix, 32, "prefix"),
    fromHex(token.signature, undefined, "token"),
  ]);
  const body = concat(label("ballot"), header, ...tokens, await sha256(contents));
  return {
    step: "casting",
    manifest: state.manifest,
    key: state.key,
    public: state.public,
    body: toHex(body),
    signature: await sign(keyOf(state), body),
    contents: toHex(contents),
  };
}

export async function castBytes(state) {
  checkShape(state, "casting");
  const { body, signature, contents } = state;
  return utf8(canonicalJson({ body, signature, contents }));
}

export async function leafOf(state) {
  checkShape(state, "casting");
  const body = fromHex(state.body, undefined, "body");
  return toHex(await sha256(Uint8Array.of(0), body));
}

export async function takeReceipt(rules, state, reply) {
  checkState(rules, state, "casting");
  const { receipt } = readReply(reply, { receipt: hex(64) });
  const leaf = await leafOf(state);
  return checkReceipt(rules, {
    key: state.public,
    leaf,
    manifest: state.manifest,
    receipt,
  });
}

// After the close: the tokens of a ballot that was collected and never cast.
export async function showUncast(rules, state) {
  checkState(rules, state, "collected", "casting");
  const m = fromHex(rules.digest, 32, "M");
  const signature = await sign(keyOf(state), concat(label("uncast"), m));
  const { group, tokens } = state.step === "collected" ? state : ofBody(rules, state);
  const { manifest, public: key } = state;
  return canonicalJson({ manifest, group, key, tokens, signature });
}

// Group and tokens as they stand in a body that this client made.
function ofBody(rules, state) {
  const start = label("ballot").length + 32;
  const at = (byte) => 2 * byte;
  const group = parseInt(state.body.slice(at(start), at(start + 2)), 16);
  const tokens = [];
  let place = start + 2 + 65;
  for (const issuer of rules.manifest.seal.issuers) {
    const end = place + 32 + issuer.keys[0].modulus.length / 2;
    tokens.push({
      prefix: state.body.slice(at(place), at(place + 32)),
      signature: state.body.slice(at(place + 32), at(end)),
    });
    place = end;
  }
  return { group, tokens };
}

function headerOf(rules, state) {
  const m = fromHex(rules.digest, 32, "M");
  return concat(m, number(state.group, 2), fromHex(state.public, 65, "ballot key"));
}

// Under every lock, the last lock first.
async function sealCells(rules, header, cells) {
  const { locks } = rules.manifest.seal;
  let contents = cells;
  for (let lock = locks.length; lock >= 1; lock -= 1) {
    const info = concat(label("seal"), number(lock, 1), header);
    contents = await sealTo(locks[lock - 1], info, contents);
  }
  return contents;
}

function readReply(reply, shape) {
  const code = "reply_malformed";
  const value = typeof reply === "string" ? parseCanonical(reply, code) : reply;
  check(value, shape, "reply", code);
  return value;
}
