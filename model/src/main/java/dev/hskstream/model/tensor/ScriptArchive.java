package dev.hskstream.model.tensor;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive of a module without parameters from the source text of its methods. It is the zip
 * archive that {@code torch.jit.save} writes, with uncompressed entries, a pickled module object and format version 3.
 * The module has one attribute, {@code kept}, an empty list in which methods may store tensors.
 */
final class ScriptArchive {
    private static final String HEADER =
            """
            class Ops(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              kept : List[Tensor]
            """;

    private ScriptArchive() {}

    /**
     * Returns the archive's bytes.
     *
     * @param methods source in TorchScript's serialised syntax, each method indented by two spaces
     */
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

    /** Loads a module with these methods, owned by the manager. */
    static PtSymbolBlock load(NDManager manager, String methods) {
        try {
            return JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(of(methods)), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load a TorchScript archive from memory", e);
        }
    }

    /** The pickle of {@code Ops.__new__(Ops)} with the state {@code {"training": True, "kept": []}}. */
    private static byte[] moduleObject() throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2});
        pickle.write("c__torch__\nOps\n".getBytes(StandardCharsets.US_ASCII));
        pickle.write(new byte[] {')', (byte) 0x81, '}', '('});
        text(pickle, "training");
        pickle.write((byte) 0x88);
        text(pickle, "kept");
        pickle.write("ctorch.jit._pickle\nbuild_tensorlist\n".getBytes(StandardCharsets.US_ASCII));
        pickle.write(new byte[] {'(', ']', 't', 'R'});
        pickle.write(new byte[] {'u', 'b', '.'});
        return pickle.toByteArray();
    }

    private static void text(ByteArrayOutputStream pickle, String text) throws IOException {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        pickle.write(new byte[] {'X', (byte) ascii.length, 0, 0, 0});
        pickle.write(ascii);
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
