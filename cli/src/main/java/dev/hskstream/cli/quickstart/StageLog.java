package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The records of the stages that are done, a JSON file each. */
final class StageLog {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path directory;

    StageLog(Path directory) {
        this.directory = directory;
    }

    /** The stage's record; none if it was never done, or if an older version wrote what this one cannot read. */
    Optional<StageRecord> find(String stage) throws IOException {
        Path file = file(stage);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(Files.readAllBytes(file), StageRecord.class));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // to do the stage again is always right
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
