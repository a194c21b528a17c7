package dev.hskstream.schemas.record;

import dev.hskstream.schemas.encoding.CodecException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Encodes token ids as little-endian unsigned integers of 2 or 4 bytes. */
final class TokenIds {
    private TokenIds() {}

    /** Bytes per id: 2 if every id fits, otherwise 4. */
    static int width(int[] ids) {
        for (int id : ids) {
            if (id > 0xffff) {
                return Integer.BYTES;
            }
        }
        return Short.BYTES;
    }

    static ByteBuffer encode(int[] ids, int width) {
        ByteBuffer out = ByteBuffer.allocate(width * ids.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int id : ids) {
            if (id < 0) {
                throw new CodecException("token id " + id + " is negative");
            }
            if (width == Short.BYTES) {
                out.putShort((short) id);
            } else {
                out.putInt(id);
            }
        }
        return out.flip();
    }

    static int[] decode(ByteBuffer stored, int width) {
        if (width != Short.BYTES && width != Integer.BYTES) {
            throw new CodecException("token ids of " + width + " bytes; this build knows 2 and 4");
        }
        ByteBuffer in = stored.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() % width != 0) {
            throw new CodecException(in.remaining() + " bytes of token ids are not a multiple of " + width);
        }
        int[] ids = new int[in.remaining() / width];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = width == Short.BYTES ? in.getShort() & 0xffff : in.getInt();
            if (ids[i] < 0) {
                throw new CodecException("token id " + Integer.toUnsignedString(ids[i]) + " is over 2147483647");
            }
        }
        return ids;
    }
}
