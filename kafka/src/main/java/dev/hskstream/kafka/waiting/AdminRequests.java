package dev.hskstream.kafka.waiting;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/**
 * Requests to the brokers' admin API that are repeated while no broker answers. Each attempt has an admin client of its
 * own, whose calls end early enough for the wait to be reported.
 */
public final class AdminRequests {
    private AdminRequests() {}

    /**
     * Returns what the request answers.
     *
     * @throws UserException if no broker answers within the limit of {@link WaitPolicy#READ}; all other exceptions of the
     *     request are thrown unchanged
     */
    public static <T> T ask(KafkaConnection connection, Function<Admin, T> request) {
        return BrokerWait.of(WaitPolicy.READ, connection).retry(() -> {
            try (Admin admin = Admin.create(connection.attemptProperties())) {
                return request.apply(admin);
            }
        });
    }

    /** Sends a request without an answer, with the exceptions of {@link #ask}. */
    public static void send(KafkaConnection connection, Consumer<Admin> request) {
        ask(connection, admin -> {
            request.accept(admin);
            return true;
        });
    }
}
