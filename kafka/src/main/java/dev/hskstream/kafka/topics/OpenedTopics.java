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
 * Compares a set's topics with its manifest when a command opens the set, because others may have changed, extended or
 * replaced them since the set was loaded. Takes two requests. Topics that are missing, or that the user may not read, are
 * not checked here; they cause an error when they are used.
 */
public final class OpenedTopics {
    /** The state of a set to which nothing more is written. */
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
     * Reads the properties of those topics of a set that a command uses.
     *
     * @param names the topics' names
     * @throws UserException if Kafka does not answer
     */
    public static OpenedTopics of(KafkaConnection connection, KnowledgeManifest manifest, String... names) {
        return new OpenedTopics(connection, manifest, TopicCheck.ask(connection, List.of(names)));
    }

    /** Returns the set's existing topics in the form in which a manifest stores them. */
    public static List<SetTopic> now(KafkaConnection connection, Topics topics) {
        return TopicCheck.ask(connection, List.of(topics.samples(), topics.dev(), topics.knowledge())).values().stream()
                .map(topic -> new SetTopic(topic.name(), topic.id(), topic.partitions()))
                .toList();
    }

    /**
     * Checks the topics for a command that reads the set. Partitions that were added to a sealed set's topic are harmless;
     * the connection's listener is notified of them.
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

    /** Returns why the set cannot be read; empty if it can. */
    public Optional<String> unreadable() {
        return firstOf(
                topic -> !isSealed() || topic.partitions() < wanted(topic).orElse(0));
    }

    /**
     * Checks the topics for a command that writes to the set. Added partitions are an error, because a sample's partition
     * depends on their number.
     *
     * @throws UserException as {@link #requireReadable}, and for partitions that were added
     */
    public void requireAsLoaded() {
        firstOf(topic -> true).ifPresent(OpenedTopics::refuse);
    }

    /** Describes a topic that was deleted and recreated since the set was loaded; empty if it was not, or if that is unknown. */
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
     * Refuses a recreated samples topic, because it is unknown who wrote its samples.
     *
     * @throws UserException if the samples topic was recreated
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

    /** Compares the two topics with each other if the manifest does not contain their numbers of partitions. */
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

    /** Returns the command that recreates a missing topic with its records. */
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
