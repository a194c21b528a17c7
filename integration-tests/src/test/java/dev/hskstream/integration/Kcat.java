package dev.hskstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** kcat, which is built on librdkafka, as a reference that shares no code with Kafka's Java clients. */
final class Kcat {
    private static final Pattern OFFSET = Pattern.compile("\\S+ \\[(\\d+)] offset (\\d+)");

    private Kcat() {}

    static Optional<Path> executable() {
        return Programs.find("kcat");
    }

    /** The end of each partition of a topic. */
    static Map<Integer, Long> ends(String bootstrapServers, String topic, int partitions) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(executable().orElseThrow().toString(), "-Q", "-b", bootstrapServers));
        for (int partition = 0; partition < partitions; partition++) {
            command.addAll(List.of("-t", topic + ":" + partition + ":-1"));
        }
        Process kcat = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(kcat.getInputStream().readAllBytes(), UTF_8);
        assertThat(kcat.waitFor()).as(out).isZero();
        Map<Integer, Long> ends = new TreeMap<>();
        for (Matcher line = OFFSET.matcher(out); line.find(); ) {
            ends.put(Integer.parseInt(line.group(1)), Long.parseLong(line.group(2)));
        }
        return ends;
    }
}
