package dev.hskstream.monitor.watch;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.scan.LatestRecords;
import dev.hskstream.monitor.lag.LagReader;
import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.AuthorizationException;

/** Looks at the lag, the manifests and the training events. */
public final class KafkaSource implements Watch.Source {
    private final LagReader lag;
    private final LatestRecords<KnowledgeManifest> manifests;
    private final LatestRecords<TrainingEvent> events;
    private final RunTable runs = new RunTable();

    /** Creates a source, without connecting yet. */
    public KafkaSource(KafkaConnection connection, Clock clock) {
        this.lag = new LagReader(connection, clock);
        this.manifests = new LatestRecords<>(connection, Topics.MANIFESTS);
        this.events = new LatestRecords<>(connection, Topics.TRAINING_EVENTS, runs::take);
    }

    @Override
    public Seen look() {
        Measurement measured = lag.measure();
        refresh(manifests);
        refresh(events);
        return new Seen(measured, manifests.latest(), runs.summaries());
    }

    /** A missing right is not an error: the measurement already names it. */
    private static <V extends SpecificRecord> void refresh(LatestRecords<V> records) {
        try {
            records.refresh();
        } catch (UserException e) {
            if (!KafkaErrors.causedBy(e, AuthorizationException.class)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        lag.close();
        manifests.close();
        events.close();
    }
}
