// The cell that stands for 不了解, an explicit choice off the scale.

export const NO_OPINION = 0xffff;
