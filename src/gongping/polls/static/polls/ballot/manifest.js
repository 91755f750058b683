// The frozen rules, fetched without cookies and checked against their digest.

import { digestOf, shortCode } from "./codec.js";

export class NotLoaded extends Error {
  constructor(word) {
    super(word);
    this.word = word;
  }
}

export async function loadFacts(address) {
  const facts = await fetchFacts(address);
  // A sealed poll has another digest and other ballots; this page can cast neither.
  if (JSON.parse(facts.text).suite !== "gp1/open") throw new NotLoaded("sealed");
  const digest = digestOf(facts.text);
  if (digest !== facts.digest) throw new NotLoaded("wrong_rules");
  const manifest = JSON.parse(facts.text);
  return {
    poll: manifest.poll,
    state: facts.state,
    digest,
    ruleCode: shortCode(digest),
    manifest,
    box: facts.box,
    tasks: facts.tasks || {},
    sentences: facts.sentences || {},
    categories: categoriesOf(manifest.units),
  };
}

async function fetchFacts(address) {
  let answer;
  try {
    answer = await fetch(address, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      headers: { Accept: "application/json" },
    });
  } catch (error) {
    throw new NotLoaded("not_loaded");
  }
  if (answer.status === 404) throw new NotLoaded("no_poll");
  if (!answer.ok) throw new NotLoaded("not_loaded");
  return answer.json().catch(() => {
    throw new NotLoaded("not_loaded");
  });
}

// Runs of units of one category, in establishment order.
function categoriesOf(units) {
  const found = [];
  units.forEach((unit, at) => {
    const last = found[found.length - 1];
    if (last && last.name === unit.category) last.end = at + 1;
    else found.push({ name: unit.category, name_en: unit.category_en, start: at, end: at + 1 });
  });
  return found;
}
