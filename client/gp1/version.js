// Put in by the build, from package.json.

/* global GP1_VERSION */
export const version = GP1_VERSION;
