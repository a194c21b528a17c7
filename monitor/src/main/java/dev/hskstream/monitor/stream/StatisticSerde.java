package dev.hskstream.monitor.stream;

import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.layout.Topics;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serialization of statistics, in {@code hsk.statistics} and in the internal topics alike: all of them use the one
 * subject of {@code hsk.statistics}, so that its compatibility rule holds for state that an earlier version left.
 */
public final class StatisticSerde {
    private StatisticSerde() {}

    /** The serde from a configured serializer and deserializer. */
    public static Serde<Statistic> of(Serializer<Statistic> serializer, Deserializer<Statistic> deserializer) {
        return Serdes.serdeFrom(
                (topic, value) -> serializer.serialize(Topics.STATISTICS, value),
                (topic, bytes) -> deserializer.deserialize(Topics.STATISTICS, bytes));
    }
}
