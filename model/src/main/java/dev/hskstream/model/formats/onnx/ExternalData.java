package dev.hskstream.model.formats.onnx;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.FileForm;
import dev.hskstream.base.file.FileKind;
import dev.hskstream.base.file.Links;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads tensors whose numbers are stored in files beside the graph, which ONNX calls external data. Exporters do this for
 * graphs of more than 2 GiB, the limit of protobuf; newer exporters do it for every graph.
 *
 * @param directory the graph's directory; locations are relative to it
 */
public record ExternalData(Path directory) {
    /**
     * Returns a tensor's bytes, memory-mapped where the file system supports it.
     *
     * @param tensor the tensor's name, for messages
     * @throws UserException if the location is outside the directory, or the file does not exist, is a failed download or
     *     ends before the tensor does
     */
    ByteBuffer read(String tensor, Location location) {
        Path file = file(tensor, location.path());
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long length = location.length() < 0 ? channel.size() - location.offset() : location.length();
            if (location.offset() < 0 || length < 0 || length > channel.size() - location.offset()) {
                throw new UserException("tensor " + tensor + " should be bytes " + location.offset() + " to "
                        + (location.offset() + length) + " of " + file + ", which has " + channel.size()
                        + "; it is cut off or belongs to another graph");
            }
            return channel instanceof FileChannel mappable
                    ? mappable.map(FileChannel.MapMode.READ_ONLY, location.offset(), length)
                    : ByteBuffer.wrap(Channels.newInputStream(channel.position(location.offset()))
                            .readNBytes(Math.toIntExact(length)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private Path file(String tensor, String path) {
        Path relative = directory.getFileSystem().getPath(path);
        Path file = directory.resolve(relative).normalize();
        if (path.isEmpty() || relative.isAbsolute() || !file.startsWith(directory.normalize())) {
            throw new UserException("tensor " + tensor + " lies in \"" + path
                    + "\", which is not below the graph's directory; export the model again");
        }
        Links.requireTarget(file);
        if (!Files.isRegularFile(file)) {
            throw new UserException("tensor " + tensor + " lies in another file, " + file
                    + ", which is not there; put it beside the graph");
        }
        FileKind kind = FileKind.of(file);
        if (kind.is(FileForm.LFS_POINTER, FileForm.HTML, FileForm.SERVER_ERROR)) {
            throw new UserException("tensor " + tensor + " lies in " + file + ", which is " + kind.description());
        }
        return file;
    }

    /**
     * Where a tensor's numbers are stored.
     *
     * @param path of the file, relative to the graph's directory
     * @param offset of the first byte in the file
     * @param length in bytes; -1 for the rest of the file
     */
    record Location(String path, long offset, long length) {}
}
