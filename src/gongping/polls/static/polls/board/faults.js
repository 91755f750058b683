// What may be wrong with a board: one name for each promise that can be broken.
// The names are those of the specification, section 16 and the sections it points to.

export class Fault extends Error {
  constructor(code, detail) {
    super(code + (detail ? ": " + detail : ""));
    this.code = code;
    this.detail = detail || "";
  }
}

// Faults in the form of the file, whatever was being checked when they came to light.
const OF_FORM = new Set([
  "LineMalformed",
  "LineUnknown",
  "LineMissing",
  "LineDoubled",
  "LineMisplaced",
  "FieldUnknown",
  "FieldMissing",
  "FieldMalformed",
  "VersionUnknown",
]);

export function isOfForm(fault) {
  return OF_FORM.has(fault.code);
}

export function demand(holds, code, detail) {
  if (!holds) throw new Fault(code, detail);
}

// Gives a fault another name where the same act keeps another promise.
export async function renamed(from, to, detail, act) {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Fault && error.code === from) throw new Fault(to, detail);
    throw error;
  }
}
