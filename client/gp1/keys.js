// P-256 keys as {private, public} in hex; ECDSA with SHA-256, raw r ‖ s.

import { concat, fromBase64, fromHex, toBase64, toHex } from "./bytes.js";
import { orRefuse, refuse } from "./errors.js";
import { check, hex } from "./shapes.js";

export const KEY = { private: hex(32), public: hex(65) };
const SIGNING = { name: "ECDSA", namedCurve: "P-256" };
const AGREEING = { name: "ECDH", namedCurve: "P-256" };
const SCHEME = { name: "ECDSA", hash: "SHA-256" };

export async function makeKey() {
  const pair = await crypto.subtle.generateKey(SIGNING, true, ["sign", "verify"]);
  const made = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const [d, x, y] = [made.d, made.x, made.y].map((part) => fromBase64(part, 32));
  return {
    private: toHex(d),
    public: toHex(concat(Uint8Array.of(4), x, y)),
  };
}

export async function sign(key, message) {
  const ready = await importPrivate(key, SIGNING, ["sign"]);
  return toHex(new Uint8Array(await crypto.subtle.sign(SCHEME, ready, message)));
}

// Refuses under `code` unless the key of `point` signed the message.
export async function verify(point, message, signature, code) {
  const given = fromHex(signature, 64, "signature", code);
  const isGood = await orRefuse(code, "signature", async () => {
    const ready = await importPublic(point, SIGNING, ["verify"]);
    return crypto.subtle.verify(SCHEME, ready, given, message);
  });
  if (!isGood) {
    refuse(code, "not signed by this key over these bytes");
  }
}

export async function agreeingPair(key) {
  const [privateKey, publicKey] = await Promise.all([
    importPrivate(key, AGREEING, ["deriveBits"]),
    importPublic(key.public, AGREEING, []),
  ]);
  return { privateKey, publicKey };
}

export function agreeingPoint(point) {
  return importPublic(point, AGREEING, []);
}

function importPublic(point, algorithm, usages) {
  const bytes = fromHex(point, 65, "point");
  return crypto.subtle.importKey("raw", bytes, algorithm, true, usages);
}

async function importPrivate(key, algorithm, usages) {
  check(key, KEY, "key");
  const point = fromHex(key.public, 65, "point");
  const written = {
    kty: "EC",
    crv: "P-256",
    ext: true,
    d: toBase64(fromHex(key.private, 32, "private key")),
    x: toBase64(point.slice(1, 33)),
    y: toBase64(point.slice(33)),
  };
  return orRefuse("malformed", "key", () =>
    crypto.subtle.importKey("jwk", written, algorithm, true, usages),
  );
}
