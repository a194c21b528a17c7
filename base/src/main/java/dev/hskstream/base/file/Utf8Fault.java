package dev.hskstream.base.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first byte of a byte sequence that is not valid UTF-8.
 *
 * @param at index of that byte
 * @param value value of that byte, 0 to 255
 * @param cut whether the bytes end in the middle of a character, as in a file that was cut off
 */
public record Utf8Fault(int at, int value, boolean cut) {
    private static final int CHARS = 1 << 12;

    /** Finds the first invalid byte; empty if all bytes are valid UTF-8. */
    public static Optional<Utf8Fault> in(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(Math.min(CHARS, bytes.length + 1));
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out.clear(), true);
        while (result.isOverflow()) {
            result = decoder.decode(in, out.clear(), true);
        }
        if (!result.isError()) {
            return Optional.empty();
        }
        int value = in.get(in.position()) & 0xff;
        boolean begins = (value & 0xc0) == 0xc0;
        return Optional.of(new Utf8Fault(in.position(), value, begins && in.remaining() == result.length()));
    }
}
