package dev.hskstream.model.tensor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Off-heap memory that is handed out in pieces and reclaimed all at once. A training step's inputs and masks then need
 * no allocation, and stay reachable until the backward pass has read them. Not thread-safe.
 */
public final class Arena {
    private static final int CHUNK = 16 << 20;
    private static final int ALIGNMENT = 64;

    private final List<ByteBuffer> chunks = new ArrayList<>();
    private int chunk;
    private int offset;

    /**
     * Returns the next {@code bytes} bytes, aligned to a cache line, with unspecified content. They are valid until
     * {@link #reset}.
     */
    public ByteBuffer take(long bytes) {
        int size = Math.toIntExact(bytes);
        while (chunk < chunks.size() && offset + (long) size > chunks.get(chunk).capacity()) {
            chunk++;
            offset = 0;
        }
        if (chunk == chunks.size()) {
            chunks.add(Buffers.allocate(Math.max(CHUNK, size)));
        }
        ByteBuffer piece =
                chunks.get(chunk).slice(offset, size).order(chunks.get(chunk).order());
        offset = Math.min(chunks.get(chunk).capacity(), (int) Math.min(Integer.MAX_VALUE, align((long) offset + size)));
        return piece;
    }

    /** Reclaims all pieces. */
    public void reset() {
        chunk = 0;
        offset = 0;
    }

    private static long align(long value) {
        return (value + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
