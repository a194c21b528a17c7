package dev.hskstream.model.formats.torch;

/** Stands for a tensor of integers: never a weight, and left out. */
record IntegerTensor(String type) {}
