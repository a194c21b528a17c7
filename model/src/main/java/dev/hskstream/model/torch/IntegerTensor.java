package dev.hskstream.model.torch;

/** Stands for a tensor of integers: never a weight, and left out. */
record IntegerTensor() {}
