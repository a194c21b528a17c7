package dev.hskstream.monitor.watch;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.monitor.lag.LagReader;
import dev.hskstream.monitor.lag.Measurement;
import java.time.Clock;

/** Looks at the lag, and keeps the manifests and training events that measuring it reads. */
public final class KafkaSource implements Watch.Source {
    private final RunTable runs = new RunTable();
    private final LagReader lag;

    /** Creates a source, without connecting yet. */
    public KafkaSource(KafkaConnection connection, Clock clock) {
        this.lag = new LagReader(connection, clock, runs::take);
    }

    @Override
    public Seen look() {
        Measurement measured = lag.measure();
        return new Seen(measured, lag.manifests(), runs.summaries());
    }

    @Override
    public void close() {
        lag.close();
    }
}
