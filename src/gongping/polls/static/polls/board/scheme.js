// What rules may add to the weighted mean: section 20 of the specification.

// Numbers here are multiplied, so none may be longer than a plain number holds.
const isWhole = Number.isSafeInteger;

const FORMULA = "scheme/1";
const LARGEST = 10000;
const NO_OPINION = 0xffff;

export const SCALES = ["grades", "numbers"];
export const METHODS = ["mean", "trimmed", "bands"];

// The form of the scheme, given how a manifest reads text, decimals and lists.
export function formOf(is) {
  const share = { parts: isWhole, of: isWhole };
  const rows = (form) => is.many(is.object(form));
  return {
    ...{ version: isWhole, scale: is.oneOf(...SCALES), method: is.oneOf(...METHODS) },
    ...{ best: isWhole, trim_each: isWhole, trim_above: isWhole, worth: is.decimal },
    ...{ quorum_parts: isWhole, quorum_of: isWhole, is_by_row: is.flag },
    marks: rows({ name: is.text, name_en: is.text, steps: isWhole }),
    bands: rows({ ...share, points: is.decimal }),
    overrides: rows({ steps: isWhole, ...share, points: is.decimal }),
    quotas: rows({ first: isWhole, last: isWhole, least: isWhole, most: isWhole }),
    pools: rows({
      ...{ number: isWhole, name: is.text, name_en: is.text },
      ...{ weight: is.decimal, parent: isWhole },
    }),
    members: rows({ group: isWhole, pool: isWhole }),
  };
}

// Which places of a well-formed scheme are not possible under these rules.
export function wrongInScheme({ scheme, formula, grades, units, groups, quorum_percent }) {
  const isThere = scheme !== undefined;
  if (isThere !== (formula === FORMULA)) return { formula: true };
  if (!isThere) return {};
  const numbers = groups.map((group) => group.number);
  return {
    "scheme.version": scheme.version !== 1,
    ...wrongInSteps(scheme, grades.length, units.length),
    ...wrongInShares(scheme, quorum_percent),
    ...wrongInPools(scheme, numbers),
  };
}

// How many of `roll` people the quorum asks for: a share where a scheme names one.
export function quorumShare(manifest) {
  const { scheme, quorum_percent } = manifest;
  if (scheme === undefined) return [BigInt(quorum_percent), 100n];
  return [BigInt(scheme.quorum_parts), BigInt(scheme.quorum_of)];
}

// Whether some quota of the scheme is broken on some criterion.
export function breaksQuota(scheme, cells, columns) {
  if (scheme === undefined) return false;
  return scheme.quotas.some((quota) => {
    for (let column = 0; column < columns; column += 1) {
      const found = cells.filter(
        (cell, at) => at % columns === column && cell >= quota.first && cell <= quota.last,
      ).length;
      if (found < quota.least || found > quota.most) return true;
    }
    return false;
  });
}

// The cells with every row that holds a cell off the scale turned into 不了解, where
// the rules void rows alone; a ballot without one sound row stays as it is.
export function mended(scheme, cells, columns, steps) {
  if (scheme === undefined || !scheme.is_by_row) return cells;
  const isSound = (cell) => cell < steps || cell === NO_OPINION;
  const rows = [];
  for (let at = 0; at < cells.length; at += columns) rows.push(cells.slice(at, at + columns));
  if (!rows.some((row) => row.every(isSound))) return cells;
  return rows.flatMap((row) => (row.every(isSound) ? row : row.map(() => NO_OPINION)));
}

function wrongInSteps(scheme, steps, units) {
  const marked = scheme.marks.map((mark) => mark.steps);
  const { trim_each: each, trim_above: above } = scheme;
  const isTrimmed = scheme.method === "trimmed";
  const sum = marked.reduce((total, one) => total + one, 0);
  const areMarksWrong = marked.length > 0 && (marked.some((one) => one < 1) || sum !== steps);
  return {
    "scheme.marks": marked.length > 0 !== (scheme.scale === "grades") || areMarksWrong,
    "scheme.best": scheme.best < 1 || scheme.best >= steps,
    "scheme.trim":
      isTrimmed !== each > 0 ||
      !(2 * each <= above && above <= LARGEST) ||
      !(isTrimmed || above === 0),
    "scheme.overrides": scheme.overrides.some((row) => row.steps < 1 || row.steps >= steps),
    "scheme.quotas": scheme.quotas.some(
      ({ first, last, least, most }) =>
        !(first >= 0 && first <= last && last < steps && least >= 0 && least <= most) ||
        least > units ||
        most > LARGEST,
    ),
  };
}

function wrongInShares(scheme, percent) {
  const { bands, overrides, quorum_parts: parts, quorum_of: of } = scheme;
  const all = [...bands, ...overrides, { parts, of }];
  const isBanded = scheme.method === "bands";
  if (!all.every(isShare)) return { "scheme.shares": true };
  const doFall = bands.every(
    (row, at) => at === 0 || bands[at - 1].parts * row.of > row.parts * bands[at - 1].of,
  );
  const endsAtNothing = bands.length === 0 || bands[bands.length - 1].parts === 0;
  return {
    "scheme.bands": isBanded !== bands.length > 0 || !doFall || !endsAtNothing,
    "scheme.overrides.share":
      overrides.some((row) => row.parts === 0) || (overrides.length > 0 && !isBanded),
    "scheme.quorum": parts === 0 || Math.ceil((100 * parts) / of) !== percent,
    "scheme.worth": scheme.worth.startsWith("-"),
  };
}

function wrongInPools(scheme, groups) {
  const { pools, members } = scheme;
  const isWrongPool = (pool, at) =>
    pool.number !== at + 1 ||
    pool.parent < 0 ||
    pool.parent >= pool.number ||
    pool.weight.startsWith("-") ||
    pool.weight === "0";
  const isWrongMember = (row, at) =>
    row.group !== groups[at] || row.pool < 0 || row.pool > pools.length;
  return {
    "scheme.pools": pools.some(isWrongPool),
    "scheme.members": members.length !== groups.length || members.some(isWrongMember),
  };
}

function isShare({ parts, of }) {
  return parts >= 0 && parts <= of && of <= LARGEST && of > 0;
}
