package dev.hskstream.schemas.serde;

import java.nio.ByteBuffer;

/** Confluent's wire format: a zero byte, the schema id as 4 bytes big-endian, and the record in Avro binary. */
final class WireFormat {
    static final int HEADER = 5;
    private static final byte MAGIC = 0;

    private WireFormat() {}

    static byte[] header(int id) {
        return ByteBuffer.allocate(HEADER).put(MAGIC).putInt(id).array();
    }

    static boolean isOne(byte[] message) {
        return isOne(ByteBuffer.wrap(message));
    }

    static int id(byte[] message) {
        return id(ByteBuffer.wrap(message));
    }

    /** Whether the buffer's remaining bytes are in this format. Its position and limit do not change. */
    static boolean isOne(ByteBuffer message) {
        return message.remaining() >= HEADER && message.get(message.position()) == MAGIC;
    }

    static int id(ByteBuffer message) {
        return message.duplicate().getInt(message.position() + 1);
    }
}
