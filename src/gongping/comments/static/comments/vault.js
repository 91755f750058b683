// A second place on the device that is on the disk at once. The browser writes its
// ordinary store seconds later: a crash in between would take the last words along.

const NAME = "gongping-pad";
const DRAFTS = "drafts";
const ATTEMPTS = 2;
const PAUSE = 5000;
const pending = new Map();
let flushing = null;
let timer = 0;
let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(DRAFTS);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

// The next one opens it anew: what failed once is not given up for good.
function leave() {
  opened?.then(
    (base) => base.close(),
    () => {},
  );
  opened = null;
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
}

async function write() {
  const batch = new Map(pending);
  pending.clear();
  try {
    const base = await database();
    const transaction = base.transaction(DRAFTS, "readwrite", { durability: "strict" });
    const drafts = transaction.objectStore(DRAFTS);
    for (const [name, text] of batch) {
      if (text === null) drafts.delete(name);
      else drafts.put(text, name);
    }
    await done(transaction);
    return true;
  } catch {
    // What was written meanwhile under the same name is newer.
    for (const [name, text] of batch) if (!pending.has(name)) pending.set(name, text);
    leave();
    return false;
  }
}

// Whoever types fast is written down as fast as the disk goes, the latest words only.
async function flush() {
  let failures = 0;
  while (pending.size && failures < ATTEMPTS) {
    failures = (await write()) ? 0 : failures + 1;
  }
  flushing = null;
  if (pending.size) timer = setTimeout(begin, PAUSE);
  return !pending.size;
}

function begin() {
  clearTimeout(timer);
  flushing ??= flush();
  return flushing;
}

// True once it stands on the disk, false where it does not: then it is tried again.
export function lay(name, text) {
  pending.set(name, text);
  return begin();
}

export function clear(name) {
  return lay(name, null);
}

function answerOf(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function read(prefix) {
  const drafts = (await database()).transaction(DRAFTS).objectStore(DRAFTS);
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  const asked = [drafts.getAllKeys(range), drafts.getAll(range)];
  const [names, texts] = await Promise.all(asked.map(answerOf));
  return new Map(names.map((name, place) => [name, texts[place]]));
}

// What lies here under names that begin so; nothing where there is no such place.
export async function laid(prefix) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await read(prefix);
    } catch {
      leave();
    }
  }
  return new Map();
}
