// A second place on the device that is on the disk at once. The browser writes its
// ordinary store seconds later: a crash in between would take the last words along.

const NAME = "gongping-pad";
const DRAFTS = "drafts";
const pending = new Map();
let writing = false;
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

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
}

// Whoever types fast is written down as fast as the disk goes, the latest words only.
async function flush() {
  if (writing) return;
  writing = true;
  try {
    const base = await database();
    while (pending.size) {
      const transaction = base.transaction(DRAFTS, "readwrite", { durability: "strict" });
      const drafts = transaction.objectStore(DRAFTS);
      for (const [name, text] of pending) {
        if (text === null) drafts.delete(name);
        else drafts.put(text, name);
      }
      pending.clear();
      await done(transaction);
    }
  } catch {
    // No such place, or no room in it: the ordinary store still holds the words.
    pending.clear();
  }
  writing = false;
}

export function lay(name, text) {
  pending.set(name, text);
  flush();
}

export function clear(name) {
  lay(name, null);
}

function momentOf(text) {
  return text ? (JSON.parse(text).at ?? 0) : -1;
}

// Puts back into the ordinary store what a crash took out of it.
export async function rescue(prefix, store) {
  try {
    const drafts = (await database()).transaction(DRAFTS).objectStore(DRAFTS);
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const [names, texts] = await Promise.all(
      [drafts.getAllKeys(range), drafts.getAll(range)].map(
        (asked) =>
          new Promise((resolve, reject) => {
            asked.onsuccess = () => resolve(asked.result);
            asked.onerror = () => reject(asked.error);
          }),
      ),
    );
    names.forEach((name, place) => {
      const isOlder = momentOf(store.getItem(name)) < momentOf(texts[place]);
      if (isOlder) store.setItem(name, texts[place]);
    });
  } catch {
    // Nothing was put there.
  }
}
