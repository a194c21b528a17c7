package dev.hskstream.model.formats.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the archive that {@code torch.save(state_dict)} writes, opcode by opcode (Python's pickletools, protocol 2).
 */
final class TorchArchive {
    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    private final Map<String, byte[]> storages = new LinkedHashMap<>();

    TorchArchive() {
        bytes(0x80, 2);
        global("collections", "OrderedDict").emptyTuple().reduce();
        mark();
    }

    TorchArchive bytes(int... bytes) {
        for (int value : bytes) {
            pickle.write(value);
        }
        return this;
    }

    TorchArchive ascii(String text) {
        pickle.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    TorchArchive global(String module, String name) {
        return ascii("c" + module + "\n" + name + "\n");
    }

    TorchArchive mark() {
        return ascii("(");
    }

    TorchArchive tuple() {
        return ascii("t");
    }

    TorchArchive emptyTuple() {
        return ascii(")");
    }

    TorchArchive reduce() {
        return ascii("R");
    }

    /** Writes BINUNICODE. */
    TorchArchive text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes('X', utf8.length, utf8.length >> 8, 0, 0);
        pickle.writeBytes(utf8);
        return this;
    }

    /** Writes BININT. */
    TorchArchive number(int number) {
        return bytes('J', number, number >> 8, number >> 16, number >> 24);
    }

    TorchArchive numbers(int... numbers) {
        mark();
        for (int number : numbers) {
            number(number);
        }
        return tuple();
    }

    /** Writes a name and {@code _rebuild_tensor_v2(storage, offset, size, stride, False, OrderedDict())}. */
    TorchArchive tensor(String name, String storageClass, String key, int count, int offset, int[] size, int[] stride) {
        text(name).global("torch._utils", "_rebuild_tensor_v2").mark();
        mark().text("storage")
                .global("torch", storageClass)
                .text(key)
                .text("cpu")
                .number(count)
                .tuple()
                .ascii("Q");
        number(offset).numbers(size).numbers(stride).bytes(0x89);
        return global("collections", "OrderedDict")
                .emptyTuple()
                .reduce()
                .tuple()
                .reduce();
    }

    /** Writes a tensor of one element with a dictionary {@code {flag: True}} as the last argument. */
    TorchArchive tensorWith(String name, String storageClass, String key, String flag) {
        text(name).global("torch._utils", "_rebuild_tensor_v2").mark();
        mark().text("storage")
                .global("torch", storageClass)
                .text(key)
                .text("cpu")
                .number(1)
                .tuple()
                .ascii("Q");
        number(0).numbers(1).numbers(1).bytes(0x89);
        global("collections", "OrderedDict").emptyTuple().reduce();
        return ascii("}").text(flag).bytes(0x88).ascii("s").tuple().reduce();
    }

    TorchArchive storage(String key, byte[] bytes) {
        storages.put(key, bytes);
        return this;
    }

    /** Writes SETITEMS and the {@code _metadata} of state dictionaries. */
    Path write(Path file) {
        ascii("u")
                .ascii("}")
                .text("_metadata")
                .global("collections", "OrderedDict")
                .emptyTuple()
                .reduce()
                .ascii("s")
                .ascii("b");
        return writeRaw(file);
    }

    Path writeRaw(Path file) {
        ascii(".");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "archive/data.pkl", pickle.toByteArray());
            put(zip, "archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
                put(zip, "archive/data/" + storage.getKey(), storage.getValue());
            }
            put(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }
}
