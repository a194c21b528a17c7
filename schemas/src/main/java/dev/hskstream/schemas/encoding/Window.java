package dev.hskstream.schemas.encoding;

import java.nio.ByteBuffer;

/**
 * Some bytes of a buffer as an array: the buffer's own array if it is accessible, otherwise a copy. Callers must not
 * write to it.
 *
 * @param offset index of the first byte in the array
 */
@SuppressWarnings("ArrayRecordComponent")
record Window(byte[] array, int offset) {
    /** The buffer's next {@code count} bytes. Moves the buffer's position past them. */
    static Window next(ByteBuffer in, int count) {
        if (in.hasArray() && count <= in.remaining()) {
            Window window = new Window(in.array(), in.arrayOffset() + in.position());
            in.position(in.position() + count);
            return window;
        }
        byte[] copy = new byte[count];
        in.get(copy);
        return new Window(copy, 0);
    }
}
