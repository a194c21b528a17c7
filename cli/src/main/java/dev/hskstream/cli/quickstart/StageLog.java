package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The records of the completed stages, one JSON file each. */
final class StageLog {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path directory;

    StageLog(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads a stage's record; empty if the stage was never completed, or if another version wrote a record that this
     * one cannot read.
     */
    Optional<StageRecord> find(String stage) throws IOException {
        Path file = file(stage);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(Files.readAllBytes(file), StageRecord.class));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // running the stage again is always correct
        }
    }

    void put(StageRecord done) throws IOException {
        Files.createDirectories(directory);
        AtomicFiles.writeString(file(done.name()), MAPPER.writeValueAsString(done) + "\n");
    }

    void remove(String stage) throws IOException {
        Files.deleteIfExists(file(stage));
    }

    private Path file(String stage) {
        return directory.resolve(stage + ".json");
    }
}
