package dev.hskstream.producer.load;

import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.TopicLoss;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of a set's two sample topics have to be written.
 *
 * @param train whether the training samples are missing
 * @param dev whether the dev samples are missing
 * @param losses what the sample topics have lost; empty for a new set
 */
record MissingSamples(boolean train, boolean dev, List<TopicLoss> losses) {
    private static final MissingSamples ALL = new MissingSamples(true, true, List.of());

    /** Compares the manifest with the topics' offsets; without a manifest both topics are missing. */
    static MissingSamples of(KafkaConnection connection, Optional<KnowledgeManifest> manifest) {
        return manifest.map(known -> new SetLoss(connection, known, "Write"))
                .map(loss -> of(loss.samples(), loss.dev()))
                .orElse(ALL);
    }

    private static MissingSamples of(Optional<TopicLoss> train, Optional<TopicLoss> dev) {
        return new MissingSamples(
                train.isPresent(),
                dev.isPresent(),
                Stream.concat(train.stream(), dev.stream()).toList());
    }

    boolean nothing() {
        return !train && !dev;
    }
}
