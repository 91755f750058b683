// The head (板首): 256 bits for the whole closed poll; the tree below it, and who signed.

import { bigEndian, fromHex, joined, toHex } from "./bytes.js";
import { demand, renamed } from "./faults.js";
import { label, labelledHash, sha256, verifyEcdsa } from "./primitives.js";

const NODE = new Uint8Array([1]);
const AT_ONCE = 512;

// Level by level: a last node without a partner goes up as it is, which gives the tree
// of RFC 9162.
export async function treeRoot(leaves) {
  let level = leaves.map(fromHex);
  if (!level.length) return toHex(await sha256(new Uint8Array(0)));
  while (level.length > 1) level = await above(level);
  return toHex(level[0]);
}

async function above(level) {
  const found = [];
  for (let from = 0; from < level.length; from += 2 * AT_ONCE) {
    const part = level.slice(from, from + 2 * AT_ONCE);
    const pairs = Array.from({ length: Math.ceil(part.length / 2) }, (_, place) =>
      parent(part[2 * place], part[2 * place + 1]),
    );
    found.push(...(await Promise.all(pairs)));
  }
  return found;
}

function parent(left, right) {
  return right === undefined ? left : sha256(NODE, left, right);
}

// The head of a line under these rules: its bytes and their hash.
export async function headOf(manifestDigest, line) {
  const parts = [line.root, line.counts, line.paper].map(fromHex);
  const encoded = joined(
    label("head"),
    fromHex(manifestDigest),
    bigEndian(line.size, 8),
    ...parts,
  );
  return { ...line, encoded, digest: toHex(await sha256(encoded)) };
}

export async function verifyHead(head, { rows, counts, paper }) {
  demand(head.size === rows.length, "HeadDiffers", "size");
  const root = await treeRoot(rows.map((row) => row.leaf));
  demand(head.root === root, "HeadDiffers", "root");
  demand(head.counts === counts, "HeadDiffers", "counts");
  demand(head.paper === paper, "HeadDiffers", "paper");
}

export function verifyHeadSigned(manifest, head, signature) {
  return renamed("SignatureInvalid", "HeadNotSigned", "", () =>
    verifyEcdsa(manifest.seal.box_key, head.encoded, signature),
  );
}

export function verifyCosigned(manifest, headDigest, signatures) {
  const message = joined(label("cosign"), fromHex(headDigest));
  return verifyWitnesses(manifest, message, signatures, "NotCosigned");
}

// Every scrutineer must have signed the rules.
export async function verifyApprovals(manifest, signatures) {
  verifyNumbers(manifest, signatures);
  const byNumber = new Map(signatures);
  const message = joined(label("manifest"), fromHex(manifest.digest));
  for (const [place, key] of manifest.seal.scrutineer_keys.entries()) {
    const signature = byNumber.get(place + 1) || "";
    await renamed("SignatureInvalid", "NotApproved", "scrutineer " + (place + 1), () =>
      verifyEcdsa(key, message, signature),
    );
  }
}

// Each signature must be its scrutineer's, and there must be t at least.
export async function verifyWitnesses(manifest, message, signatures, tooFew) {
  verifyNumbers(manifest, signatures);
  for (const [number, signature] of signatures) {
    const key = manifest.seal.scrutineer_keys[number - 1];
    await renamed("SignatureInvalid", "SignerWrong", "scrutineer " + number, () =>
      verifyEcdsa(key, message, signature),
    );
  }
  const places = signatures.length + "/" + manifest.threshold;
  demand(signatures.length >= manifest.threshold, tooFew, places);
}

function verifyNumbers(manifest, signatures) {
  const numbers = signatures.map(([number]) => number);
  const ascends = numbers.every((number, place) => !place || numbers[place - 1] < number);
  demand(ascends, "SignerWrong", "order");
  const areTheirs = numbers.every((number) => number >= 1 && number <= manifest.scrutineers);
  demand(areTheirs, "SignerWrong", "number");
}

// Paper (纸质票): one digest for each group, all of them under the head.

export function paperDigest(manifest, digests) {
  const parts = digests.map(([group, digest]) => joined(bigEndian(group, 2), fromHex(digest)));
  return labelledHash("paper-all", fromHex(manifest.digest), ...parts);
}

export async function verifyPaperSigned(manifest, turnouts, { digests, signatures }) {
  const wanted = turnouts.filter((turnout) => turnout.paperReceived > 0);
  const isOfThem =
    wanted.length === digests.length &&
    wanted.every((turnout, place) => turnout.group === digests[place][0]);
  demand(isOfThem, "PaperDiffers", "groups");
  if (!digests.length && !signatures.length) return;
  const digest = await paperDigest(manifest, digests);
  const message = joined(label("paper-signed"), fromHex(digest));
  await verifyWitnesses(manifest, message, signatures, "PaperNotSigned");
}

export async function verifyPaperBatch(manifest, turnouts, digests, line) {
  const { group, salt, ballots } = line;
  const isWhole = ballots.every((cells) => cells.length === 2 * manifest.cellBytes);
  demand(isWhole, "PaperDiffers", "cells");
  const turnout = turnouts.find((row) => row.group === group);
  const where = "group " + group;
  demand((turnout ? turnout.paperReceived : 0) === ballots.length, "PaperDiffers", where);
  const head = [fromHex(manifest.digest), bigEndian(group, 2), fromHex(salt)];
  const cells = ballots.map(fromHex);
  const digest = await labelledHash("paper", ...head, bigEndian(cells.length, 8), ...cells);
  demand(new Map(digests).get(group) === digest, "PaperDiffers", where);
}
