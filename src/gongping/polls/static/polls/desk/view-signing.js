// Signing rules, paper and head, and giving up the locks: first what was checked here.

import * as gp1 from "../gp1/scrutineer.js";
import { nameOf, say } from "../ballot/words.js";
import { checkHead, checkPaper, checkRelease, checkRules } from "./checks.js";
import { checked, definition, digest, paragraph, wordList } from "./panel.js";
import { Refused, tell } from "./site.js";

const seal = (word, act) => ({ word, act, kind: "seal" });

export function signView(desk) {
  return afterChecks(desk, () => checkRules(desk.facts, desk.record), async (rules) => {
    const words = await gp1.words(rules.digest, desk.language);
    const sign = async () => {
      const { digest: m } = await checkRules(desk.facts, desk.record);
      if (m !== rules.digest) throw new gp1.Gp1Error("wrong_rules");
      await desk.change({ rules: m });
      await tell("rules", { signature: await gp1.signRules(desk.record.signing, m) });
    };
    return {
      body: [
        checked([["rules_hash"], ["rules_keys"], ["rules_locks"]]),
        definition(rulesRows(rules.manifest)),
        wordList(words, "rules_words"),
        digest("rules_digest", rules.digest),
        paragraph("sign_more"),
      ],
      acts: [seal("sign_rules", () => desk.act(sign))],
    };
  });
}

export function paperView(desk) {
  return afterChecks(desk, () => checkPaper(desk.facts, desk.record), (hash) => ({
    body: [paragraph("paper_more"), digest("paper_digest", hash)],
    acts: [seal("sign_paper", () => desk.act(() => signPaper(desk, hash)))],
  }));
}

async function signPaper(desk, hash) {
  await tell("paper", { signature: await gp1.signPaper(desk.record.signing, hash) });
}

export function cosignView(desk) {
  return afterChecks(desk, () => checkHead(desk.facts, desk.record), async (found) => {
    const { head } = found;
    const words = await gp1.words(head.digest, desk.language);
    const cosign = async () => {
      const now = await checkHead(desk.facts, desk.record);
      if (now.head.digest !== head.digest) throw new gp1.Gp1Error("head_changed");
      await tell("head", { signature: await gp1.signHead(desk.record.signing, head.digest) });
      await desk.change({ head: head.digest });
    };
    const notes = found.turnout.isEnough ? [] : [paragraph("below_quorum", {}, "now")];
    return {
      body: [
        checked([["head_rules"], ["head_box"], ["head_board", { n: head.size }], ["head_counts"]]),
        countsTable(found.board.rows),
        ...notes,
        wordList(words, "head_words"),
        digest("head_digest", head.digest),
        paragraph("cosign_more"),
      ],
      acts: [seal("cosign", () => desk.act(cosign))],
    };
  });
}

// All is checked when the step is shown, and once more in the moment of the press: no
// key leaves on the strength of what was true a minute ago.
export function releaseView(desk) {
  return afterChecks(desk, () => checkRelease(desk.facts, desk.record), (found) => {
    const present = desk.facts.people.filter((one) => one.present).map((one) => one.name);
    const names = present.join(say("between"));
    const { turnout, rules } = found;
    const give = async () => {
      await desk.refresh();
      const now = await checkRelease(desk.facts, desk.record);
      if (now.head.digest !== found.head.digest) throw new gp1.Gp1Error("head_changed");
      const keys = await gp1.releaseKeys(now.rules, desk.record.locks);
      await tell("locks", { keys });
    };
    return {
      body: [
        checked([
          ["head_rules"],
          ["head_board", { n: found.head.size }],
          ["release_cosigned", { n: rules.manifest.threshold }],
          ["release_quorum", turnout],
          ["release_present", { names }],
        ]),
        digest("head_digest", found.head.digest),
        paragraph("release_more"),
      ],
      acts: [seal("release", () => desk.act(give))],
    };
  });
}

// A check that fails takes the place of the button.
async function afterChecks(desk, check, view) {
  try {
    return await view(await check());
  } catch (error) {
    // Nothing was found out: the page asks again by itself.
    if (error instanceof Refused) throw error;
    if (error.code === "no_quorum") return belowQuorum(desk);
    return { sentence: say("now_stopped"), problem: error.code || error.message };
  }
}

function belowQuorum(desk) {
  const end = { word: "end_void", href: desk.root.dataset.unseal, kind: "seal" };
  return { sentence: say("now_below"), acts: [end] };
}

function rulesRows(manifest) {
  const total = manifest.groups.reduce((sum, group) => sum + group.size, 0);
  const groups = manifest.groups.map((group) => nameOf(group).text + " " + group.size);
  return [
    [say("row_title"), nameOf(manifest, "title").text],
    [say("row_units"), String(manifest.units.length)],
    [say("row_voters"), total + say("colon") + groups.join(say("between"))],
    [say("row_quorum"), quorumOf(manifest)],
    [say("row_threshold"), manifest.threshold + " / " + manifest.scrutineers],
    ...(manifest.is_rehearsal ? [[say("row_kind"), say("rehearsal")]] : []),
  ];
}

function quorumOf({ scheme, quorum_percent: percent }) {
  const isWhole = !scheme || scheme.quorum_parts * 100 === percent * scheme.quorum_of;
  return isWhole ? percent + "%" : scheme.quorum_parts + "/" + scheme.quorum_of;
}

function countsTable(rows) {
  const table = document.getElementById("piece-counts").content.firstElementChild.cloneNode(true);
  const body = table.querySelector("tbody");
  rows.forEach((row) => {
    const line = body.insertRow();
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = nameOf(row.named).text;
    line.appendChild(head);
    [row.roll, row.collected, row.received, row.paperReceived].forEach((value) => {
      const cell = line.insertCell();
      cell.className = "n";
      cell.textContent = value;
    });
  });
  return table;
}
