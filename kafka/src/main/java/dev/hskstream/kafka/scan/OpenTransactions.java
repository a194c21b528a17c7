package dev.hskstream.kafka.scan;

import dev.hskstream.kafka.connection.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Finds out whose open transactions keep readers of a partition waiting. */
final class OpenTransactions {
    private static final int PATIENCE_MILLIS =
            Math.toIntExact(Duration.ofSeconds(3).toMillis());

    private OpenTransactions() {}

    /** A text such as {@code "the open transaction of hsk.x.load"}; empty if there is none or the request fails. */
    static String on(KafkaConnection connection, TopicPartition partition) {
        Map<String, Object> properties = connection.adminProperties();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try (Admin admin = Admin.create(properties)) {
            Set<Long> producers = Objects.requireNonNull(admin.describeProducers(List.of(partition))
                            .all()
                            .get()
                            .get(partition))
                    .activeProducers()
                    .stream()
                    .filter(state -> state.currentTransactionStartOffset().isPresent())
                    .map(ProducerState::producerId)
                    .collect(Collectors.toSet());
            return producers.isEmpty() ? "" : "the open transaction of " + names(admin, producers);
        } catch (ExecutionException e) {
            return "";
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Lists only the transactional ids that the user may describe. */
    private static String names(Admin admin, Set<Long> producers) throws InterruptedException {
        try {
            String names = admin.listTransactions().all().get().stream()
                    .filter(listing -> producers.contains(listing.producerId()))
                    .map(TransactionListing::transactionalId)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? "another user" : names;
        } catch (ExecutionException e) {
            return "another user";
        }
    }
}
