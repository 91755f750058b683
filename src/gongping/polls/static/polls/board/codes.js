// Word codes: the first 60 bits of a hash as six words of a list of 1,024, in either
// language. An aid to reading, and to finding; never a proof.

import { CHINESE, ENGLISH } from "./wordlist.js";

const WORDS = 6;
const BITS = 10n;
const DIGITS = 15;
const CHINESE_RUN = /[\u3400-\u9fff]+/;
const RUNS = /[\u3400-\u9fff]+|[a-z]+/g;
const SUGGESTIONS = 3;

// The places of a hash's six words in the list.
export function placesOf(hash) {
  let bits = BigInt("0x" + hash.slice(0, DIGITS));
  const places = new Array(WORDS);
  for (let at = WORDS - 1; at >= 0; at -= 1) {
    places[at] = Number(bits & ((1n << BITS) - 1n));
    bits >>= BITS;
  }
  return places;
}

export function wordsOf(hash, inEnglish) {
  const list = inEnglish ? ENGLISH : CHINESE;
  return placesOf(hash).map((place) => list[place]);
}

// What was typed, word by word; Chinese words have two characters and may run together.
export function typedWords(typed) {
  const runs = typed.normalize("NFKC").toLowerCase().match(RUNS) || [];
  return runs.flatMap((run) => (CHINESE_RUN.test(run) ? run.match(/.{1,2}/gu) : [run]));
}

export function placeOf(word) {
  const place = CHINESE.indexOf(word);
  return place >= 0 ? place : ENGLISH.indexOf(word);
}

// Words of the list that look like one that is not in it.
export function lookAlikes(word) {
  const list = CHINESE_RUN.test(word) ? CHINESE : ENGLISH;
  const isNear = CHINESE_RUN.test(word) ? sharesCharacter : isOneEditAway;
  return list.filter((each) => isNear(word, each)).slice(0, SUGGESTIONS);
}

function sharesCharacter(word, other) {
  return Array.from(word).some((sign, place) => other[place] === sign);
}

function isOneEditAway(word, other) {
  const [short, long] = word.length < other.length ? [word, other] : [other, word];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const skip = long.length > short.length ? 0 : 1;
  return short.slice(at + skip) === long.slice(at + 1);
}
