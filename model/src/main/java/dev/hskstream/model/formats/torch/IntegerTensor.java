package dev.hskstream.model.formats.torch;

/**
 * Placeholder for an integer tensor, whose values are not read.
 *
 * @param type name of the storage class, such as {@code LongStorage}
 */
record IntegerTensor(String type) {}
