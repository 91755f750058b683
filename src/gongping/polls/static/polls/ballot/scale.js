// The scale of the ballot: grades, or whole numbers of which every one is a step. The
// cell that stands for 不了解 is an explicit choice off the scale.

import { nameOf, say } from "./words.js";

export const NO_OPINION = 0xffff;

const TENTHS_OF_BANDS = [9, 8, 7, 6];

export function isNumeric(manifest) {
  return Boolean(manifest.scheme) && manifest.scheme.scale === "numbers";
}

export function numbersOf({ grades }) {
  return { high: Number(grades[0].points), low: Number(grades[grades.length - 1].points) };
}

// What the steps first to last are called.
export function stepsName(manifest, first, last) {
  if (!isNumeric(manifest)) {
    const names = manifest.grades.slice(first, last + 1).map((grade) => nameOf(grade).text);
    return names.join(say("between_grades"));
  }
  const scale = numbersOf(manifest);
  const [low, high] = [scale.high - last, scale.high - first];
  if (low === high) return say("points", { n: low });
  if (high === scale.high) return say("points_from", { n: low });
  if (low === scale.low) return say("points_below", { n: high + 1 });
  return say("points_between", { low, high });
}

// Each grade by itself; of numbers five bands from the best to the lowest.
export function bandsOf(manifest) {
  if (!isNumeric(manifest)) return manifest.grades.map((grade, at) => ({ first: at, last: at }));
  const { low, high } = numbersOf(manifest);
  const cuts = TENTHS_OF_BANDS.map((tenth) => low + Math.ceil(((high - low) * tenth) / 10));
  const feet = Array.from(new Set([...cuts, low]));
  return feet.map((foot, at) => ({
    first: at ? high - feet[at - 1] + 1 : 0,
    last: high - foot,
  }));
}
