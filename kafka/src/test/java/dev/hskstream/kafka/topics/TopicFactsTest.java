package dev.hskstream.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicFactsTest {
    @Test
    void brokersThatAreDownMakeATopicWait() {
        Map<String, String> config = Map.of("min.insync.replicas", "2");

        assertThat(new TopicFacts("t", "id", 3, 3, 2, config).waitsForReplicas())
                .isEmpty();
        assertThat(new TopicFacts("t", "id", 3, 3, 1, config).waitsForReplicas())
                .hasValue(
                        "topic t has min.insync.replicas=2 and a partition with only 1 in sync: nothing can be written to"
                                + " it until the brokers that are down are back");
        assertThat(new TopicFacts("t", "id", 3, 3, 1, config).unfitForSet()).isEmpty();
        assertThat(new TopicFacts("t", "id", 3, 1, 1, config).unfitForSet()).isPresent();
    }

    @Test
    void whatIsNotKnownIsNotHeldAgainstATopic() {
        TopicFacts unknown = new TopicFacts("t", "id", 3, 1, 1, Map.of());

        assertThat(unknown.unfitForSet()).isEmpty();
        assertThat(unknown.unfitForManifests()).isEmpty();
        assertThat(unknown.removal()).isEmpty();
        assertThat(unknown.waitsForReplicas()).isEmpty();
    }

    @Test
    void manifestsAreForgottenUnlessTheTopicIsCompactedAndNothingElse() {
        for (String policy : new String[] {"delete", "compact,delete", "delete,compact"}) {
            assertThat(new TopicFacts("t", "id", 1, 1, 1, Map.of("cleanup.policy", policy)).unfitForManifests())
                    .as(policy)
                    .isPresent();
        }
        assertThat(new TopicFacts("t", "id", 1, 1, 1, Map.of("cleanup.policy", "compact")).unfitForManifests())
                .isEmpty();
    }
}
