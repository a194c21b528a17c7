package dev.hskstream.schemas.encoding;

import java.nio.ByteBuffer;

/**
 * Bytes of a buffer as an array: the buffer's own, where it shows it, else a copy. To be read only.
 *
 * @param offset of the first byte
 */
@SuppressWarnings("ArrayRecordComponent")
record Window(byte[] array, int offset) {
    /** The buffer's next bytes; its position moves past them. */
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
