// Ballots: the body in its parts, and the signatures that let it onto the board.

import { bigEndian, fromHex, joined, toHex } from "./bytes.js";
import { demand, Fault } from "./faults.js";
import { GROUP_LIMIT } from "./fields.js";
import * as primitives from "./primitives.js";

const PREFIX_BYTES = 32;
const KEY_BYTES = primitives.POINT_BYTES;
const LEAF = new Uint8Array([0]);
const LABEL = primitives.label("ballot");
const TOKEN = primitives.label("token");

export async function leafOf(body) {
  return toHex(await primitives.sha256(LEAF, body));
}

// M ‖ u16 group ‖ ballot key: what bodies and seals are bound to.
export function headerOf(manifest, group, key) {
  return joined(fromHex(manifest.digest), bigEndian(group, 2), fromHex(key));
}

// The office's public keys, each imported once.
export class Offices {
  constructor(manifest) {
    this.manifest = manifest;
    this.keys = new Map();
  }

  key(issuer, group) {
    const place = issuer + "/" + group;
    if (!this.keys.has(place)) {
      const rows = this.manifest.seal.issuers[issuer - 1].keys;
      const { modulus } = rows.find((row) => row.group === group);
      this.keys.set(place, primitives.importModulus(modulus));
    }
    return this.keys.get(place);
  }

  // Every issuer must have signed for this key and group.
  async verify(group, key, tokens) {
    const { manifest } = this;
    demand(manifest.numbers.includes(group), "WrongGroup", "group " + group);
    demand(tokens.length === manifest.seal.issuers.length, "BallotMalformed", "tokens");
    const end = joined(bigEndian(group, 2), fromHex(key));
    for (const [place, { prefix, signature }] of tokens.entries()) {
      const start = joined(TOKEN, fromHex(manifest.digest), bigEndian(place + 1, 1));
      const office = await this.key(place + 1, group);
      await primitives.verifyPss(office, joined(prefix, start, end), signature);
    }
  }
}

// Returns what is kept of a ballot that was verified: leaf, group, key, hash.
export async function verifyBallot(offices, line) {
  try {
    const body = fromHex(line.body);
    const ballot = parseBody(offices.manifest, body);
    await offices.verify(ballot.group, ballot.key, ballot.tokens);
    await primitives.verifyEcdsa(ballot.key, body, line.signature);
    const { group, key, contents } = ballot;
    return { leaf: await leafOf(body), group, key, contents };
  } catch (error) {
    if (error instanceof Fault) throw new Fault(error.code, "line " + line.number);
    throw error;
  }
}

function parseBody(manifest, body) {
  const width = PREFIX_BYTES + manifest.modulusBytes;
  const start = joined(LABEL, fromHex(manifest.digest));
  const issuers = manifest.seal.issuers.length;
  const tokensAt = start.length + 2 + KEY_BYTES;
  const contentsAt = tokensAt + issuers * width;
  demand(body.length === contentsAt + primitives.HASH_BYTES, "BallotMalformed", "length");
  const isOurs = start.every((byte, place) => byte === body[place]);
  demand(isOurs, "BallotMalformed", "not under these rules");
  const group = body[start.length] * 256 + body[start.length + 1];
  demand(group > 0 && group < GROUP_LIMIT, "BallotMalformed", "group");
  return {
    group,
    key: toHex(body.subarray(start.length + 2, tokensAt)),
    tokens: Array.from({ length: issuers }, (_, place) =>
      token(body.subarray(tokensAt + place * width, tokensAt + (place + 1) * width)),
    ),
    contents: toHex(body.subarray(contentsAt)),
  };
}

function token(bytes) {
  return { prefix: bytes.subarray(0, PREFIX_BYTES), signature: bytes.subarray(PREFIX_BYTES) };
}
