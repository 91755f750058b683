// Bytes as hexadecimal texts, and SHA-256 of them.

const HEX = /^([0-9a-f]{2})*$/;

export function bytesOf(hex) {
  if (!HEX.test(hex)) throw new Error("not hexadecimal");
  return Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
}

export function hexOf(bytes) {
  return Array.from(bytes, (byte) => (byte + 0x100).toString(16).slice(1)).join("");
}

export const utf8 = (text) => hexOf(new TextEncoder().encode(text));
export const number = (value, bytes) => value.toString(16).padStart(2 * bytes, "0");

export async function sha256(hex) {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytesOf(hex))));
}

// Whether the key of `point` signed these bytes.
export async function isSigned(point, message, signature) {
  const scheme = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("raw", bytesOf(point), scheme, false, ["verify"]);
  const wanted = { name: "ECDSA", hash: "SHA-256" };
  return crypto.subtle.verify(wanted, key, bytesOf(signature), bytesOf(message));
}
