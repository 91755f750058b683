// Rules with short keys are for the test suite, which serves another file in this place.

export const ALLOW_WEAK = false;
