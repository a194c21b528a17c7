package dev.hskstream.base.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where bytes stop being UTF-8.
 *
 * @param at index of the first byte that is not
 * @param value that byte, from 0 to 255
 * @param cut whether the bytes end within a character there, as those of a file do that was cut off
 */
public record Utf8Fault(int at, int value, boolean cut) {
    private static final int CHARS = 1 << 12;

    /** The first fault; none if all bytes are UTF-8. */
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
