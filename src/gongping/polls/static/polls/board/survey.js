// A first look at a board: what it is and which ballots are on it, before anything is
// verified, so that a ballot is found at once however long the rest takes.

import { leafOf } from "./ballots.js";
import { fromHex } from "./bytes.js";
import { Fault } from "./faults.js";
import { headOf } from "./head.js";
import { readManifest } from "./manifest.js";
import { Cursor } from "./reader.js";

const PIECE = 500;
// After label and M.
const GROUP_AT = 2 * (11 + 32);

export async function survey(blobs, watch) {
  const found = { rows: [], manifest: null, digest: "", head: null, turnouts: [] };
  try {
    await look(new Cursor(blobs), found, watch);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ...found, fault: error };
  }
  return found;
}

async function look(cursor, found, watch) {
  await cursor.start();
  const board = await cursor.one("board");
  found.digest = board.manifest;
  found.poll = board.poll;
  // With short keys too: it is the verification that refuses those.
  found.manifest = await readManifest((await cursor.one("manifest")).text, true);
  for (;;) {
    const piece = await cursor.some("ballot", PIECE);
    if (!piece.length) break;
    found.rows.push(...(await Promise.all(piece.map(rowOf))));
    await watch(found.rows.length);
  }
  found.turnouts = (await cursor.one("counts")).groups;
  await cursor.one("slips");
  await cursor.one("paper");
  found.head = await headOf(found.digest, await cursor.one("head"));
  await cursor.one("cosignatures");
  await cursor.some("uncast", Infinity);
  found.hasContents = cursor.has("contents");
}

async function rowOf({ body }) {
  const group = parseInt(body.slice(GROUP_AT, GROUP_AT + 4), 16);
  return { leaf: await leafOf(fromHex(body)), group };
}
