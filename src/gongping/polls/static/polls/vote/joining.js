// The rules of the link: fetched by M without cookies, and refused unless their SHA-256
// is M. What stands beside them says where to knock and what units wrote of themselves.

import { ask } from "../ballot/net.js";
import * as gp1 from "../gp1/voter.js";
import { ALLOW_WEAK } from "./weak.js";

export class NotJoined extends Error {
  constructor(word) {
    super(word);
    this.word = word;
  }
}

const REFUSED = { wrong_rules: "wrong_rules", unknown_suite: "unknown_suite" };

export async function join(m) {
  const told = await fetchRules(m);
  const rules = await checkedRules(told.text, m);
  const { manifest } = rules;
  return {
    poll: manifest.poll,
    state: told.state,
    digest: rules.digest,
    rules,
    manifest,
    box: told.box,
    issuers: told.issuers,
    whoKnows: told.who_knows,
    board: told.board,
    slipGroups: told.slip_groups || [],
    tasks: told.tasks || {},
    sentences: told.sentences || {},
    categories: categoriesOf(manifest.units),
  };
}

// "frozen", "collecting", "casting", "closed", "unsealed" or "void"; "" if unheard.
export async function stateOf(m) {
  return fetchRules(m, "?only=state").then((told) => told.state, () => "");
}

async function fetchRules(m, what = "") {
  const address = document.body.dataset.rules + m + what;
  const options = { headers: { Accept: "application/json" } };
  const answer = await ask(address, options).catch(() => {
    throw new NotJoined("not_loaded");
  });
  if (answer.status === 404) throw new NotJoined("no_poll");
  if (!answer.ok) throw new NotJoined("not_loaded");
  return answer.json().catch(() => {
    throw new NotJoined("not_loaded");
  });
}

async function checkedRules(text, m) {
  try {
    return await gp1.readRules(text, m, { allowWeak: ALLOW_WEAK });
  } catch (error) {
    throw new NotJoined(REFUSED[error.code] || "malformed_rules");
  }
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
