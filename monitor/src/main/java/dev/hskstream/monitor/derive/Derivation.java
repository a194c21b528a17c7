package dev.hskstream.monitor.derive;

import dev.hskstream.base.UserException;
import dev.hskstream.base.work.StopRequest;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.seal.SetSealer;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.monitor.stream.RegistrySerdes;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;

/**
 * Derives a set from a sealed one and seals it. Start it in several processes to share the work by partition; start it
 * again after it was stopped or killed to go on.
 */
public final class Derivation {
    private final KafkaConnection connection;
    private final Clock clock;
    private final StopRequest stop;

    /** Creates a derivation that ends early when it is asked to stop. */
    public Derivation(KafkaConnection connection, Clock clock, StopRequest stop) {
        this.connection = connection;
        this.clock = clock;
        this.stop = stop;
    }

    /**
     * The result.
     *
     * @param manifest manifest of the sealed derived set
     * @param reused whether the set was derived and sealed before
     * @param samples number of samples that were derived while this process ran, by all processes
     * @param seconds how long deriving them took
     */
    public record Derived(KnowledgeManifest manifest, boolean reused, long samples, double seconds) {}

    /**
     * Derives and seals the set.
     *
     * @param from name of the source
     * @param set name of the set to make
     * @throws UserException if the source does not hold what is wanted, the set exists with other settings, or Kafka
     *     refuses
     */
    public Derived run(String from, String set, WantedCompression wanted) {
        KnowledgeManifest source = new ManifestStore(connection).require(from);
        DerivationContract contract = new DerivationContract(source, set, wanted, Instant.ofEpochMilli(clock.millis()));
        OpenedTopics.of(connection, source, Topics.of(from).knowledge()).requireReadable();
        KnowledgeManifest begun = new DerivedSet(connection, source, contract).begin();
        if (SetState.of(begun) == SetState.COMPLETE) {
            return new Derived(begun, true, 0, 0);
        }
        long start = System.nanoTime();
        long samples = new DerivingRun(connection, source, Topics.of(set), stop).run(topology(source, set, contract));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Derived(new SetSealer(connection, clock).seal(set), false, samples, seconds);
    }

    private Topology topology(KnowledgeManifest source, String set, DerivationContract contract) {
        return DerivationTopology.of(
                new StreamsBuilder(),
                source,
                set,
                contract.reselection(),
                () -> RegistrySerdes.deserializer(connection),
                RegistrySerdes.serializer(connection));
    }
}
