package dev.hskstream.model.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive of one module without parameters from the source text of its methods: the zip that
 * {@code torch.jit.save} writes, with stored entries, a pickled empty module object and format version 3.
 */
final class ScriptArchive {
    private static final String HEADER =
            """
            class Ops(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private ScriptArchive() {}

    /** The archive's bytes for methods in TorchScript's serialized syntax, each indented by two spaces. */
    static byte[] of(String methods) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "ops/data.pkl", moduleObject());
            put(zip, "ops/code/__torch__.py", (HEADER + methods).getBytes(StandardCharsets.UTF_8));
            put(zip, "ops/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            put(zip, "ops/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a TorchScript archive in memory", e);
        }
        return bytes.toByteArray();
    }

    /** Pickle of {@code Ops.__new__(Ops)} with the state {@code {"training": True}}. */
    private static byte[] moduleObject() throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2});
        pickle.write("c__torch__\nOps\n".getBytes(StandardCharsets.US_ASCII));
        pickle.write(new byte[] {')', (byte) 0x81, '}', '('});
        byte[] key = "training".getBytes(StandardCharsets.US_ASCII);
        pickle.write(new byte[] {'X', (byte) key.length, 0, 0, 0});
        pickle.write(key);
        pickle.write(new byte[] {(byte) 0x88, 'u', 'b', '.'});
        return pickle.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
