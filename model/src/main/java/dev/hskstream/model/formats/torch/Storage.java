package dev.hskstream.model.formats.torch;

import dev.hskstream.model.formats.ElementType;
import java.nio.ByteBuffer;

/** A storage's numbers, little-endian, in direct memory; tensors are views of it. */
record Storage(ElementType elements, ByteBuffer bytes) {
    long size() {
        return bytes.capacity() / elements.bytes();
    }
}
