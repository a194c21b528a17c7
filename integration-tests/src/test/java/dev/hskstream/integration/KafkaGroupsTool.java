package dev.hskstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;

/** Kafka's own {@code kafka-consumer-groups} tool, as an independent reference. */
final class KafkaGroupsTool {
    private KafkaGroupsTool() {}

    /** The column LAG by partition, as the tool prints it: a number, or {@code -}. */
    static Map<Integer, String> lag(String bootstrapServers, String group) {
        Map<Integer, String> lags = new TreeMap<>();
        describe(bootstrapServers, group)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(group + " "))
                .forEach(line -> {
                    // GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG ...
                    String[] cells = line.split("\\s+", -1);
                    lags.put(Integer.parseInt(cells[2]), cells[5]);
                });
        return lags;
    }

    private static String describe(String bootstrapServers, String group) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream real = System.out;
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            ConsumerGroupCommand.main(
                    new String[] {"--bootstrap-server", bootstrapServers, "--describe", "--group", group});
        } finally {
            System.setOut(real);
        }
        return out.toString(UTF_8);
    }
}
