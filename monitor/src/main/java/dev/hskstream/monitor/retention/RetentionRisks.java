package dev.hskstream.monitor.retention;

import dev.hskstream.monitor.retention.RetentionRequests.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Judges what the brokers answered. */
final class RetentionRisks {
    private static final Sizes NOT_TOLD = new Sizes.Unknown("no broker says that it stores the topic");

    private RetentionRisks() {}

    /**
     * The risks of the topics.
     *
     * @param needs by topic
     * @param limits of the topics that exist
     * @param oldest times of the oldest records; absent where there is no record that could be lost
     * @param sizes of the topics whose partitions may not be larger than some size
     */
    static RetentionReport of(
            SortedMap<String, TopicNeeds> needs,
            SortedMap<String, Answer<RetentionLimit>> limits,
            Map<String, Answer<Instant>> oldest,
            Map<String, Sizes> sizes) {
        List<RetentionRisk> risks = new ArrayList<>();
        needs.forEach((topic, readers) -> {
            Answer<RetentionLimit> limit = limits.get(topic);
            if (limit != null && limit.value().isPresent()) {
                List<Loss> losses = new ArrayList<>(byAge(topic, limit.value().get(), oldest.get(topic)));
                limit.value()
                        .get()
                        .bytes()
                        .ifPresent(bytes -> losses.add(
                                new Loss.Above(bytes, sizes.getOrDefault(topic, NOT_TOLD), readers.grows(topic))));
                losses.forEach(loss ->
                        risks.add(new RetentionRisk(readers.set().set(), topic, loss, readers.of(topic, loss))));
            }
        });
        return new RetentionReport(risks, hidden(limits));
    }

    private static List<Loss> byAge(String topic, RetentionLimit limit, @Nullable Answer<Instant> oldest) {
        List<Loss> losses = new ArrayList<>();
        if (oldest != null) {
            limit.age()
                    .ifPresent(age -> losses.add(oldest.value()
                            .<Loss>map(time -> new Loss.From(time.plus(age)))
                            .orElseGet(() ->
                                    new Loss.Unknown("Kafka does not allow this user Describe on topic " + topic))));
        }
        return losses;
    }

    /** One line, because a user without the right usually lacks it on all topics. */
    private static List<String> hidden(SortedMap<String, Answer<RetentionLimit>> limits) {
        List<String> hidden = limits.entrySet().stream()
                .filter(limit -> limit.getValue().value().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (hidden.isEmpty()) {
            return List.of();
        }
        return List.of("whether retention will remove records is not known: Kafka does not allow this user"
                + " DescribeConfigs on topic " + hidden.get(0)
                + (hidden.size() == 1 ? "" : " and " + (hidden.size() - 1) + " more"));
    }
}
