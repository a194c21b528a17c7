package dev.hskstream.producer.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Says once that Kafka is away, when that has lasted a while, and once that it is back. */
final class Outage {
    private static final Duration NOTICE = Duration.ofSeconds(10);

    private final String servers;
    private final Clock clock;
    private final Consumer<String> out;
    private Instant lastAnswer;
    private boolean away;

    Outage(String servers, Clock clock, Consumer<String> out) {
        this.servers = servers;
        this.clock = clock;
        this.out = out;
        this.lastAnswer = clock.instant();
    }

    /** Nothing came of the last try. */
    void failed(String reason) {
        if (!away && Duration.between(lastAnswer, clock.instant()).compareTo(NOTICE) >= 0) {
            away = true;
            out.accept("waiting for Kafka at " + servers + ": " + reason);
        }
    }

    /** Something was done, or there was nothing to do and Kafka said so. */
    void answered() {
        lastAnswer = clock.instant();
        if (away) {
            away = false;
            out.accept("Kafka at " + servers + " is back");
        }
    }
}
