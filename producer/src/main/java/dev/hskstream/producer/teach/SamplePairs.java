package dev.hskstream.producer.teach;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.Topics;
import org.apache.kafka.common.serialization.LongDeserializer;

/** Whether a set's samples are pairs of texts, for a teacher that could not tell the two apart. */
public final class SamplePairs {
    private SamplePairs() {}

    /**
     * Refuses a teacher that lacks what pairs need, before it begins. The samples are read for such a teacher only: a manifest
     * does not say what they are.
     *
     * @param teacher what to name in the message
     * @throws UserException if the set has pairs
     */
    public static void require(
            KafkaConnection connection, KnowledgeManifest manifest, PretrainedModel model, Object teacher) {
        // Of a set that is done, nothing is computed and samples may be gone.
        if (model.lacksPairs() && SetState.of(manifest) != SetState.COMPLETE) {
            model.requirePairs(any(connection, manifest), teacher);
        }
    }

    private static boolean any(KafkaConnection connection, KnowledgeManifest manifest) {
        boolean[] found = {false};
        try (TopicScan<Long, Sample> scan =
                new TopicScan<>(connection, Topics.of(manifest.getSet()).samples(), null, new LongDeserializer())) {
            new SetLoss(connection, manifest).requireSamples();
            scan.read(
                    RecordRanges.samplesToRead(manifest.getSamplePartitions(), scan.ranges()),
                    sample -> found[0] |= sample.value().getTextPair() != null);
        }
        return found[0];
    }
}
