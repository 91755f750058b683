// Strict reading: an object has exactly its fields, each of its kind.
//
// A shape is a check `(value, place, code)`, an object of shapes, or a list of one
// shape, which stands for any number of rows.

import { isHex } from "./bytes.js";
import { refuse } from "./errors.js";

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;
const DECIMAL_DIGITS = 28;

export function check(value, shape, place, code = "malformed") {
  if (typeof shape === "function") {
    shape(value, place, code);
  } else if (Array.isArray(shape)) {
    checkRows(value, shape[0], place, code);
  } else {
    checkFields(value, shape, place, code);
  }
}

export const text = kind("text", (value) => typeof value === "string");
export const integer = kind("a whole number", Number.isSafeInteger);
export const flag = kind("true or false", (value) => typeof value === "boolean");
export const decimal = kind("a decimal in its shortest form", isDecimal);

export function hex(size) {
  return kind(`${size || "some"} bytes of hex`, (value) => isHex(value, size));
}

export function oneOf(...words) {
  return kind(`one of ${words.join(", ")}`, (value) => words.includes(value));
}

function kind(name, fits) {
  return (value, place, code) => {
    if (!fits(value)) {
      refuse(code, `${place}: not ${name}`);
    }
  };
}

function checkRows(value, shape, place, code) {
  if (!Array.isArray(value)) {
    refuse(code, `${place}: not a list`);
  }
  value.forEach((row, at) => check(row, shape, `${place}[${at}]`, code));
}

function checkFields(value, shape, place, code) {
  const isObject =
    value !== null && typeof value === "object" && !Array.isArray(value);
  const names = Object.keys(shape);
  const found = isObject ? Object.keys(value) : [];
  if (found.length !== names.length || !names.every((name) => found.includes(name))) {
    refuse(code, `${place}: wanted exactly ${names.join(", ")}`);
  }
  names.forEach((name) => check(value[name], shape[name], `${place}.${name}`, code));
}

function isDecimal(value) {
  if (typeof value !== "string" || !DECIMAL.test(value)) {
    return false;
  }
  const digits = value.replace(/[-.]/g, "").replace(/^0+|0+$/g, "");
  return digits.length <= DECIMAL_DIGITS;
}
