// Where a board comes from: the site, without cookie or trace, or files on this device.

const KINDS = [
  ['{"kind":"board"', "board"],
  ['{"head":', "contents"],
  ['{"key":', "receipt"],
  ['{"totals":', "totals"],
];
const ENOUGH = 64;

export class NotThere extends Error {}

export async function fetchBoard(address) {
  const answer = await fetch(address, {
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-cache",
  });
  if (answer.status === 404) throw new NotThere(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.blob();
}

// Files that somebody chose, by what is in them and not by their names.
export async function sorted(files) {
  const found = { board: [], contents: [], receipt: [], totals: [], unknown: [] };
  for (const file of files) {
    const start = await file.slice(0, ENOUGH).text();
    const kind = KINDS.find(([beginning]) => start.startsWith(beginning));
    found[kind ? kind[1] : "unknown"].push(file);
  }
  return found;
}
