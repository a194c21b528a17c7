package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Looks whether a set's records are still where its manifest says, before anybody waits for them or goes on without them.
 * Asks for offsets only, so it costs two requests.
 */
public final class SetLoss {
    private final KafkaConnection connection;
    private final KnowledgeManifest manifest;
    private final Topics topics;
    private final String right;

    /** The losses of the set with that manifest, for whoever is going to read its topics. */
    public SetLoss(KafkaConnection connection, KnowledgeManifest manifest) {
        this(connection, manifest, "Read");
    }

    /**
     * The losses of the set with that manifest.
     *
     * @param right to name where the user has none on a samples topic: Read or Write
     */
    public SetLoss(KafkaConnection connection, KnowledgeManifest manifest, String right) {
        this.right = right;
        this.connection = connection;
        this.manifest = manifest;
        this.topics = Topics.of(manifest.getSet());
    }

    /**
     * What is lost of the knowledge: of a sealed set what was sealed, of one that is produced what came before.
     *
     * @param need to name where the user has no right on the topic: Read or Write
     */
    public Optional<TopicLoss> knowledge(String need) {
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.knowledge(), need);
        return dated(TopicLoss.of(topics.knowledge(), RecordRanges.knowledge(manifest, now.size()), now));
    }

    /** What is lost of the training samples. */
    public Optional<TopicLoss> samples() {
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.samples(), right);
        return dated(TopicLoss.of(topics.samples(), RecordRanges.samples(manifest, now.size()), now));
    }

    /** What is lost of the samples to evaluate on. */
    public Optional<TopicLoss> dev() {
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.dev(), right);
        return dated(TopicLoss.of(topics.dev(), RecordRanges.dev(manifest), now));
    }

    /**
     * Refuses a set that has lost knowledge.
     *
     * @throws UserException naming what is lost and how to have it again
     */
    public void requireKnowledge() {
        knowledge("Read").ifPresent(loss -> {
            throw new UserException(knowledgeLost(manifest, loss));
        });
    }

    /**
     * Refuses a set that has lost training samples.
     *
     * @throws UserException naming what is lost and how to have it again
     */
    public void requireSamples() {
        samples().ifPresent(loss -> {
            throw new UserException(samplesLost(manifest, loss));
        });
    }

    /**
     * Refuses a set that has lost samples to evaluate on.
     *
     * @throws UserException naming what is lost and how to have it again
     */
    public void requireDev() {
        dev().ifPresent(loss -> {
            throw new UserException(samplesLost(manifest, loss));
        });
    }

    /** What a user reads of lost knowledge. */
    public static String knowledgeLost(KnowledgeManifest manifest, TopicLoss loss) {
        String set = manifest.getSet();
        return "set " + set + ": " + loss.describe() + "; run hsk produce --set " + set
                + " with the same teacher and options, then hsk seal: it makes the same records again";
    }

    /** What a user reads of lost samples. */
    public static String samplesLost(KnowledgeManifest manifest, TopicLoss loss) {
        return "set " + manifest.getSet() + ": " + loss.describe() + "; load the same data again with hsk load --set "
                + manifest.getSet();
    }

    private Optional<TopicLoss> dated(Optional<TopicLoss> loss) {
        return loss.map(found -> found.since(OldestRecord.of(connection, found.topic())));
    }
}
