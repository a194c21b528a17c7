package dev.hskstream.integration;

import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.layout.SampleLayout;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.lineage.CompressionSpecs;
import dev.hskstream.schemas.lineage.Lineages;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A set whose statistics follow from the formulas for sums of natural numbers and their squares: the two kept tokens of
 * sample i are (i + 1, 0) and (0, -i - 1). It is written without a teacher.
 */
record KnownSet(KafkaConnection connection, KnowledgeManifest manifest, int partitions) {
    private static final WidthMask ALL = WidthMask.full(2);

    static KnownSet of(KafkaConnection connection, String name, long samples, int partitions) {
        KnowledgeManifest manifest = KnowledgeManifest.newBuilder()
                .setSet(name)
                .setState("PRODUCING")
                .setTask("cola")
                .setLabels(List.of("no", "yes"))
                .setMetrics(List.of("matthews"))
                .setSamples(samples)
                .setDevSamples(Map.of("dev", 1L))
                .setDataFingerprint("data")
                .setCreated(Instant.EPOCH)
                .setTeacher(new Teacher("t", "f", 3, 2, 1, 4))
                .setTokenizer(new Tokenizer("k", ByteBuffer.allocate(0), 16))
                .setCompression(CompressionSpecs.of(Compression.parse("1", "2:left", "all", "float32"), 3, 2))
                .build();
        manifest.setLineage(Lineages.of(manifest));
        return new KnownSet(connection, manifest, partitions);
    }

    /** Writes the manifest; creates the topics. */
    void state() throws Exception {
        TopicCreation.manifests(connection);
        TopicCreation.set(connection, Topics.of(manifest.getSet()), partitions);
        try (KafkaProducer<String, SpecificRecord> producer = producer(StringSerializer.class)) {
            producer.send(new ProducerRecord<>(Topics.MANIFESTS, manifest.getSet(), manifest))
                    .get();
        }
    }

    /** Writes the records of samples to where they belong. */
    void write(long from, long to) {
        SampleLayout layout = new SampleLayout(manifest.getSamples(), partitions);
        String topic = Topics.of(manifest.getSet()).knowledge();
        try (KafkaProducer<Long, SpecificRecord> producer = producer(LongSerializer.class)) {
            for (long sample = from; sample < to; sample++) {
                var unused = producer.send(
                        new ProducerRecord<>(topic, layout.partition(sample), sample, record((int) sample)));
            }
        }
    }

    private KnowledgeRecord record(int sample) {
        float[] values = {(float) sample + 1, 0, 0, (float) -sample - 1};
        return SetCodec.of(manifest)
                .encode(new Knowledge(
                        sample,
                        new int[] {2, 5, 3},
                        3,
                        OptionalDouble.of(sample % 2),
                        new float[] {1, 1},
                        List.of(new LayerBlock(1, new int[] {0, 1}, ALL, values))));
    }

    private <K> KafkaProducer<K, SpecificRecord> producer(Class<? extends Serializer<K>> keys) {
        Map<String, Object> properties = connection.producerProperties();
        properties.put("key.serializer", keys);
        return new KafkaProducer<>(properties);
    }
}
