package dev.hskstream.monitor.derive;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.record.TokenScores;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Derives each record in the source's sealed ranges and drops all others, which are not the set's. Records are
 * deserialized here, because those others need not be readable.
 */
final class RecordDeriver implements Processor<byte[], byte[], Long, KnowledgeRecord> {
    private final Map<Integer, TopicScan.Range> sealed;
    private final Reselection reselection;
    private final Deserializer<KnowledgeRecord> reader;
    private @Nullable ProcessorContext<Long, KnowledgeRecord> context;

    RecordDeriver(List<PartitionRange> sealed, Reselection reselection, Deserializer<KnowledgeRecord> reader) {
        this.sealed = RecordRanges.toRead(sealed);
        this.reselection = reselection;
        this.reader = reader;
    }

    @Override
    public void init(ProcessorContext<Long, KnowledgeRecord> given) {
        this.context = given;
    }

    /** Throws {@link UserException} naming the place of a record that cannot be read. */
    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<Long, KnowledgeRecord> here = Objects.requireNonNull(context);
        RecordMetadata place = here.recordMetadata().orElseThrow();
        TopicScan.Range range = sealed.get(place.partition());
        if (range == null || place.offset() < range.start() || place.offset() >= range.end()) {
            return;
        }
        KnowledgeRecord derived = derived(record, place);
        here.forward(new Record<>(derived.getSample(), derived, record.timestamp()));
    }

    private KnowledgeRecord derived(Record<byte[], byte[]> record, RecordMetadata place) {
        try {
            @Nullable KnowledgeRecord stored = reader.deserialize(place.topic(), record.value());
            if (stored == null) {
                throw new CodecException("the record has no value; was it written by something else?");
            }
            return reselection.of(stored, reselection.needsScores() ? scores(record) : null);
        } catch (CodecException | SerializationException e) {
            throw new UserException(
                    place.topic() + "-" + place.partition() + "@" + place.offset() + ": " + e.getMessage(), e);
        }
    }

    private static TokenScores scores(Record<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(TokenScores.HEADER);
        if (header == null) {
            throw new CodecException("the message has no header " + TokenScores.HEADER
                    + ", which the set's manifest promises; were the messages copied without headers?");
        }
        return TokenScores.decode(header.value());
    }

    @Override
    public void close() {
        reader.close();
    }
}
