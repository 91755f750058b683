// The observers that the board itself draws from the roll (specification, section 17).

import { bigEndian, fromHex } from "./bytes.js";
import { label, labelledHash } from "./primitives.js";

const AT_ONCE = 512;
// M, the number of ballots and the root of their tree.
const DRAWS_IN_HEAD = 32 + 8 + 32;

// The 32 bytes from which an encoded head draws, in hexadecimal digits.
export function drawOf(encoded) {
  const from = label("head").length;
  return labelledHash("draw", encoded.subarray(from, from + DRAWS_IN_HEAD));
}

// The places on the frozen roll, from 1, in the order in which they are drawn.
export async function draw(drawn, size, number) {
  const lots = [];
  for (let from = 1; from <= size; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, size - from + 1);
    const places = Array.from({ length: count }, (_, at) => from + at);
    lots.push(...(await Promise.all(places.map((place) => lotOf(drawn, place)))));
    lots.sort(byLot).splice(number);
  }
  return lots.map(([, place]) => place);
}

async function lotOf(drawn, place) {
  const lot = await labelledHash("observer", fromHex(drawn), bigEndian(place, 4));
  return [lot, place];
}

function byLot([one], [other]) {
  return one < other ? -1 : 1;
}
