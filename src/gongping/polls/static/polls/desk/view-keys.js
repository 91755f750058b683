// Handing over, receiving, backing up and restoring keys.

import { say } from "../ballot/words.js";
import { drawCode } from "../vote/qr.js";
import { saveText } from "../vote/saving.js";
import * as ceremony from "./ceremony.js";
import { field, folded, paragraph, smallButton, wordList } from "./panel.js";

const nameOf = (desk, number) => desk.facts.people[number - 1].name;

export function handView(desk, step) {
  const rows = step.handing.map(([n, to]) => [n, nameOf(desk, to)]);
  const lines = rows.map(([n, name]) => paragraph("hand_line", { n, name }));
  const seal = () => desk.act(() => ceremony.handOver(desk, step.handing));
  return {
    body: [...lines, paragraph("hand_more"), folded("hand_in_room", ...inRoom(desk, step))],
    acts: [{ word: "hand_over", act: seal, kind: "primary" }],
    mayBeginAgain: true,
  };
}

// Without the server: a file with a passphrase of its own, or a code on the screen.
function inRoom(desk, step) {
  const given = () => desk.act(() => ceremony.markGiven(desk, step.handing));
  const numbers = Array.from(new Set(step.handing.map(([n]) => n)));
  const pieces = [paragraph("in_room_more")];
  numbers.forEach((n) => {
    const place = document.createElement("div");
    const row = document.createElement("div");
    row.className = "btn-row";
    row.append(
      smallButton("lock_to_file", () => lockToFile(desk, n, place), { n }),
      smallButton("lock_to_code", () => lockToCode(desk, n, place), { n }),
    );
    pieces.push(row, place);
  });
  pieces.push(smallButton("was_received", given));
  return pieces;
}

async function lockToFile(desk, n, place) {
  const words = await ceremony.newPassphrase(desk.language);
  saveText(say("lock_file", { n }) + ".json", await ceremony.lockFile(desk, n, words));
  place.replaceChildren(paragraph("lock_file_more"), wordList(words, "lock_words"));
}

function lockToCode(desk, n, place) {
  const code = drawCode(ceremony.lockAddress(desk, n), say("lock_code", { n }));
  const hide = smallButton("hide_code", () => place.replaceChildren());
  place.replaceChildren(paragraph("lock_code_more"), code, hide);
}

export function receiveView(desk, step) {
  const names = step.lacking.map((n) => nameOf(desk, desk.facts.makerOf(n)));
  const file = field("lock-file", "lock_file_field", "file");
  const words = field("lock-words", "lock_words_field", "words");
  const open = async () => {
    const text = await textOf(file.control);
    await ceremony.readLockFile(desk, text, words.control.value);
  };
  const take = smallButton("take_lock", () => desk.act(open));
  return {
    values: { n: step.lacking.join(say("between")), names: names.join(say("between")) },
    body: [
      paragraph("receive_more"),
      folded("receive_file", file.root, words.root, take),
    ],
    problem: (desk.broken || []).length ? "does_not_open" : "",
    mayBeginAgain: true,
  };
}

// The words are shown once; whoever typed them back has them on paper.
export async function backupView(desk) {
  const { memory } = desk;
  if (memory.view !== "typing") {
    memory.words = await ceremony.newPassphrase(desk.language);
    memory.text = "";
    return {
      body: [wordList(memory.words, "passphrase"), paragraph("backup_more")],
      acts: [{ word: "save_backup", act: () => save(desk), kind: "primary" }],
      mayBeginAgain: true,
    };
  }
  const typed = field("typed-words", "typed_words", "words");
  const check = () => desk.act(() => typedBack(desk, typed.control.value));
  onEnter(typed.control, check);
  return {
    sentence: say("now_typing"),
    body: [typed.root],
    acts: [
      { word: "check_words", act: check, kind: "primary" },
      { word: "other_words", act: () => desk.turn("") },
    ],
    mayBeginAgain: true,
  };
}

async function save(desk) {
  const { memory, facts } = desk;
  memory.text = await ceremony.backupFile(desk, memory.words);
  saveText(say("backup_file", { poll: facts.poll }) + ".json", memory.text);
  memory.words = null;
  await desk.turn("typing");
}

async function typedBack(desk, typed) {
  await ceremony.checkBackup(desk, desk.memory.text, typed);
  desk.memory = {};
}

export function restoring(desk) {
  const file = field("backup-file", "backup_file_field", "file");
  const words = field("backup-words", "backup_words_field", "words");
  const open = async () => {
    const text = await textOf(file.control);
    await ceremony.restoreBackup(desk, text, words.control.value);
  };
  const act = () => desk.act(open);
  onEnter(words.control, act);
  return {
    body: [file.root, words.root],
    acts: [{ word: "restore_keys", act, kind: "primary" }],
  };
}

async function textOf(control) {
  if (!control.files.length) throw new Error("no_file");
  return control.files[0].text();
}

function onEnter(control, act) {
  control.addEventListener("keydown", (event) => event.key === "Enter" && act());
}
