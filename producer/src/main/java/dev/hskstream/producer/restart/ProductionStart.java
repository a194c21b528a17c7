package dev.hskstream.producer.restart;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.ManifestChange;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.catalog.TeacherGroup;
import dev.hskstream.kafka.catalog.TokenizerStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.layout.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Decides how a worker starts on a set, given what the set's topics still hold: it begins, continues, or finds nothing to
 * do, or the production starts over ({@link NewProduction}) because of a loss ({@link RestartReasons}). No worker may be
 * running when the production starts over, because it would continue in the middle of the set.
 */
public final class ProductionStart {
    private final KafkaConnection connection;
    private final Topics topics;
    private final boolean again;
    private final Consumer<String> notices;
    private final TeacherGroup group;
    private final RestartReasons reasons;
    private final NewProduction restart;

    /** Whether the notice was given: a change that is retried calls {@link #on} again. */
    private boolean said;

    private boolean saidRemoval;

    /**
     * Creates the start of a worker.
     *
     * @param again whether to start over although no loss is known
     * @param notices receives one line if the production starts over
     */
    public ProductionStart(KafkaConnection connection, Topics topics, boolean again, Consumer<String> notices) {
        this.connection = connection;
        this.topics = topics;
        this.again = again;
        this.notices = notices;
        this.group = new TeacherGroup(connection, topics);
        this.reasons = new RestartReasons(connection, topics, group);
        this.restart = new NewProduction(connection, topics);
    }

    /**
     * Returns the change of the set's manifest that lets the worker start.
     *
     * @param before the current manifest
     * @param claim returns the manifest that the worker may produce under, or throws if it may not
     * @param tokenizerJson the teacher's {@code tokenizer.json}
     * @throws UserException if samples that are still needed were lost, if a topic cannot be used, or if workers are
     *     running when the production must start over
     */
    public ManifestChange on(KnowledgeManifest before, UnaryOperator<KnowledgeManifest> claim, String tokenizerJson) {
        KnowledgeManifest claimed = claim.apply(before);
        OpenedTopics opened = OpenedTopics.of(connection, before, topics.samples(), topics.knowledge());
        if (!saidRemoval) {
            saidRemoval = true;
            opened.sayRemoval();
        }
        ManifestChange change =
                switch (SetState.of(before)) {
                    case LOADED -> first(before, claimed, opened);
                    case PRODUCING -> {
                        opened.requireAsLoaded();
                        Optional<String> lost = reasons.inProduction(before, opened);
                        yield lost.isEmpty() && !again
                                ? goOn(before, claimed, opened)
                                : over(before, claimed, lost, opened);
                    }
                    case COMPLETE -> {
                        Optional<String> lost = reasons.lost(before);
                        yield lost.isEmpty() && !again ? done(claimed, opened) : over(before, claimed, lost, opened);
                    }
                };
        storeTokenizer(change.manifest(), tokenizerJson);
        return change;
    }

    /** Starts a loaded set. If it had workers before, or its topics were recreated, its group's offsets are reset. */
    private ManifestChange first(KnowledgeManifest before, KnowledgeManifest claimed, OpenedTopics opened) {
        requireSamples(before, opened);
        boolean known = before.getTeacher() != null
                || before.getSamplePartitions().stream().anyMatch(range -> range.getStartOffset() > 0)
                || TopicOffsets.of(connection, topics.knowledge(), "Write").isEmpty()
                || opened.madeAnew(topics.knowledge()).isPresent()
                || !group.committed().isEmpty();
        return known ? restart.change(before, claimed) : ManifestChange.to(claimed);
    }

    private void requireSamples(KnowledgeManifest before, OpenedTopics opened) {
        opened.requireAsLoaded();
        new SetLoss(connection, before).requireSamples();
        opened.requireOwnSamples();
    }

    /** Leaves a sealed set as it is; checks once that its topics can be read. */
    private ManifestChange done(KnowledgeManifest claimed, OpenedTopics opened) {
        if (!said) {
            said = true;
            opened.requireReadable();
        }
        return ManifestChange.to(claimed);
    }

    /** Continues an unfinished production. */
    private ManifestChange goOn(KnowledgeManifest before, KnowledgeManifest claimed, OpenedTopics opened) {
        Map<Integer, Long> committed = group.committed();
        NeededSamples needed = new NeededSamples(connection, topics);
        needed.require(before, committed);
        if (needed.remain(before, committed)) {
            opened.requireOwnSamples();
        }
        return ManifestChange.to(claimed);
    }

    /** Starts the production over. */
    private ManifestChange over(
            KnowledgeManifest before, KnowledgeManifest claimed, Optional<String> lost, OpenedTopics opened) {
        requireSamples(before, opened);
        int members = group.members();
        if (members > 0) {
            throw new UserException("set " + topics.set() + ": "
                    + lost.map(what -> what + ", but ").orElse("")
                    + members
                    + " of its workers still run; stop them, wait for 10 seconds if they were killed, and start"
                    + " hsk produce again");
        }
        if (!said) {
            said = true;
            notices.accept("set " + topics.set() + ": " + lost.orElse("--again") + "; its knowledge is produced again"
                    + (before.getDigest() == null
                            ? ""
                            : ", hsk seal will compare it with the digest " + before.getDigest()));
        }
        return restart.change(before, claimed);
    }

    /**
     * Stores the tokenizer if the tokenizer topic does not hold it, also if it was lost. This happens before the manifest is
     * written, because readers of the manifest need the tokenizer.
     */
    private void storeTokenizer(KnowledgeManifest manifest, String json) {
        Tokenizer tokenizer = manifest.getTokenizer();
        if (tokenizer == null || tokenizer.getJson().hasRemaining()) {
            return;
        }
        TopicCreation.tokenizers(connection);
        TokenizerStore store = new TokenizerStore(connection);
        if (!store.holds(tokenizer.getFingerprint())) {
            store.put(tokenizer.getFingerprint(), json);
        }
    }
}
