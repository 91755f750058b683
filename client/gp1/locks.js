// Locks: one for each set of t - 1 scrutineers, held by everybody outside that set.

import { refuse } from "./errors.js";

// For each lock, in manifest order, the numbers of its holders.
export function holdersOfLocks(threshold, scrutineers) {
  const isPossible =
    Number.isInteger(threshold) &&
    Number.isInteger(scrutineers) &&
    threshold >= 1 &&
    threshold <= scrutineers;
  if (!isPossible) {
    refuse("malformed", "t of n: not possible");
  }
  const everybody = Array.from({ length: scrutineers }, (_, at) => at + 1);
  return combinations(everybody, threshold - 1).map((lacking) =>
    everybody.filter((one) => !lacking.includes(one)),
  );
}

// The numbers of the locks that one scrutineer holds.
export function locksHeldBy(one, threshold, scrutineers) {
  return holdersOfLocks(threshold, scrutineers)
    .map((holders, at) => (holders.includes(one) ? at + 1 : 0))
    .filter((lock) => lock > 0);
}

export function lockCount(threshold, scrutineers) {
  return holdersOfLocks(threshold, scrutineers).length;
}

// In lexicographic order.
function combinations(list, size) {
  if (size === 0) {
    return [[]];
  }
  return list.flatMap((first, at) =>
    combinations(list.slice(at + 1), size - 1).map((rest) => [first, ...rest]),
  );
}
