// 四 How this board came about, as far as the board itself proves it; 三 the observers.

import { wordsOf } from "./codes.js";
import { byId, fill, grouped, make } from "./dom.js";
import { draw } from "./observers.js";
import { sum } from "./numbers.js";
import { isEnglish, say } from "./say.js";

const OBSERVERS = 3;
const DEPUTIES = 2;

export function drawStory({ rows, manifest, digest, head, hasContents }, report, times) {
  const n = manifest.scrutineers;
  const steps = [
    ["frozen", say("story_frozen", { n, code: wordsOf(digest, isEnglish()).join(" ") })],
    ["collecting", say("story_collecting", { n: manifest.seal.issuers.length })],
    ["closed", say("story_closed", { n: rows.length })],
  ];
  if (report && report.cosigners.length) {
    steps.push(["cosigned", say("story_cosigned", { n: report.cosigners.length, all: n })]);
  }
  if (hasContents) steps.push(["unsealed", say("story_unsealed")]);
  fill(byId("story"), ...steps.map(([name, text]) => step(text, times[name])));
  byId("head-digits").textContent = head ? grouped(head.digest) : "";
}

function step(text, time) {
  const when = time ? make("time", "board-note", time) : null;
  return make("li", "board-outcome", make("span", "", text), when);
}

export async function drawObservers(manifest, head) {
  const size = Number(sum(...manifest.groups.map((group) => group.size)));
  const places = await draw(head.digest, size, OBSERVERS + DEPUTIES);
  const listed = (from, to) => places.slice(from, to).join(say("between"));
  byId("observers").textContent = say("observers_are", {
    places: listed(0, OBSERVERS),
    deputies: listed(OBSERVERS),
    n: size,
  });
}
