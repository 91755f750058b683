// The manifest (规则书): read strictly, checked as section 2 of the specification says.

import { fromHex, isHex, toHex, utf8 } from "./bytes.js";
import { parseCanonical } from "./canonical.js";
import { demand, Fault } from "./faults.js";
import { GROUP_LIMIT } from "./fields.js";
import { isWhole } from "./numbers.js";
import { HASH_BYTES, isPoint, sha256 } from "./primitives.js";
import { formOf, wrongInScheme } from "./scheme.js";

const MODULUS_BYTES = { gp1: 384, "gp1/weak": 128 };
const FLOOR = 5;
const SMALL_GROUP = 50;
const MOST_SCRUTINEERS = 5;
const MOST_ISSUERS = 255;
const MOST_DIGITS = 28;
const DECIMAL = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/;

const is = {
  text: (value) => typeof value === "string",
  flag: (value) => typeof value === "boolean",
  whole: isWhole,
  decimal: isDecimal,
  bytes: isHex,
  oneOf: (...words) => (value) => words.includes(value),
  many: (entry) => (value) => Array.isArray(value) && value.every(entry),
  object: (form) => (value) => hasForm(value, form),
};
const ROWS = {
  rules: {
    name: is.oneOf("all_identical", "excellent_quota", "all_best", "unfinished"),
    limit: is.whole,
  },
  units: {
    ...{ key: is.whole, name: is.text, name_en: is.text },
    ...{ category: is.text, category_en: is.text },
  },
  criteria: { name: is.text, name_en: is.text, weight: is.decimal },
  grades: { name: is.text, name_en: is.text, points: is.decimal },
  groups: {
    ...{ number: is.whole, name: is.text, name_en: is.text },
    ...{ weight: is.decimal, size: is.whole },
  },
};
const ISSUER = {
  name: is.text,
  name_en: is.text,
  keys: is.many(is.object({ group: is.whole, modulus: is.bytes })),
};
const LEVEL = { group: is.whole, level: is.oneOf("auditors", "voters", "public") };
const SEAL = {
  ...{ roll_hash: is.bytes, slips_digest: is.bytes, client_hash: is.bytes },
  ...{ box_key: is.bytes, scrutineer_keys: is.many(is.bytes), locks: is.many(is.bytes) },
  ...{ issuers: is.many(is.object(ISSUER)), publication: is.many(is.object(LEVEL)) },
};
const MANIFEST = {
  ...{ poll: is.text, title: is.text, is_rehearsal: is.flag, layout: is.text },
  ...{ formula: is.text, threshold: is.whole, scrutineers: is.whole },
  ...{ quorum_percent: is.whole, disclosure_threshold: is.whole, suite: is.text },
  ...Object.fromEntries(
    Object.entries(ROWS).map(([name, form]) => [name, is.many(is.object(form))]),
  ),
  seal: is.object(SEAL),
};

// Returns the rules with M and what is reckoned from them; the suite with short keys
// only where the caller allows it by name.
export async function readManifest(text, allowWeak) {
  const found = parsed(text);
  demand(hasForm(found, formOfThese(found)), "ManifestMalformed", "form");
  refuse({ ...wrongInRules(found), ...wrongInScheme(found) });
  demand(Object.keys(MODULUS_BYTES).includes(found.suite), "ManifestMalformed", "suite");
  demand(found.suite !== "gp1/weak" || allowWeak === true, "WeakSuite");
  const width = MODULUS_BYTES[found.suite];
  refuse({ ...wrongInCounts(found), ...wrongInKeys(found.seal, width) });
  const cells = found.units.length * found.criteria.length;
  return {
    ...found,
    digest: toHex(await sha256(utf8(text))),
    modulusBytes: width,
    cellBytes: 2 * cells,
    numbers: found.groups.map((group) => group.number),
  };
}

// The scheme and the English title are absent unless they say something.
function formOfThese(found) {
  const form = { ...MANIFEST };
  if (found === null || typeof found !== "object") return form;
  if ("scheme" in found) form.scheme = is.object(formOf(is));
  if ("title_en" in found) form.title_en = (value) => is.text(value) && value !== "";
  return form;
}

function parsed(text) {
  try {
    return parseCanonical(text);
  } catch (error) {
    if (error instanceof Fault) throw new Fault("ManifestMalformed", error.detail);
    throw error;
  }
}

function refuse(wrong) {
  for (const [place, isWrong] of Object.entries(wrong)) {
    demand(!isWrong, "ManifestMalformed", place);
  }
}

function wrongInRules(found) {
  const numbers = found.groups.map((group) => group.number);
  const keys = found.units.map((unit) => unit.key);
  return {
    poll: !found.poll,
    units: !keys.length || repeats(keys),
    criteria: !found.criteria.length,
    grades: found.grades.length < 2,
    groups: !numbers.length || repeats(numbers),
    "groups.number": numbers.some((number) => number <= 0 || number >= GROUP_LIMIT),
    threshold: found.threshold < 1 || found.threshold > found.scrutineers,
  };
}

function wrongInCounts(found) {
  const { seal, groups } = found;
  const numbers = groups.map((group) => group.number);
  const small = new Set(groups.filter((row) => row.size < SMALL_GROUP).map((row) => row.number));
  const hashes = [seal.roll_hash, seal.slips_digest, seal.client_hash];
  const isTooMany = found.scrutineers > MOST_SCRUTINEERS;
  return {
    disclosure_threshold: found.disclosure_threshold < FLOOR,
    quorum_percent: found.quorum_percent < 0 || found.quorum_percent > 100,
    "groups.size": groups.some((group) => group.size < FLOOR),
    scrutineers: isTooMany,
    "seal.hashes": hashes.some((hash) => hash.length !== 2 * HASH_BYTES),
    "seal.scrutineer_keys": seal.scrutineer_keys.length !== found.scrutineers,
    "seal.locks": !isTooMany && seal.locks.length !== lockCount(found),
    "seal.issuers": seal.issuers.length < 1 || seal.issuers.length > MOST_ISSUERS,
    "seal.issuers.keys": seal.issuers.some((row) => !sameList(groupsOf(row.keys), numbers)),
    "seal.publication": !sameList(groupsOf(seal.publication), numbers),
    "seal.publication.level": seal.publication.some(
      (row) => small.has(row.group) && row.level !== "auditors",
    ),
  };
}

function wrongInKeys(seal, width) {
  const moduli = seal.issuers.flatMap((issuer) => issuer.keys.map((key) => key.modulus));
  const points = [seal.box_key, ...seal.scrutineer_keys, ...seal.locks];
  return {
    "seal.issuers.keys.modulus": moduli.some((modulus) => !isModulus(modulus, width)),
    "seal.issuers.keys distinct": repeats(moduli),
    "seal keys distinct": repeats(points),
    "seal keys": points.some((point) => !isPoint(fromHex(point))),
  };
}

// C(n, t − 1): one lock for each set of t − 1 scrutineers.
function lockCount({ threshold, scrutineers }) {
  let count = 1;
  for (let taken = 0; taken < threshold - 1; taken += 1) {
    count = (count * (scrutineers - taken)) / (taken + 1);
  }
  return count;
}

// Exactly as many bits as bytes allow, and odd.
function isModulus(digits, width) {
  return digits.length === 2 * width && /^[89a-f]/.test(digits) && /[13579bdf]$/.test(digits);
}

function isDecimal(value) {
  if (typeof value !== "string" || !DECIMAL.test(value)) return false;
  const digits = value.replace(/[-.]/g, "").replace(/^0+/, "");
  return (value.includes(".") ? digits : digits.replace(/0+$/, "")).length <= MOST_DIGITS;
}

function hasForm(value, form) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const names = Object.keys(value);
  const isWhole = names.length === Object.keys(form).length;
  return isWhole && names.every((name) => Object.keys(form).includes(name) && form[name](value[name]));
}

function groupsOf(rows) {
  return rows.map((row) => row.group);
}

function sameList(one, other) {
  return one.length === other.length && one.every((entry, place) => entry === other[place]);
}

function repeats(list) {
  return new Set(list).size !== list.length;
}
