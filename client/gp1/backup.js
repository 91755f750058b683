// A scrutineer's backup file: secrets under a generated passphrase of eight words.
//
// The passphrase is a number of 80 bits; its words stand for it in either language.

import { concat, fromHex, randomBytes, toHex, utf8 } from "./bytes.js";
import { canonicalJson, parseCanonical } from "./canonical.js";
import { orRefuse, refuse } from "./errors.js";
import { check, hex, integer, oneOf } from "./shapes.js";
import { bitsOf, WORD_BITS, wordsOf } from "./words.js";

const KIND = "gongping-scrutineer-backup";
const WORDS = 8;
const BITS_BYTES = (WORDS * WORD_BITS) / 8;
const ROUNDS = 100_000;
const MOST_ROUNDS = 10_000_000;
const SHAPE = {
  kind: oneOf(KIND),
  version: integer,
  rounds: integer,
  salt: hex(16),
  nonce: hex(12),
  sealed: hex(),
};

export async function newPassphrase(language) {
  const bits = BigInt(`0x${toHex(randomBytes(BITS_BYTES))}`);
  return wordsOf(bits, WORDS, language);
}

export async function backup(passphrase, secrets) {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const key = await fileKey(passphrase, salt, ROUNDS, "encrypt");
  const plain = utf8(canonicalJson(secrets));
  const scheme = { name: "AES-GCM", iv: nonce, additionalData: utf8(KIND) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(scheme, key, plain));
  return canonicalJson({
    kind: KIND,
    version: 1,
    rounds: ROUNDS,
    salt: toHex(salt),
    nonce: toHex(nonce),
    sealed: toHex(sealed),
  });
}

export async function restore(file, passphrase) {
  const { rounds, salt, nonce, sealed } = readFile(file);
  const key = await fileKey(passphrase, fromHex(salt), rounds, "decrypt");
  const scheme = {
    name: "AES-GCM",
    iv: fromHex(nonce),
    additionalData: utf8(KIND),
  };
  const plain = await orRefuse("passphrase_wrong", "backup", () =>
    crypto.subtle.decrypt(scheme, key, fromHex(sealed)),
  );
  return parseCanonical(new TextDecoder().decode(plain));
}

function readFile(file) {
  const value = parseCanonical(String(file).trim());
  check(value, SHAPE, "backup file");
  const isPossible = value.rounds >= 1 && value.rounds <= MOST_ROUNDS;
  if (value.version !== 1 || !isPossible) {
    refuse("malformed", "backup file: of another version");
  }
  return value;
}

async function fileKey(passphrase, salt, rounds, use) {
  const digits = bitsOf(passphrase, WORDS).toString(16).padStart(2 * BITS_BYTES, "0");
  const secret = concat(utf8(`${KIND}\0`), fromHex(digits, BITS_BYTES, "passphrase"));
  const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, [
    "deriveKey",
  ]);
  const scheme = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  const wanted = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(scheme, base, wanted, false, [use]);
}
