// What voters hold: receipts (回执), and tokens that they show as uncast.

import { fromHex, isHex, joined } from "./bytes.js";
import { parseCanonical } from "./canonical.js";
import { demand, Fault, renamed } from "./faults.js";
import { sum } from "./numbers.js";
import { HASH_BYTES, label, POINT_BYTES, SIGNATURE_BYTES, verifyEcdsa } from "./primitives.js";

const RECEIPT = {
  ...{ manifest: HASH_BYTES, key: POINT_BYTES },
  ...{ leaf: HASH_BYTES, receipt: SIGNATURE_BYTES },
};

export function readReceipt(text) {
  const value = parsed(text);
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  const names = Object.keys(RECEIPT);
  const holds =
    isObject &&
    Object.keys(value).length === names.length &&
    names.every((name) => isHex(value[name]) && value[name].length === 2 * RECEIPT[name]);
  demand(holds, "ReceiptInvalid", "form");
  return value;
}

export async function verifyReceipt(manifest, receipt) {
  demand(receipt.manifest === manifest.digest, "ReceiptInvalid", "another poll");
  const parts = [receipt.manifest, receipt.key, receipt.leaf].map(fromHex);
  await renamed("SignatureInvalid", "ReceiptInvalid", "", () =>
    verifyEcdsa(manifest.seal.box_key, joined(label("receipt"), ...parts), receipt.receipt),
  );
}

export async function verifyPresent(manifest, receipt, rows) {
  await verifyReceipt(manifest, receipt);
  const row = rows.find((each) => each.leaf === receipt.leaf);
  demand(row !== undefined && row.key === receipt.key, "BallotMissing", receipt.leaf);
}

export async function verifyUncast(offices, line) {
  const { manifest } = offices;
  const tokens = line.tokens.map(([prefix, signature]) => ({
    prefix: fromHex(prefix),
    signature: fromHex(signature),
  }));
  await offices.verify(line.group, line.key, tokens);
  const message = joined(label("uncast"), fromHex(manifest.digest));
  await renamed("SignatureInvalid", "UncastInvalid", "", () =>
    verifyEcdsa(line.key, message, line.signature),
  );
}

// None shown twice, none that was cast, and with the ballots no more than was collected.
export function verifyShown(lines, rows, turnouts) {
  const keys = lines.map((line) => line.key);
  const ascends = keys.every((key, place) => !place || keys[place - 1] < key);
  demand(ascends, "UncastInvalid", "order");
  const shown = new Set(keys);
  demand(!rows.some((row) => shown.has(row.key)), "UncastInvalid", "cast");
  for (const turnout of turnouts) {
    const more = lines.filter((line) => line.group === turnout.group).length;
    const signed = sum(turnout.received, more);
    const isWithin = turnout.collected.every((collected) => signed <= collected);
    demand(isWithin, "MoreTokensThanCollected", "group " + turnout.group);
  }
}

function parsed(text) {
  try {
    return parseCanonical(text);
  } catch (error) {
    if (error instanceof Fault) throw new Fault("ReceiptInvalid", error.detail);
    throw error;
  }
}
