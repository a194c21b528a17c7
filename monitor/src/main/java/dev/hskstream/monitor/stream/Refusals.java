package dev.hskstream.monitor.stream;

import dev.hskstream.schemas.avro.RefusedRecords;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.registry.RegistryException;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Records that cannot be counted: one such record must not stop the statistics of all others, but it is named. */
public final class Refusals {
    private Refusals() {}

    /** Why a record is not counted. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Creates a refusal; the message is shown to users. */
        public RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Deserializes a value.
     *
     * @throws RefusedException if there is no value or it is not readable
     * @throws SerializationException if the registry does not answer, which says nothing about the record
     */
    public static <T> T read(Deserializer<T> values, String topic, byte[] value) throws RefusedException {
        if (value == null) {
            throw new RefusedException("the record has no value");
        }
        try {
            return values.deserialize(topic, value);
        } catch (SerializationException e) {
            if (e.getCause() instanceof RegistryException registry && !registry.notFound()) {
                throw e;
            }
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    /** The statistic of one refused record. */
    public static Record<String, Statistic> record(Record<?, ?> refused, RecordMetadata at, RefusedException reason) {
        RefusedRecords one =
                new RefusedRecords(at.topic(), at.partition(), 1L, at.offset(), String.valueOf(reason.getMessage()));
        Statistic statistic = Statistic.newBuilder()
                .setUpdated(Instant.ofEpochMilli(refused.timestamp()))
                .setRefused(one)
                .build();
        return new Record<>(StatisticKey.refused(at.topic(), at.partition()), statistic, refused.timestamp());
    }

    static void merge(RefusedRecords all, RefusedRecords next) {
        all.setCount(all.getCount() + next.getCount());
        all.setOffset(next.getOffset());
        all.setReason(next.getReason());
    }
}
