// The observers that the head itself draws from the roll (specification, section 17).

import { bigEndian, fromHex } from "./bytes.js";
import { labelledHash } from "./primitives.js";

const AT_ONCE = 512;

// The places on the frozen roll, from 1, in the order in which they are drawn.
export async function draw(headDigest, size, number) {
  const lots = [];
  for (let from = 1; from <= size; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, size - from + 1);
    const places = Array.from({ length: count }, (_, at) => from + at);
    lots.push(...(await Promise.all(places.map((place) => lotOf(headDigest, place)))));
    lots.sort(byLot).splice(number);
  }
  return lots.map(([, place]) => place);
}

async function lotOf(headDigest, place) {
  const lot = await labelledHash("observer", fromHex(headDigest), bigEndian(place, 4));
  return [lot, place];
}

function byLot([one], [other]) {
  return one < other ? -1 : 1;
}
