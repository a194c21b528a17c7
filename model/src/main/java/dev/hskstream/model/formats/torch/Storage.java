package dev.hskstream.model.formats.torch;

import dev.hskstream.model.formats.ElementType;
import java.nio.ByteBuffer;

/** The elements of a storage, little-endian in direct memory. Tensors are views of it. */
record Storage(ElementType elements, ByteBuffer bytes) {
    long size() {
        return bytes.capacity() / elements.bytes();
    }
}
