package dev.hskstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * hsk from the archive that {@code mvn package} makes, called through a link from another directory.
 * Left out after a build with {@code -Dquick}, which makes no archive.
 */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
class ArchiveIT {
    private final Path work;
    private final Path hsk;

    ArchiveIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.hsk = work.resolve("link");
        List<Path> archives;
        try (Stream<Path> built = Files.list(Path.of("../cli/target"))) {
            archives = built.filter(file -> file.getFileName().toString().matches("hsk-.*\\.tar\\.gz"))
                    .toList();
        }
        Assumptions.assumeTrue(archives.size() == 1, "LEFT OUT: the archive is not built");
        Path unpacked = Files.createDirectory(work.resolve("unpacked"));
        String archive = archives.get(0).toAbsolutePath().toString();
        Ended tar = run(List.of("tar", "-xzf", archive, "-C", unpacked.toString()), Map.of());
        assertThat(tar.code()).as(tar.err()).isZero();
        try (Stream<Path> roots = Files.list(unpacked)) {
            Files.createSymbolicLink(hsk, roots.toList().get(0).resolve("bin/hsk"));
        }
    }

    /** A run's exit code, and what it printed. */
    private record Ended(int code, String out, String err) {}

    @Test
    void runsTheWholePipeline() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"))) {
            SmallRun run = SmallRun.prepare(kafka.options(), work, 300, 10);

            json(run.load());
            json(run.produce());
            JsonNode sealed = json(run.seal());
            JsonNode trained = json(run.train("--epochs", 1));

            assertThat(sealed.at("/state").asText()).isEqualTo("COMPLETE");
            assertThat(trained.at("/steps").asLong()).isPositive();
            assertThat(work.resolve("student/model.safetensors")).isRegularFile();
        }
    }

    @Test
    void tellsWrongUsageApartFromFailure() throws Exception {
        assertThat(run(List.of(hsk.toString(), "load", "--sett", "s"), Map.of()).code())
                .isEqualTo(2);
        Ended failed = run(
                List.of(hsk.toString(), "sets", "--bootstrap-servers", "127.0.0.1:1"), Map.of("HSK_PROGRESS", "none"));
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err().strip().lines()).hasSize(1);
    }

    @Test
    void saysThatItNeedsADirectoryForLibraries() throws Exception {
        Ended ended = run(
                List.of("env", "-u", "HOME", "-u", "XDG_CACHE_HOME", "-u", "DJL_CACHE_DIR", hsk.toString(), "sets"),
                Map.of());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo("hsk: HOME is not set; set it, or DJL_CACHE_DIR to a directory for PyTorch's libraries\n");
    }

    private JsonNode json(List<Object> words) throws Exception {
        List<String> line = new ArrayList<>(List.of(hsk.toString()));
        words.stream().map(Object::toString).forEach(line::add);
        line.add("--json");
        Ended ended = run(line, Map.of("HSK_PROGRESS", "none"));
        assertThat(ended.code()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    private Ended run(List<String> line, Map<String, String> environment) throws Exception {
        Path out = work.resolve("out");
        Path err = work.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(work.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Ended(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
