// Opening what HPKE sealed (RFC 9180, base mode, single shot) with the one suite of the
// protocol: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.

import { bigEndian, joined, utf8 } from "./bytes.js";
import { agree, importPoint, isPoint, POINT_BYTES } from "./primitives.js";

const NOTHING = new Uint8Array(0);
const VERSION = utf8("HPKE-v1");
const KEM = joined(utf8("KEM"), bigEndian(0x0010, 2));
const SUITE = joined(utf8("HPKE"), bigEndian(0x0010, 2), bigEndian(0x0001, 2), bigEndian(0x0002, 2));
const BASE = new Uint8Array([0]);
const TAG_BYTES = 16;
// An empty salt is one of zeros to HMAC, and some browsers import no empty key.
const NO_SALT = new Uint8Array(32);

// A lock as it is needed for every ballot: its key, and its point for the context.
export function opener(key, point) {
  return { key, point };
}

// Returns what was sealed, or nothing where it does not open.
export async function open(lock, info, sealed) {
  const encapsulated = sealed.subarray(0, POINT_BYTES);
  if (sealed.length < POINT_BYTES + TAG_BYTES || !isPoint(encapsulated)) return null;
  const shared = await decapsulate(lock, encapsulated);
  const { key, nonce } = await schedule(shared, info);
  const scheme = { name: "AES-GCM", iv: nonce };
  try {
    const plain = await crypto.subtle.decrypt(scheme, key, sealed.subarray(POINT_BYTES));
    return new Uint8Array(plain);
  } catch {
    return null;
  }
}

async function decapsulate(lock, encapsulated) {
  const secret = await agree(lock.key, await importPoint(encapsulated));
  const source = await hkdfSource(joined(VERSION, KEM, utf8("eae_prk"), secret));
  const context = joined(encapsulated, lock.point);
  return expand(source, NO_SALT, KEM, "shared_secret", context, 32);
}

async function schedule(shared, info) {
  const context = joined(BASE, await pskHash(), await extract("info_hash", info));
  const source = await hkdfSource(joined(VERSION, SUITE, utf8("secret"), NOTHING));
  const [raw, nonce] = await Promise.all([
    expand(source, shared, SUITE, "key", context, 32),
    expand(source, shared, SUITE, "base_nonce", context, 12),
  ]);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  return { key, nonce };
}

function hkdfSource(material) {
  return crypto.subtle.importKey("raw", material, "HKDF", false, ["deriveBits"]);
}

// LabeledExtract of the source with this salt, and LabeledExpand of that, in one.
async function expand(source, salt, suite, name, context, size) {
  const info = joined(bigEndian(size, 2), VERSION, suite, utf8(name), context);
  const scheme = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(scheme, source, size * 8));
}

let zeroKey = null;
let emptyPsk = null;

// LabeledExtract without salt, by itself.
async function extract(name, material) {
  const scheme = { name: "HMAC", hash: "SHA-256" };
  zeroKey = zeroKey || crypto.subtle.importKey("raw", NO_SALT, scheme, false, ["sign"]);
  const whole = joined(VERSION, SUITE, utf8(name), material);
  return new Uint8Array(await crypto.subtle.sign("HMAC", await zeroKey, whole));
}

function pskHash() {
  emptyPsk = emptyPsk || extract("psk_id_hash", NOTHING);
  return emptyPsk;
}
