// Bytes: hexadecimal at the border, Uint8Array inside, fixed widths, big-endian.

import { refuse } from "./errors.js";

const HEX = /^(?:[0-9a-f]{2})*$/;

export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function isHex(text, size) {
  const isText = typeof text === "string" && HEX.test(text);
  return isText && (size === undefined || text.length === 2 * size);
}

export function fromHex(text, size, place, code = "malformed") {
  if (!isHex(text, size)) {
    refuse(code, `${place}: not ${size === undefined ? "" : size + " bytes of "}hex`);
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = parseInt(text.slice(2 * at, 2 * at + 2), 16);
  }
  return bytes;
}

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function number(value, width) {
  const bytes = new Uint8Array(width);
  let rest = BigInt(value);
  for (let at = width - 1; at >= 0; at -= 1) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

export function utf8(text) {
  return new TextEncoder().encode(text);
}

// Every hashed or signed string begins with its label, which ends in a zero byte.
export function label(name) {
  return utf8(`gp1/${name}\0`);
}

export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
}

export function randomBytes(size) {
  return crypto.getRandomValues(new Uint8Array(size));
}

// Of base64url as JSON web keys have it; a leading zero that got lost is put back.
export function fromBase64(text, width) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(plain, (character) => character.charCodeAt(0));
  return concat(new Uint8Array(Math.max(0, width - bytes.length)), bytes);
}

export function toBase64(bytes) {
  const plain = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
