package dev.hskstream.trainer.replay;

import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.codec.CodecException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says of a record that is refused where it lies. */
final class RecordCheck {
    private RecordCheck() {}

    /**
     * Hands the record's value to {@code use}.
     *
     * @throws SchemasException naming topic, partition and offset, if there is no value or {@code use} refuses it
     */
    static void apply(ConsumerRecord<Long, KnowledgeRecord> record, Consumer<KnowledgeRecord> use) {
        try {
            if (record.value() == null) {
                throw new CodecException("no knowledge record but an empty one");
            }
            use.accept(record.value());
        } catch (CodecException e) {
            throw new SchemasException(
                    record.topic() + "-" + record.partition() + "@" + record.offset() + ": " + e.getMessage(), e);
        }
    }
}
