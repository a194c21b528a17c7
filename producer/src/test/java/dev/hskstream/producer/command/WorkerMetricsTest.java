package dev.hskstream.producer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.connection.KafkaFailure;
import dev.hskstream.metrics.Metrics;
import dev.hskstream.producer.worker.ProducerListener.Commit;
import dev.hskstream.producer.worker.ProducerListener.Setback;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void countsWhatWasCommitted() {
        try (Metrics metrics = Metrics.serve(ANY_PORT)) {
            WorkerMetrics listener = new WorkerMetrics(metrics, "cola-1");
            listener.started(100);
            listener.committed(new Commit(256, 500_000, 2.0));
            listener.committed(new Commit(512, 1_000_000, 3.5));
            listener.recovering(new Setback(KafkaFailure.ABORTABLE, true, "the broker said so"));

            assertThat(ours(metrics))
                    .containsExactlyInAnyOrder(
                            "hsk_producer_samples_total{set=\"cola-1\"} 768.0",
                            "hsk_producer_knowledge_bytes_total{set=\"cola-1\"} 1500000.0",
                            "hsk_producer_transaction_seconds_count{set=\"cola-1\"} 2",
                            "hsk_producer_transaction_seconds_sum{set=\"cola-1\"} 5.5",
                            "hsk_producer_transaction_seconds_max{set=\"cola-1\"} 3.5",
                            "hsk_producer_recoveries_total{aborted=\"true\",failure=\"abortable\",set=\"cola-1\"} 1.0");
        }
    }

    private static List<String> ours(Metrics metrics) {
        return metrics.text().lines().filter(line -> line.startsWith("hsk_")).toList();
    }
}
