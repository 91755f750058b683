// Tokens: RSABSSA-SHA384-PSS-Randomized of RFC 9474. The issuer signs blindly.

import { BlindRSA } from "@cloudflare/blindrsa-ts/lib/src/blindrsa.js";
import { concat, fromHex, label, number, toBase64, toHex } from "./bytes.js";
import { orRefuse } from "./errors.js";
import { modulusOf } from "./manifest.js";
import { hex } from "./shapes.js";

const PREFIX_BYTES = 32;
const SCHEME = new BlindRSA({
  name: "RSABSSA-SHA384-PSS-Randomized",
  hash: "SHA-384",
  saltLength: 48,
  prepareType: PREFIX_BYTES,
});

export const BLINDING = { prefix: hex(PREFIX_BYTES), inverse: hex(), blinded: hex() };
export const TOKEN = { prefix: hex(PREFIX_BYTES), signature: hex() };

export async function blindToken(rules, issuer, group, point) {
  const input = SCHEME.prepare(tokenMessage(rules, issuer, group, point));
  const key = await issuerKey(rules, issuer, group);
  const { blindedMsg, inv } = await SCHEME.blind(key, input);
  return {
    prefix: toHex(input.slice(0, PREFIX_BYTES)),
    inverse: toHex(inv),
    blinded: toHex(blindedMsg),
  };
}

// The token, which was verified; otherwise `token_wrong`.
export async function finalizeToken(rules, issuer, group, point, blinding, reply) {
  const prefix = fromHex(blinding.prefix, PREFIX_BYTES, "prefix");
  const inverse = fromHex(blinding.inverse, undefined, "inverse");
  const blindSignature = fromHex(reply, undefined, "blind signature");
  const input = concat(prefix, tokenMessage(rules, issuer, group, point));
  const key = await issuerKey(rules, issuer, group);
  const signature = await orRefuse("token_wrong", `issuer ${issuer}`, () =>
    SCHEME.finalize(key, input, blindSignature, inverse),
  );
  return { prefix: blinding.prefix, signature: toHex(signature) };
}

function tokenMessage(rules, issuer, group, point) {
  const m = fromHex(rules.digest, 32, "M");
  const place = concat(number(issuer, 1), number(group, 2));
  return concat(label("token"), m, place, fromHex(point, 65, "ballot key"));
}

function issuerKey(rules, issuer, group) {
  const n = toBase64(fromHex(modulusOf(rules, issuer, group), undefined, "modulus"));
  const written = { kty: "RSA", alg: "PS384", n, e: "AQAB", ext: true };
  const scheme = { name: "RSA-PSS", hash: "SHA-384" };
  return crypto.subtle.importKey("jwk", written, scheme, true, ["verify"]);
}
