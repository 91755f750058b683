// 四 How this board came about, as far as the board itself proves it; 三 the observers.

import { wordsOf } from "./codes.js";
import { byId, fill, grouped, make } from "./dom.js";
import { draw, drawOf } from "./observers.js";
import { sum } from "./numbers.js";
import { isEnglish, say } from "./say.js";

const OBSERVERS = 3;
const DEPUTIES = 2;

// Nothing is told before it is proved, and nothing where the proof fails.
export function drawStory(known, report, times) {
  const isProved = report !== null && report.error === null;
  byId("story-note").textContent = isProved ? "" : say(report ? "story_fails" : "story_waits");
  byId("head-digits").textContent = grouped(known.head.digest);
  const steps = isProved ? stepsOf(known, report) : [];
  fill(byId("story"), ...steps.map(([name, text]) => step(text, times[name])));
}

function stepsOf({ rows, manifest, digest, hasContents }, report) {
  const all = manifest.scrutineers;
  const code = wordsOf(digest, isEnglish()).join(" ");
  const steps = [
    ["frozen", say("story_frozen", { n: all, code })],
    ["collecting", say("story_collecting", { n: manifest.seal.issuers.length })],
    ["closed", say("story_closed", { n: rows.length })],
    ["cosigned", say("story_cosigned", { n: report.cosigners.length, all })],
  ];
  return hasContents ? [...steps, ["unsealed", say("story_unsealed")]] : steps;
}

function step(text, time) {
  const when = time ? make("time", "board-note", time) : null;
  return make("li", "board-outcome", make("span", "", text), when);
}

export async function drawObservers(manifest, head) {
  const size = Number(sum(...manifest.groups.map((group) => group.size)));
  const places = await draw(await drawOf(head.encoded), size, OBSERVERS + DEPUTIES);
  const listed = (from, to) => places.slice(from, to).join(say("between"));
  byId("observers").textContent = say("observers_are", {
    places: listed(0, OBSERVERS),
    deputies: listed(OBSERVERS),
    n: size,
  });
}
