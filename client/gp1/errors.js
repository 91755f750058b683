// What this client refuses. `code` is for pages, `detail` for developers.

export class Gp1Error extends Error {
  constructor(code, detail = "") {
    super(detail ? `${code}: ${detail}` : code);
    this.name = "Gp1Error";
    this.code = code;
    this.detail = detail;
  }
}

export function refuse(code, detail) {
  throw new Gp1Error(code, detail);
}

// Whatever goes wrong inside `work` goes wrong under this code.
export async function orRefuse(code, detail, work) {
  try {
    return await work();
  } catch (error) {
    throw new Gp1Error(code, `${detail}: ${error.message || error.name}`);
  }
}
