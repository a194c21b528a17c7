package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Compresses a {@code tokenizer.json} for storage in a manifest: a zlib stream (RFC 1950) of its UTF-8 bytes. */
public final class CompressedTokenizer {
    private static final int LARGEST = 64 << 20;

    private CompressedTokenizer() {}

    /** Compresses the text. */
    public static ByteBuffer pack(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UserException("the tokenizer cannot be compressed: " + e.getMessage(), e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /**
     * Decompresses the text.
     *
     * @throws UserException if the bytes are not a zlib stream, or decompress to more than 64 MiB
     */
    public static String unpack(ByteBuffer packed) {
        byte[] bytes = new byte[packed.remaining()];
        packed.duplicate().get(bytes);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            byte[] text = in.readNBytes(LARGEST + 1);
            if (text.length > LARGEST) {
                throw new UserException("the manifest's tokenizer unpacks to more than 64 MiB");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserException("the manifest's tokenizer is damaged: " + e.getMessage(), e);
        }
    }
}
