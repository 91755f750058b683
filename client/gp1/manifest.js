// The manifest (规则书): read strictly, or refused with the place.

import { sha256, toHex, utf8, fromHex } from "./bytes.js";
import { parseCanonical } from "./canonical.js";
import { isPoint } from "./curve.js";
import { refuse } from "./errors.js";
import { lockCount } from "./locks.js";
import { SCHEME, wrongInScheme } from "./scheme.js";
import { check, decimal, flag, hex, integer, oneOf, text } from "./shapes.js";

export const POINT_BYTES = 65;
const FLOOR = 5;
const SMALL_GROUP = 50;
const GROUP_LIMIT = 0xffff;
const MOST_SCRUTINEERS = 5;
const MOST_ISSUERS = 0xff;
const SUITES = { gp1: 3072, "gp1/weak": 1024 };
const WEAK = "gp1/weak";

const RULES = ["all_identical", "excellent_quota", "all_best", "unfinished"];

const SEAL = {
  roll_hash: hex(32),
  slips_digest: hex(32),
  client_hash: hex(32),
  box_key: hex(POINT_BYTES),
  scrutineer_keys: [hex(POINT_BYTES)],
  locks: [hex(POINT_BYTES)],
  issuers: [{ name: text, name_en: text, keys: [{ group: integer, modulus: hex() }] }],
  publication: [{ group: integer, level: oneOf("auditors", "voters", "public") }],
};

const MANIFEST = {
  poll: text,
  title: text,
  is_rehearsal: flag,
  layout: text,
  formula: text,
  threshold: integer,
  scrutineers: integer,
  quorum_percent: integer,
  disclosure_threshold: integer,
  rules: [{ name: oneOf(...RULES), limit: integer }],
  units: [
    { key: integer, name: text, name_en: text, category: text, category_en: text },
  ],
  criteria: [{ name: text, name_en: text, weight: decimal }],
  grades: [{ name: text, name_en: text, points: decimal }],
  groups: [
    { number: integer, name: text, name_en: text, weight: decimal, size: integer },
  ],
  suite: text,
  seal: SEAL,
};

// Absent unless they say something.
const FURTHER = { scheme: SCHEME, title_en: text };

export async function readRules(written, digest, options = {}) {
  fromHex(digest, 32, "M", "wrong_rules");
  if (toHex(await sha256(utf8(written))) !== digest) {
    refuse("wrong_rules", "the manifest is not the one that was named");
  }
  const manifest = parseCanonical(written);
  checkSuite(manifest, options);
  check(manifest, { ...MANIFEST, ...furtherOf(manifest) }, "manifest");
  refuseWrong({ ...wrongInRules(manifest), ...wrongInScheme(manifest) });
  refuseWrong(wrongInSeal(manifest));
  return { manifest, digest, text: written };
}

function furtherOf(manifest) {
  const names = Object.keys(FURTHER).filter((name) => name in manifest);
  return Object.fromEntries(names.map((name) => [name, FURTHER[name]]));
}

export function modulusOf(rules, issuer, group) {
  const office = rules.manifest.seal.issuers[issuer - 1];
  const key = office && office.keys.find((row) => row.group === group);
  return key ? key.modulus : refuse("malformed", `issuer ${issuer}, group ${group}`);
}

export function groupNumbers(manifest) {
  return manifest.groups.map((group) => group.number);
}

function checkSuite(manifest, options) {
  const suite = manifest && manifest.suite;
  text(suite, "suite", "malformed");
  const isKnown = Object.keys(SUITES).includes(suite);
  if (!isKnown || (suite === WEAK && options.allowWeak !== true)) {
    refuse("unknown_suite", suite);
  }
}

function refuseWrong(places) {
  for (const [place, isWrong] of Object.entries(places)) {
    if (isWrong) {
      refuse("malformed", `${place}: not possible`);
    }
  }
}

function wrongInRules(manifest) {
  const numbers = groupNumbers(manifest);
  const units = manifest.units.map((unit) => unit.key);
  return {
    poll: !manifest.poll,
    title_en: manifest.title_en === "",
    units: !units.length || repeats(units),
    criteria: !manifest.criteria.length,
    grades: manifest.grades.length < 2,
    groups: !numbers.length || repeats(numbers),
    "groups.number": numbers.some((n) => n < 1 || n >= GROUP_LIMIT),
    "groups.size": manifest.groups.some((group) => group.size < FLOOR),
    threshold: manifest.threshold < 1 || manifest.threshold > manifest.scrutineers,
    scrutineers: manifest.scrutineers > MOST_SCRUTINEERS,
    quorum_percent: manifest.quorum_percent < 0 || manifest.quorum_percent > 100,
    disclosure_threshold: manifest.disclosure_threshold < FLOOR,
  };
}

function wrongInSeal(manifest) {
  const { seal, threshold, scrutineers } = manifest;
  const numbers = groupNumbers(manifest);
  const moduli = seal.issuers.flatMap((row) => row.keys.map((key) => key.modulus));
  const points = [seal.box_key, ...seal.scrutineer_keys, ...seal.locks];
  const listed = (rows) => rows.map((row) => row.group).join() === numbers.join();
  return {
    "seal.scrutineer_keys": seal.scrutineer_keys.length !== scrutineers,
    "seal.locks": seal.locks.length !== lockCount(threshold, scrutineers),
    "seal.issuers": !seal.issuers.length || seal.issuers.length > MOST_ISSUERS,
    "seal.issuers.keys": !seal.issuers.every((issuer) => listed(issuer.keys)),
    "seal.publication": !listed(seal.publication),
    "seal.publication.level": opensSmallGroup(manifest),
    "seal.modulus": !moduli.every((modulus) => fits(modulus, SUITES[manifest.suite])),
    "seal.moduli distinct": repeats(moduli),
    "seal.keys distinct": repeats(points),
    "seal.keys": !points.every(isPoint),
  };
}

function opensSmallGroup(manifest) {
  const isSmall = (n) =>
    manifest.groups.some((group) => group.number === n && group.size < SMALL_GROUP);
  return manifest.seal.publication.some(
    (row) => isSmall(row.group) && row.level !== "auditors",
  );
}

// Of exactly so many bits, and odd.
function fits(modulus, bits) {
  const first = parseInt(modulus.slice(0, 2), 16);
  const last = parseInt(modulus.slice(-2), 16);
  return modulus.length === bits / 4 && first >= 0x80 && last % 2 === 1;
}

function repeats(list) {
  return new Set(list).size !== list.length;
}
