package dev.hskstream.kafka.topics;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.SetTopic;
import dev.hskstream.schemas.layout.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Topics of a set as a command finds them when it opens the set, held against the set's manifest: somebody may have changed,
 * extended or replaced them since the set was loaded. Costs two requests. Topics that are not there, or that this user may
 * not see, are left to whoever uses them.
 */
public final class OpenedTopics {
    /** Of a set that nothing more is written to. */
    private static final String SEALED = "COMPLETE";

    private final KafkaConnection connection;
    private final KnowledgeManifest manifest;
    private final Topics topics;
    private final SortedMap<String, TopicFacts> found;

    private OpenedTopics(KafkaConnection connection, KnowledgeManifest manifest, SortedMap<String, TopicFacts> found) {
        this.connection = connection;
        this.manifest = manifest;
        this.topics = Topics.of(manifest.getSet());
        this.found = found;
    }

    /**
     * Looks at those of a set's topics that a command uses.
     *
     * @param names of topics of that set
     * @throws UserException if Kafka does not answer
     */
    public static OpenedTopics of(KafkaConnection connection, KnowledgeManifest manifest, String... names) {
        return new OpenedTopics(connection, manifest, TopicCheck.ask(connection, List.of(names)));
    }

    /** What a manifest says of its set's topics, from how they are now; without those that are not there. */
    public static List<SetTopic> now(KafkaConnection connection, Topics topics) {
        return TopicCheck.ask(connection, List.of(topics.samples(), topics.dev(), topics.knowledge())).values().stream()
                .map(topic -> new SetTopic(topic.name(), topic.id(), topic.partitions()))
                .toList();
    }

    /**
     * For a command that reads the set. Partitions that were added to a sealed set's topic do no harm, and the connection's
     * listener hears of them.
     *
     * @throws UserException naming the topic, what it has, what it should have and what to do
     */
    public void requireReadable() {
        unreadable().ifPresent(OpenedTopics::refuse);
        if (isSealed()) {
            found.values().stream()
                    .filter(topic -> wanted(topic)
                            .filter(count -> topic.partitions() > count)
                            .isPresent())
                    .forEach(topic -> connection
                            .listener()
                            .notice(differs(topic)
                                    + ": it was extended since; the set's records are where they were, and what comes into"
                                    + " the new partitions is not read"));
        }
    }

    /** Why the set cannot be read; empty where it can. */
    public Optional<String> unreadable() {
        return firstOf(
                topic -> !isSealed() || topic.partitions() < wanted(topic).orElse(0));
    }

    /**
     * For a command that writes to the set: what is where depends on the number of partitions.
     *
     * @throws UserException as {@link #requireReadable}, and for partitions that were added
     */
    public void requireAsLoaded() {
        firstOf(topic -> true).ifPresent(OpenedTopics::refuse);
    }

    /** Says which topic is not the one that the set was loaded into; empty where it is, or where that is not known. */
    public Optional<String> madeAnew(String name) {
        TopicFacts topic = found.get(name);
        return topic == null
                ? Optional.empty()
                : stated(name)
                        .filter(then -> !then.getId().equals(topic.id()))
                        .map(then -> "topic " + name + " has the id " + topic.id() + ", set " + manifest.getSet()
                                + " was written to one with " + then.getId() + ": it was deleted and made anew since");
    }

    /** Tells the connection's listener of a retention that somebody set since, by which records of the set will be lost. */
    public void sayRemoval() {
        found.values().forEach(topic -> topic.removal().ifPresent(connection.listener()::notice));
    }

    /** The connection's listener hears of topics that were made anew: who filled them again is not known. */
    public void sayMadeAnew() {
        found.keySet().forEach(name -> madeAnew(name).ifPresent(what -> connection
                .listener()
                .notice(what + ", or this is a mirror; if others filled it, delete it and run " + remedy(name))));
    }

    /**
     * Refuses samples that nobody knows who wrote.
     *
     * @throws UserException if the samples topic was made anew
     */
    public void requireOwnSamples() {
        madeAnew(topics.samples()).ifPresent(what -> refuse(what + "; delete it and run " + remedy(topics.samples())));
    }

    private Optional<String> firstOf(Predicate<TopicFacts> countMatters) {
        Collection<TopicFacts> all = found.values();
        return all.stream()
                .flatMap(topic -> topic.compacted().stream())
                .findFirst()
                .or(() -> all.stream()
                        .filter(topic -> wanted(topic)
                                .filter(count -> topic.partitions() != count)
                                .isPresent())
                        .filter(countMatters)
                        .findFirst()
                        .map(topic -> differs(topic) + ": it was extended or made anew since; delete it and run "
                                + remedy(topic.name())))
                .or(this::unequal);
    }

    /** Of a set whose manifest does not say how many partitions there were, it is known only that both had as many. */
    private Optional<String> unequal() {
        return isSealed() || !manifest.getTopics().isEmpty()
                ? Optional.empty()
                : TopicCheck.unequal(found.get(topics.samples()), found.get(topics.knowledge()));
    }

    private Optional<Integer> wanted(TopicFacts topic) {
        Optional<Integer> stated = stated(topic.name()).map(SetTopic::getPartitions);
        boolean counted = topic.name().equals(topics.knowledge())
                && !manifest.getPartitions().isEmpty();
        return stated.isEmpty() && counted
                ? Optional.of(manifest.getPartitions().size())
                : stated;
    }

    private Optional<SetTopic> stated(String name) {
        return manifest.getTopics().stream()
                .filter(topic -> topic.getName().equals(name))
                .findFirst();
    }

    private String differs(TopicFacts topic) {
        return "topic " + topic.name() + " has " + topic.partitions()
                + (topic.partitions() == 1 ? " partition" : " partitions") + ", set " + manifest.getSet() + " has "
                + wanted(topic).orElse(0) + " there";
    }

    /** A topic that is missing is made again as it was, with all that it held. */
    private String remedy(String topic) {
        return topic.equals(topics.knowledge())
                ? "hsk produce --set " + manifest.getSet() + " with the same teacher and options"
                : "hsk load --set " + manifest.getSet() + " with the same data";
    }

    private boolean isSealed() {
        return manifest.getState().equals(SEALED);
    }

    private static void refuse(String why) {
        throw new UserException(why);
    }
}
