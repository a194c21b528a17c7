package dev.hskstream.schemas.serde;

import java.nio.ByteBuffer;

/** Confluent's wire format: a zero byte, the schema id as 4 bytes big-endian, the record as Avro binary. */
final class WireFormat {
    static final int HEADER = 5;
    private static final byte MAGIC = 0;

    private WireFormat() {}

    static byte[] header(int id) {
        return ByteBuffer.allocate(HEADER).put(MAGIC).putInt(id).array();
    }

    static boolean isOne(byte[] message) {
        return message.length >= HEADER && message[0] == MAGIC;
    }

    static int id(byte[] message) {
        return ByteBuffer.wrap(message).getInt(1);
    }
}
