// Bytes and the few ways in which the protocol writes them. In lists and comparisons
// bytes stay lower-case hexadecimal digits: texts that compare as the bytes would.

const ENCODER = new TextEncoder();
const TO_HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function utf8(text) {
  return ENCODER.encode(text);
}

export function isHex(text) {
  return typeof text === "string" && text.length % 2 === 0 && /^[0-9a-f]*$/.test(text);
}

export function fromHex(text) {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = nibble(text.charCodeAt(2 * at)) * 16 + nibble(text.charCodeAt(2 * at + 1));
  }
  return bytes;
}

export function toHex(bytes) {
  let text = "";
  for (const byte of bytes) text += TO_HEX[byte];
  return text;
}

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// A number as `size` bytes, the high ones first.
export function bigEndian(number, size) {
  const bytes = new Uint8Array(size);
  let rest = BigInt(number);
  for (let at = size - 1; at >= 0; at -= 1) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

export function numberOf(bytes) {
  return bytes.length ? BigInt("0x" + toHex(bytes)) : 0n;
}

export function toBase64Url(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function nibble(code) {
  return code < 58 ? code - 48 : code - 87;
}
