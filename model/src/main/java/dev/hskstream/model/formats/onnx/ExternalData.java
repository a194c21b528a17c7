package dev.hskstream.model.formats.onnx;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.FileForm;
import dev.hskstream.base.file.FileKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a graph's tensors lie that are not in its file: {@code location}, {@code offset} and {@code length} name a part of
 * a file in the same directory (https://onnx.ai/onnx/repo-docs/ExternalData.html).
 *
 * @param directory of the graph; null where it comes from an archive
 */
record ExternalData(@Nullable Path directory) {
    /** The part of the file, mapped; {@link UserException} names a file that is missing, short, or somewhere else. */
    ByteBuffer read(String tensor, Map<String, String> entries) {
        String location = entries.getOrDefault("location", "");
        if (directory == null) {
            throw new UserException(
                    "tensor " + tensor + " lies in another file (external data); export the model as one file");
        }
        Path file = directory.resolve(location).normalize();
        if (location.isEmpty() || !file.startsWith(directory.normalize()) || file.equals(directory.normalize())) {
            throw new UserException("tensor " + tensor + " lies in another file, \"" + location
                    + "\", which is not in the graph's directory");
        }
        if (!Files.exists(file)) {
            throw new UserException("tensor " + tensor + " lies in another file (external data), " + location
                    + ", which is missing; get it too");
        }
        FileKind.refuseOther(file, FileForm.ZEROS, FileForm.SAFETENSORS, FileForm.PICKLE);
        return map(file, tensor, number(tensor, entries, "offset", 0), entries);
    }

    private static ByteBuffer map(Path file, String tensor, long offset, Map<String, String> entries) {
        try (FileChannel channel = FileChannel.open(file)) {
            long length = number(tensor, entries, "length", channel.size() - offset);
            if (offset < 0 || length < 0 || length > Integer.MAX_VALUE || offset > channel.size() - length) {
                throw new UserException(file + ": tensor " + tensor + " is said to be at bytes " + offset + " to "
                        + (offset + length) + ", the file has " + channel.size() + ": it was cut off; get it again");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static long number(String tensor, Map<String, String> entries, String key, long otherwise) {
        String value = entries.get(key);
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new UserException("tensor " + tensor + " has the " + key + " \"" + value + "\", no number", e);
        }
    }
}
