// Reads board files line by line as they lie on disk or in the browser's store: no more
// than a piece of them is ever in memory.

import { decodeLine, LineOrder } from "./lines.js";

const LINE_FEED = 10;

// The lines of a board, one ahead, so that a reader sees what comes. `blobs` are its
// parts, one after the other.
export class Cursor {
  constructor(blobs) {
    this.raw = rawLines(blobs);
    this.order = new LineOrder();
    this.next = null;
    this.count = 0;
    this.bytes = 0;
  }

  async start() {
    await this.advance();
  }

  async advance() {
    const { done, value } = await this.raw.next();
    this.count += 1;
    if (done) {
      this.next = null;
      this.order.finish(this.count);
      return;
    }
    this.bytes += value.bytes.length + 1;
    const line = decodeLine(value, this.count);
    this.order.take(line);
    this.next = line;
  }

  has(kind) {
    return this.next !== null && this.next.kind === kind;
  }

  // The line that must stand here; the order was checked on reading.
  async one(kind) {
    if (!this.has(kind)) throw new Error("not " + kind);
    const line = this.next;
    await this.advance();
    return line;
  }

  // At most `most` of the lines of this kind that come next.
  async some(kind, most) {
    const found = [];
    while (found.length < most && this.has(kind)) found.push(await this.one(kind));
    return found;
  }
}

async function* rawLines(blobs) {
  for (const blob of blobs) {
    let rest = new Uint8Array(0);
    for await (const chunk of chunksOf(blob)) {
      let from = 0;
      const bytes = rest.length ? appended(rest, chunk) : chunk;
      for (let end = 0; (end = bytes.indexOf(LINE_FEED, from)) >= 0; from = end + 1) {
        yield { bytes: bytes.subarray(from, end), isEnded: true };
      }
      rest = bytes.slice(from);
    }
    if (rest.length) yield { bytes: rest, isEnded: false };
  }
}

async function* chunksOf(blob) {
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

function appended(rest, chunk) {
  const whole = new Uint8Array(rest.length + chunk.length);
  whole.set(rest);
  whole.set(chunk, rest.length);
  return whole;
}
