package dev.hskstream.local.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hskstream.local.broker.BrokerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The registry's append-only log with one JSON object per line. Each change is forced to disk before its request is
 * answered.
 */
final class ChangeLog implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel file;

    private ChangeLog(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens the log and replays its changes. A last line without a line end belongs to a request that was never
     * answered; it is removed.
     */
    static ChangeLog open(Path path, Consumer<Change> replay) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        String text = Files.readString(path);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        List<String> lines = whole.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            replay.accept(read(path, i + 1, lines.get(i)));
        }
        int bytes = whole.getBytes(StandardCharsets.UTF_8).length;
        file.truncate(bytes).position(bytes);
        return new ChangeLog(file);
    }

    private static Change read(Path path, int line, String text) {
        try {
            return JSON.readValue(text, Change.class);
        } catch (JsonProcessingException e) {
            throw new BrokerException(
                    path + ":" + line + ": not a line of a registry's log: " + e.getOriginalMessage(), e);
        }
    }

    void append(Change change) {
        try {
            ByteBuffer line = ByteBuffer.wrap(
                    (JSON.writerFor(Change.class).writeValueAsString(change) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("the registry's log cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
