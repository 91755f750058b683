// Whether this browser, on this page, can do the work at all.

export function isPossible() {
  return {
    secure: globalThis.isSecureContext === true,
    crypto: Boolean(globalThis.crypto && globalThis.crypto.subtle),
    bigint: typeof BigInt === "function",
  };
}
