package dev.hskstream.model.formats.torch;

import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The storages of an archive; each is read once. */
final class Storages {
    private final ZipFile archive;
    private final String root;
    private final Map<String, Storage> read = new HashMap<>();

    Storages(ZipFile archive, String root) throws IOException {
        this.archive = archive;
        this.root = root;
        ZipEntry order = archive.getEntry(root + "/byteorder");
        if (order != null) {
            try (InputStream in = archive.getInputStream(order)) {
                String name = new String(in.readNBytes(16), StandardCharsets.US_ASCII);
                if (!name.equals("little")) {
                    throw new UserException("the checkpoint's byte order is " + name + ", not little");
                }
            }
        }
    }

    Storage get(ElementType elements, String key, long count) {
        Storage storage = read.computeIfAbsent(key, k -> load(elements, k));
        if (storage.elements() != elements || storage.size() != count) {
            throw new UserException("storage " + key + " holds " + storage.size() + " numbers of " + storage.elements()
                    + " instead of " + count + " of " + elements);
        }
        return storage;
    }

    private Storage load(ElementType elements, String key) {
        ZipEntry entry = archive.getEntry(root + "/data/" + key);
        if (entry == null || entry.getSize() < 0 || entry.getSize() > Integer.MAX_VALUE) {
            throw new UserException("the archive has no readable storage data/" + key + "; it may be truncated");
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) entry.getSize()).order(ByteOrder.LITTLE_ENDIAN);
        try (ReadableByteChannel in = Channels.newChannel(archive.getInputStream(entry))) {
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // Reads until the buffer is full.
            }
        } catch (IOException e) {
            throw new UncheckedIOException("storage data/" + key + ": " + e.getMessage(), e);
        }
        if (bytes.hasRemaining() || bytes.capacity() % elements.bytes() != 0) {
            throw new UserException("storage data/" + key + " is truncated");
        }
        return new Storage(elements, bytes.flip());
    }
}
