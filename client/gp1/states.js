// What the voter's device keeps after each step; it holds the ballot key.

import { refuse } from "./errors.js";
import { check, hex, integer, oneOf } from "./shapes.js";
import { BLINDING, TOKEN } from "./tokens.js";

const ALWAYS = { manifest: hex(32), key: hex(32), public: hex(65) };

const SHAPES = {
  collecting: {
    ...ALWAYS,
    step: oneOf("collecting"),
    group: integer,
    tickets: [hex(16)],
    blindings: [BLINDING],
  },
  collected: {
    ...ALWAYS,
    step: oneOf("collected"),
    group: integer,
    tokens: [TOKEN],
  },
  casting: {
    ...ALWAYS,
    step: oneOf("casting"),
    body: hex(),
    signature: hex(64),
    contents: hex(),
  },
};

// Refuses a state that is not of these rules, or not at one of these steps.
export function checkState(rules, state, ...steps) {
  checkShape(state, ...steps);
  if (state.manifest !== rules.digest) {
    refuse("malformed", "state: it belongs to another poll");
  }
}

export function checkShape(state, ...steps) {
  const step = state && state.step;
  if (!steps.includes(step)) {
    refuse("malformed", `state: not ${steps.join(" or ")}, but ${step}`);
  }
  check(state, SHAPES[step], "state");
}

export function keyOf(state) {
  return { private: state.key, public: state.public };
}
