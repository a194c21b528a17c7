package dev.hskstream.cli.bench;

import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.base.work.StopRequest;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.seal.SetSealer;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.tensor.Precision;
import dev.hskstream.producer.teach.Extract;
import dev.hskstream.producer.teach.ProductionContract;
import dev.hskstream.producer.teach.Teacher;
import dev.hskstream.producer.worker.ProducerListener;
import dev.hskstream.producer.worker.TeacherWorker;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.SampleLayout;
import dev.hskstream.schemas.selection.StandardCompression;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sets that a teacher with random weights actually produces. */
final class ProducedSet implements AutoCloseable {
    private static final int MAX_LENGTH = 128;

    private final KafkaConnection connection;
    private final PretrainedModel model;
    private final Extract extract;
    private final Teacher teacher;
    private final int[] lengths;

    private ProducedSet(KafkaConnection connection, PretrainedModel model, Extract extract, int[] lengths) {
        this.connection = connection;
        this.model = model;
        this.extract = extract;
        this.teacher = new Teacher(
                model, extract, MAX_LENGTH, ProduceDefaults.batchSize(), Precision.FLOAT32, new StopWatch());
        this.lengths = lengths;
    }

    /** Uses a BERT-base as the teacher. */
    static ProducedSet of(Fixtures fixtures, int[] lengths) {
        return of(fixtures, fixtures.teacher(), lengths);
    }

    /** Uses a BERT-base as the teacher, and takes this out of its forward passes. */
    static ProducedSet of(Fixtures fixtures, Extract extract, int[] lengths) {
        return new ProducedSet(fixtures.kafka().connection(), fixtures.teacher(), extract, lengths);
    }

    /** Uses this model as the teacher. */
    static ProducedSet of(Fixtures fixtures, PretrainedModel model, int[] lengths) {
        return new ProducedSet(
                fixtures.kafka().connection(), model, Extract.of(StandardCompression.compression()), lengths);
    }

    /** The teacher's forward passes over the batches that a worker forms from such a set, one element per block. */
    List<Teacher.ForwardPasses> forwardPasses() {
        List<Example> examples = SyntheticText.examples(lengths);
        List<Teacher.ForwardPasses> passes = new ArrayList<>();
        for (int from = 0; from < examples.size(); from += SampleLayout.BLOCK) {
            passes.add(teacher.forwardPasses(
                    examples.subList(from, Math.min(examples.size(), from + SampleLayout.BLOCK))));
        }
        return passes;
    }

    /** Loads a new set with the samples and claims it for this teacher. */
    BenchSet load() {
        return load(lengths);
    }

    /** Loads a new set with one block of samples, the least that a worker produces. */
    BenchSet loadBlock() {
        return load(Arrays.copyOf(lengths, Math.min(lengths.length, SampleLayout.BLOCK)));
    }

    private BenchSet load(int[] samples) {
        BenchSet set = new BenchSet(connection, "bench-produced-" + System.nanoTime(), samples);
        set.load();
        ProductionContract claim = new ProductionContract(model, "random", extract, MAX_LENGTH, Precision.FLOAT32);
        new ManifestStore(connection).update(set.topics().set(), claim::on);
        return set;
    }

    /** Produces all of the set's knowledge with one worker. */
    void produce(BenchSet set) {
        KnowledgeManifest manifest =
                new ManifestStore(connection).require(set.topics().set());
        new TeacherWorker(
                        connection,
                        set.topics(),
                        teacher,
                        SetCodec.of(manifest),
                        "bench",
                        ProduceDefaults.transactionSize())
                .run(manifest.getSamples(), ProducerListener.SILENT, StopRequest.never(), new StopWatch());
    }

    /** Seals the set as {@code hsk seal} does. */
    void seal(BenchSet set) {
        new SetSealer(connection, Clock.systemUTC()).seal(set.topics().set());
    }

    @Override
    public void close() {
        teacher.close();
    }
}
