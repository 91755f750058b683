// The receipt (回执): without it a ballot is not cast.

import { concat, fromHex, label } from "./bytes.js";
import { canonicalJson, parseCanonical } from "./canonical.js";
import { refuse } from "./errors.js";
import { verify } from "./keys.js";
import { check, hex } from "./shapes.js";

const RECEIPT = { key: hex(65), leaf: hex(32), manifest: hex(32), receipt: hex(64) };
const WRONG = "receipt_wrong";

// The receipt, of the object or its text, if the box of these rules signed it.
export async function checkReceipt(rules, given) {
  const receipt = typeof given === "string" ? parseCanonical(given, WRONG) : given;
  check(receipt, RECEIPT, "receipt", WRONG);
  if (receipt.manifest !== rules.digest) {
    refuse(WRONG, "the receipt is that of another poll");
  }
  const parts = [receipt.manifest, receipt.key, receipt.leaf];
  const message = parts.map((part) => fromHex(part, undefined, "receipt"));
  const signed = concat(label("receipt"), ...message);
  await verify(rules.manifest.seal.box_key, signed, receipt.receipt, WRONG);
  return { ...receipt };
}

export function receiptText(receipt) {
  check(receipt, RECEIPT, "receipt", WRONG);
  return canonicalJson(receipt);
}
