// The primitives, all of them the browser's own (WebCrypto). What a browser may leave
// open is settled here: which bytes are a point, and that a key fits its public half.

import { bigEndian, fromHex, joined, numberOf, toBase64Url, toHex, utf8 } from "./bytes.js";
import { demand, Fault } from "./faults.js";

export const POINT_BYTES = 65;
export const SIGNATURE_BYTES = 64;
export const SCALAR_BYTES = 32;
export const HASH_BYTES = 32;

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const CURVE = "P-256";
const ECDSA = { name: "ECDSA", namedCurve: CURVE };
const ECDH = { name: "ECDH", namedCurve: CURVE };
const BY_ECDSA = { name: "ECDSA", hash: "SHA-256" };
const BY_PSS = { name: "RSA-PSS", saltLength: 48 };

export function isSupported() {
  return typeof crypto !== "undefined" && Boolean(crypto.subtle) && typeof BigInt === "function";
}

export async function sha256(...parts) {
  const whole = parts.length === 1 ? parts[0] : joined(...parts);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

// Every label ends in a zero byte.
export function label(name) {
  return utf8("gp1/" + name + "\0");
}

export async function labelledHash(name, ...parts) {
  return toHex(await sha256(label(name), ...parts));
}

// y² = x³ − 3x + b, both coordinates below p.
export function isPoint(bytes) {
  if (bytes.length !== POINT_BYTES || bytes[0] !== 4) return false;
  const x = numberOf(bytes.subarray(1, 33));
  const y = numberOf(bytes.subarray(33));
  if (x >= P || y >= P) return false;
  return (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}

export async function verifyEcdsa(point, message, signature) {
  const bytes = fromHex(point);
  demand(isPoint(bytes), "PointMalformed");
  demand(signature.length === 2 * SIGNATURE_BYTES, "SignatureInvalid");
  const key = await crypto.subtle.importKey("raw", bytes, ECDSA, false, ["verify"]);
  const holds = await crypto.subtle.verify(BY_ECDSA, key, fromHex(signature), message);
  demand(holds, "SignatureInvalid");
}

export function importModulus(modulus) {
  const key = { kty: "RSA", e: "AQAB", n: toBase64Url(fromHex(modulus)) };
  const scheme = { name: "RSA-PSS", hash: "SHA-384" };
  return crypto.subtle.importKey("jwk", key, scheme, false, ["verify"]);
}

export async function verifyPss(key, message, signature) {
  demand(await crypto.subtle.verify(BY_PSS, key, signature, message), "TokenInvalid");
}

// The private key of a lock. That it belongs to its point, no browser need have looked:
// both halves must agree on a secret with a third key.
export async function importLock(scalar, point) {
  const number = numberOf(fromHex(scalar));
  demand(number > 0n && number < ORDER, "KeyMalformed");
  const [x, y] = [point.slice(2, 66), point.slice(66)].map((half) => toBase64Url(fromHex(half)));
  const jwk = { kty: "EC", crv: CURVE, x, y, d: toBase64Url(bigEndian(number, SCALAR_BYTES)) };
  let key = null;
  try {
    key = await crypto.subtle.importKey("jwk", jwk, ECDH, false, ["deriveBits"]);
  } catch {
    throw new Fault("LockDiffers");
  }
  demand(await fits(key, fromHex(point)), "LockDiffers");
  return key;
}

export function importPoint(bytes) {
  return crypto.subtle.importKey("raw", bytes, ECDH, false, []);
}

export async function agree(key, other) {
  const scheme = { name: "ECDH", public: other };
  return new Uint8Array(await crypto.subtle.deriveBits(scheme, key, 256));
}

async function fits(key, point) {
  const third = await crypto.subtle.generateKey(ECDH, false, ["deriveBits"]);
  const one = await agree(key, third.publicKey);
  const other = await agree(third.privateKey, await importPoint(point));
  return toHex(one) === toHex(other);
}
