// Word codes: the first 60 bits of a hash as six words. An aid to reading, no proof.

import { fromHex } from "./bytes.js";
import { refuse } from "./errors.js";
import { CHINESE, ENGLISH } from "./wordlist.js";

export const WORD_BITS = 10;
const CODE_WORDS = 6;
const CODE_DIGITS = (CODE_WORDS * WORD_BITS) / 4;
const RUNS = /[\u3400-\u9fff]+|[a-z]+|[^\s\u3400-\u9fffa-z,.;:，。、；：·-]+/g;

export function words(hash, language) {
  fromHex(hash, undefined, "hash");
  if (hash.length < CODE_DIGITS) {
    refuse("malformed", "hash: too short for a word code");
  }
  const bits = BigInt(`0x${hash.slice(0, CODE_DIGITS)}`);
  return wordsOf(bits, CODE_WORDS, language);
}

// The digits with which a hash begins whose words were typed, in either language.
export function wordsToBits(typed) {
  return bitsOf(typed, CODE_WORDS).toString(16).padStart(CODE_DIGITS, "0");
}

export function wordsOf(bits, count, language) {
  const list = language === "en" ? ENGLISH : CHINESE;
  return Array.from({ length: count }, (_, at) => {
    const shift = BigInt((count - 1 - at) * WORD_BITS);
    return list[Number((bits >> shift) & 0x3ffn)];
  });
}

export function bitsOf(typed, count) {
  const given = Array.isArray(typed) ? typed.join(" ") : String(typed);
  const places = split(given).map(placeOf);
  if (places.length !== count) {
    refuse("malformed", `words: ${places.length}, not ${count}`);
  }
  const shift = BigInt(WORD_BITS);
  return places.reduce((bits, place) => (bits << shift) | BigInt(place), 0n);
}

// Chinese words have two characters each and may be run together.
function split(given) {
  const runs = given.toLowerCase().match(RUNS) || [];
  return runs.flatMap((run) =>
    /^[\u3400-\u9fff]/.test(run) ? run.match(/.{1,2}/gu) : [run],
  );
}

function placeOf(word) {
  const place = Math.max(CHINESE.indexOf(word), ENGLISH.indexOf(word));
  return place >= 0 ? place : refuse("word_unknown", word);
}
