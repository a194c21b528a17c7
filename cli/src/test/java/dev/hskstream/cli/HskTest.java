package dev.hskstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program as users do, in a separate process. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HskTest {
    @TempDir
    Path directory = Path.of("set by JUnit");

    @Test
    void namesItsCommands() throws Exception {
        Process help = hsk("--help");

        assertThat(text(help)).contains("quickstart", "broker", "import");
        assertThat(help.waitFor()).isZero();
    }

    @Test
    void asksWhichCommand() throws Exception {
        assertThat(hsk().waitFor()).isEqualTo(2);
    }

    @Test
    void importsTheModelThatTheQuickstartStartsFrom() throws Exception {
        Path out = directory.resolve("base");
        String jar = getClass()
                .getClassLoader()
                .getResource("bge-small-en-v1.5-q.onnx")
                .toString();
        Path from = Path.of(jar.substring("jar:file:".length(), jar.indexOf('!')));

        Process imported = hsk("import", "--from", from.toString(), "--out", out.toString(), "--json");

        JsonNode result = JsonMapper.builder().build().readTree(text(imported));
        assertThat(imported.waitFor()).isZero();
        assertThat(result.path("layers").asInt()).isEqualTo(12);
        assertThat(result.path("hidden").asInt()).isEqualTo(384);
        assertThat(result.path("parameters").asLong()).isGreaterThan(33_000_000);
        assertThat(out.resolve("model.safetensors")).exists();
    }

    @Test
    void saysInOneLineWhatCannotBeImportedAndLeavesNothing() throws Exception {
        Path out = directory.resolve("base");

        Process imported = hsk("import", "--from", directory.resolve("none").toString(), "--out", out.toString());

        assertThat(text(imported)).isEmpty();
        assertThat(imported.waitFor()).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("stderr")).strip().lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("hsk import: ") && line.contains("none"));
        assertThat(out).doesNotExist();
    }

    @Test
    void servesBrokerAndRegistryUntilItIsToldToStop() throws Exception {
        Process broker = hsk(
                "broker", "--dir", directory.resolve("b").toString(), "--port", "0", "--registry-port", "0", "--json");
        BufferedReader out = broker.inputReader();
        JsonNode addresses = JsonMapper.builder().build().readTree(out.readLine());
        KafkaConnection connection = KafkaConnection.of(
                addresses.path("bootstrapServers").asText(),
                addresses.path("registryUrl").asText());
        connection.check(Duration.ofSeconds(20));

        broker.destroy();

        assertThat(broker.waitFor()).isEqualTo(128 + 15);
        assertThatThrownBy(() -> connection.check(Duration.ofSeconds(5))).isInstanceOf(UserException.class);
        assertThat(Files.readString(directory.resolve("stderr"))).isEmpty();
    }

    private Process hsk(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hsk.class.getName()));
        command.addAll(List.of(arguments));
        File stderr = directory.resolve("stderr").toFile();
        return new ProcessBuilder(command).redirectError(stderr).start();
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
