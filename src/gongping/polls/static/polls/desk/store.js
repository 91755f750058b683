// What this browser keeps of a scrutineer's seat: its keys, and how far it is.
//
// They have to leave the browser twice, into the backup file and at the release, so
// they cannot be keys that nothing can read. They lie sealed under one that cannot be
// read; that keeps them out of copies of the data, not from a program on this page.

const DATABASE = "gongping-desk";
const WRAP = "wrap";
const SCHEME = { name: "AES-GCM", length: 256 };

export async function recall(place) {
  const kept = await run("seats", "readonly", (store) => store.get(place));
  if (!kept) return null;
  const scheme = { name: "AES-GCM", iv: kept.nonce };
  const plain = await crypto.subtle.decrypt(scheme, await wrap(), kept.sealed);
  return JSON.parse(new TextDecoder().decode(plain));
}

export async function keep(place, record) {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const scheme = { name: "AES-GCM", iv: nonce };
  const plain = new TextEncoder().encode(JSON.stringify(record));
  const sealed = await crypto.subtle.encrypt(scheme, await wrap(), plain);
  await run("seats", "readwrite", (store) => store.put({ nonce, sealed }, place));
}

export async function forget(place) {
  await run("seats", "readwrite", (store) => store.delete(place));
}

// The first tab that asks makes the key; whoever comes second takes that one.
async function wrap() {
  const found = await run("wraps", "readonly", (store) => store.get(WRAP));
  if (found) return found;
  const made = await crypto.subtle.generateKey(SCHEME, false, ["encrypt", "decrypt"]);
  await run("wraps", "readwrite", (store) => store.add(made, WRAP)).catch(() => {});
  return run("wraps", "readonly", (store) => store.get(WRAP));
}

async function run(store, mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("seats");
      request.result.createObjectStore("wraps");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
