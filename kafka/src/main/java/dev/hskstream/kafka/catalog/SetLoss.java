package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.SourceSet;
import dev.hskstream.schemas.layout.Topics;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Checks whether a set's records are still at the offsets in its manifest, before anything waits for them or continues
 * without them. It reads offsets only, which takes two requests.
 */
public final class SetLoss {
    private final KafkaConnection connection;
    private final KnowledgeManifest manifest;
    private final Topics topics;
    private final String right;

    /** Creates a check of a set whose topics will be read. */
    public SetLoss(KafkaConnection connection, KnowledgeManifest manifest) {
        this(connection, manifest, "Read");
    }

    /**
     * Creates a check of a set.
     *
     * @param right Kafka operation to name if the user may not use a samples topic: Read or Write
     */
    public SetLoss(KafkaConnection connection, KnowledgeManifest manifest, String right) {
        this.right = right;
        this.connection = connection;
        this.manifest = manifest;
        this.topics = Topics.of(manifest.getSet());
    }

    /**
     * The loss of knowledge: for a sealed set, of the sealed records; for a set in production, of the records written
     * so far.
     *
     * @param need Kafka operation to name if the user may not use the topic: Read or Write
     */
    public Optional<TopicLoss> knowledge(String need) {
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.knowledge(), need);
        return dated(TopicLoss.of(topics.knowledge(), RecordRanges.knowledge(manifest, now.size()), now));
    }

    /** The loss of training samples. */
    public Optional<TopicLoss> samples() {
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.samples(), right);
        return dated(TopicLoss.of(topics.samples(), RecordRanges.samples(manifest, now.size()), now));
    }

    /** The loss of dev samples. */
    public Optional<TopicLoss> dev() {
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.dev(), right);
        return dated(TopicLoss.of(topics.dev(), RecordRanges.dev(manifest), now));
    }

    /**
     * Checks that no knowledge is lost.
     *
     * @throws UserException that names the loss and how to restore it
     */
    public void requireKnowledge() {
        knowledge("Read").ifPresent(loss -> {
            throw new UserException(knowledgeLost(manifest, loss));
        });
    }

    /**
     * Checks that no training samples are lost.
     *
     * @throws UserException that names the loss and how to restore it
     */
    public void requireSamples() {
        samples().ifPresent(loss -> {
            throw new UserException(samplesLost(manifest, loss));
        });
    }

    /**
     * Checks that no dev samples are lost.
     *
     * @throws UserException that names the loss and how to restore it
     */
    public void requireDev() {
        dev().ifPresent(loss -> {
            throw new UserException(samplesLost(manifest, loss));
        });
    }

    /** The message about lost knowledge. */
    public static String knowledgeLost(KnowledgeManifest manifest, TopicLoss loss) {
        String set = manifest.getSet();
        SourceSet source = manifest.getSource();
        return "set " + set + ": " + loss.describe()
                + (source == null
                        ? "; run hsk produce --set " + set + " with the same teacher and options, then hsk seal"
                        : "; run hsk derive --from " + source.getSet() + " --set " + set + " with the same options");
    }

    /** The message about lost samples. */
    public static String samplesLost(KnowledgeManifest manifest, TopicLoss loss) {
        return "set " + manifest.getSet() + ": " + loss.describe() + "; load the same data again with hsk load --set "
                + manifest.getSet();
    }

    private Optional<TopicLoss> dated(Optional<TopicLoss> loss) {
        return loss.map(found -> found.since(OldestRecord.of(connection, found.topic())));
    }
}
