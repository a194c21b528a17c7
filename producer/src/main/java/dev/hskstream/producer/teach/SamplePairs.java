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

/** Checks whether a set's samples are text pairs, for a teacher that cannot process pairs. */
public final class SamplePairs {
    private SamplePairs() {}

    /**
     * Refuses a teacher that cannot process pairs if the set has them, before it starts. The samples are read only for
     * such a teacher, because a manifest does not tell whether they are pairs.
     *
     * @param teacher the teacher's name in the message
     * @throws UserException if the set has pairs and the teacher cannot process them
     */
    public static void require(
            KafkaConnection connection, KnowledgeManifest manifest, PretrainedModel model, Object teacher) {
        // For a sealed set nothing is computed, and its samples may have been deleted.
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
