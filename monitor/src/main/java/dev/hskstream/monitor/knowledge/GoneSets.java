package dev.hskstream.monitor.knowledge;

import dev.hskstream.monitor.stream.Collector;
import dev.hskstream.schemas.avro.KnowledgeStatistic;
import dev.hskstream.schemas.avro.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the statistics of sets that have no manifest any more. Another instance may count a new set's records before this
 * one has read its manifest, so a set is gone only when it has been without a manifest for a while.
 */
final class GoneSets implements Collector.Outdated {
    /** How long a set is without a manifest before its statistics are removed. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private final Pattern topics;
    private final Function<String, byte @Nullable []> manifests;
    private final Map<String, Instant> missed = new HashMap<>();

    /**
     * Creates one that has seen no set yet.
     *
     * @param topics of knowledge; the set's name is the first group
     * @param manifests the newest manifest of a set
     */
    GoneSets(Pattern topics, Function<String, byte @Nullable []> manifests) {
        this.topics = topics;
        this.manifests = manifests;
    }

    @Override
    public boolean test(Statistic statistic, Instant now) {
        String set = set(statistic);
        if (manifests.apply(set) != null) {
            missed.remove(set);
            return false;
        }
        Instant since = missed.computeIfAbsent(set, first -> now);
        return !now.isBefore(since.plus(PATIENCE));
    }

    private String set(Statistic statistic) {
        KnowledgeStatistic knowledge = statistic.getKnowledge();
        return knowledge != null
                ? knowledge.getSet()
                : topics.matcher(Objects.requireNonNull(statistic.getRefused()).getTopic())
                        .replaceFirst("$1");
    }
}
