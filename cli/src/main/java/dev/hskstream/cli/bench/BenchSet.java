package dev.hskstream.cli.bench;

import dev.hskstream.kafka.catalog.CompressedTokenizer;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.seal.SetSealer;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.task.GlueTask;
import dev.hskstream.model.task.Task;
import dev.hskstream.model.task.TaskData;
import dev.hskstream.producer.load.SetLoader;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.layout.SampleLayout;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.lineage.Lineages;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.LongSerializer;

/** Creates knowledge sets with synthetic samples in a real Kafka. */
final class BenchSet {
    /** The default of {@code hsk load}. */
    private static final int PARTITIONS = 4;

    private final KafkaConnection connection;
    private final Topics topics;
    private final int[] lengths;

    /** @param lengths number of tokens of each sample */
    BenchSet(KafkaConnection connection, String set, int[] lengths) {
        this.connection = connection;
        this.topics = Topics.of(set);
        this.lengths = lengths;
    }

    Topics topics() {
        return topics;
    }

    /** Loads the samples as {@code hsk load} does. */
    KnowledgeManifest load() {
        Task cola = GlueTask.COLA.task();
        List<Example> examples = SyntheticText.examples(lengths);
        TaskData data = new TaskData(cola, examples, Map.of("dev", examples.subList(0, 1)));
        return new SetLoader(connection, topics, Clock.systemUTC())
                .load(data, PARTITIONS)
                .manifest();
    }

    /**
     * Creates a sealed set: loads the samples, writes random knowledge for each of them, and seals the set as
     * {@code hsk seal} does.
     */
    KnowledgeManifest filled(Compression compression, ModelShape teacher, String tokenizerJson) {
        load();
        KnowledgeManifest manifest = new ManifestStore(connection)
                .update(topics.set(), loaded -> claimed(loaded, compression, teacher, tokenizerJson));
        send(SetCodec.of(manifest), new RandomKnowledge(compression, teacher));
        return new SetSealer(connection, Clock.systemUTC()).seal(topics.set());
    }

    private void send(KnowledgeCodec codec, RandomKnowledge knowledge) {
        Map<String, Object> properties = connection.producerProperties();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, LongSerializer.class);
        SampleLayout layout = new SampleLayout(lengths.length, PARTITIONS);
        try (KafkaProducer<Long, KnowledgeRecord> producer = new KafkaProducer<>(properties)) {
            for (int i = 0; i < lengths.length; i++) {
                KnowledgeRecord record = codec.encode(knowledge.of(i, lengths[i]));
                // Sealing checks that every record has arrived.
                Future<RecordMetadata> unused = producer.send(
                        new ProducerRecord<>(topics.knowledge(), layout.partition(i), record.getSample(), record));
            }
        }
    }

    /** Fills in the manifest as {@code hsk produce} would, for a teacher that does not exist. */
    private static KnowledgeManifest claimed(
            KnowledgeManifest loaded, Compression compression, ModelShape teacher, String tokenizerJson) {
        KnowledgeManifest claimed = KnowledgeManifest.newBuilder(loaded)
                .setState(SetState.PRODUCING.name())
                .setTeacher(Teacher.newBuilder()
                        .setName("random " + teacher.name())
                        .setFingerprint("none")
                        .setLayers(teacher.layers())
                        .setHidden(teacher.hidden())
                        .setHeads(teacher.heads())
                        .setIntermediate(teacher.intermediate())
                        .build())
                .setTokenizer(Tokenizer.newBuilder()
                        .setFingerprint("none")
                        .setJson(CompressedTokenizer.pack(tokenizerJson))
                        .setMaxLength(128)
                        .build())
                .setCompression(spec(compression, teacher))
                .build();
        claimed.setLineage(Lineages.of(claimed));
        return claimed;
    }

    private static CompressionSpec spec(Compression compression, ModelShape teacher) {
        return CompressionSpec.newBuilder()
                .setDepth(compression.depth().toString())
                .setLength(compression.length().toString())
                .setWidth(compression.width().toString())
                .setValues(compression.values().spec())
                .setLayers(Arrays.stream(compression.depth().layers(teacher.layers()))
                        .boxed()
                        .toList())
                .setWidthMask(ByteBuffer.wrap(compression
                        .width()
                        .setWide(teacher.hidden())
                        .map(WidthMask::toBitmap)
                        .orElse(new byte[0])))
                .build();
    }
}
