// What stands in the panel at each step: body, and acts of which the first is the one.

import { say } from "../ballot/words.js";
import * as ceremony from "./ceremony.js";
import { backupView, handView, receiveView, restoring } from "./view-keys.js";
import { cosignView, paperView, releaseView, signView } from "./view-signing.js";
import { paragraph, wordList } from "./panel.js";
import * as gp1 from "../gp1/scrutineer.js";

const primary = (word, act) => ({ word, act, kind: "primary" });
const waitingFor = (desk, step) => ({ values: { names: step.names.join(say("between")) } });

export const VIEWS = {
  insecure: () => ({}),
  no_store: () => ({}),
  too_few: () => ({}),
  begin: (desk) => ({
    body: [paragraph("begin_more")],
    acts: [primary("make_keys", () => desk.act(() => ceremony.makeKeys(desk)))],
  }),
  absent: absentView,
  foreign: absentView,
  clash: () => ({ mayBeginAgain: true }),
  others: waitingInDraft,
  compare: compareView,
  make: (desk) => ({
    acts: [primary("make_locks", () => desk.act(() => ceremony.makeLocks(desk)))],
    mayBeginAgain: true,
  }),
  hand: handView,
  receive: receiveView,
  backup: backupView,
  trial: (desk) => ({
    body: [paragraph("trial_more")],
    acts: [primary("try_locks", () => desk.act(() => ceremony.tryLocks(desk)))],
    mayBeginAgain: true,
  }),
  tried: waitingInDraft,
  ready: () => ({ mayBeginAgain: true }),
  sign: signView,
  signed: waitingFor,
  approved: () => ({}),
  idle: () => ({ body: [paragraph("idle_more")] }),
  present: () => ({ isPresent: true, body: [paragraph("present_more")] }),
  paper: paperView,
  headless: () => ({}),
  cosign: cosignView,
  gather: waitingFor,
  release: releaseView,
  released: (desk, step) => ({ values: { n: step.shut.length } }),
  unseal: (desk) => ({
    acts: [{ word: "unseal", href: desk.root.dataset.unseal, kind: "seal" }],
  }),
  counted: (desk) => ({
    acts: [
      { word: "see_result", href: desk.root.dataset.result, kind: "primary" },
      ...clearing(desk),
    ],
  }),
  void: (desk) => ({ acts: clearing(desk) }),
};

function waitingInDraft(desk, step) {
  return Object.assign(waitingFor(desk, step), { mayBeginAgain: true });
}

async function compareView(desk) {
  const shown = desk.compared;
  const words = await gp1.words(shown, desk.language);
  return {
    body: [wordList(words, "ceremony_words"), paragraph("compare_more")],
    acts: [
      primary("all_same", () => desk.act(() => ceremony.agree(desk, shown))),
      { word: "not_same", act: () => desk.problem({ code: "not_same_more" }) },
    ],
    mayBeginAgain: true,
  };
}

// No keys here, or others than those that were handed in.
function absentView(desk) {
  const { state } = desk.facts;
  const isDraft = state === "draft";
  const lost = isDraft ? "lost_before" : state === "frozen" ? "lost_frozen" : "lost_after";
  const { body, acts } = restoring(desk);
  return {
    body: [...body, paragraph(lost, { n: desk.facts.threshold }, "small muted")],
    acts,
    mayBeginAgain: isDraft,
  };
}

function clearing(desk) {
  if (!desk.record) return [];
  return [{ word: "clear_keys", act: () => desk.act(() => desk.forget()) }];
}
