package dev.hskstream.trainer.replay;

import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.ManifestWatch;
import dev.hskstream.kafka.catalog.SealedRanges;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.copy.RecordFileWriter;
import dev.hskstream.kafka.copy.WholeSet;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.kafka.waiting.WaitPolicy;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.trainer.order.PermutedEpochs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A set that is still being produced. Epoch 0 uses the records in the order in which they arrive, and copies them to a
 * private file. Its last batch is returned only once the set is sealed and the copy has the sealed set's digest. Later
 * epochs are read from the copy, in the same permutations as for a set that was already sealed.
 *
 * <p>If the production starts over meanwhile, samples arrive again. They are skipped if their bytes are the same as before.
 *
 * <p>The order of arrival differs from run to run. A training that resumes within epoch 0 reads the set from its start
 * and skips the samples that it has already trained on.
 */
public final class FollowedReplay implements Replay {
    private final KafkaConnection connection;
    private final KnowledgeManifest manifest;
    private final KnowledgeCodec codec;
    private final long seed;
    private final int batchSize;
    private final Consumer<String> notices;
    private final RecordFileWriter copy;
    private final KnowledgeTail arrivals;
    private final ManifestWatch watch;
    private final Restarts restarts;
    /** Written by the reading thread, read by others. */
    private volatile SortedMap<Integer, TopicScan.Range> ranges = new TreeMap<>();

    private @Nullable PermutedEpochs whole;

    /**
     * Creates a replay; nothing is read before the first epoch.
     *
     * @param manifest the manifest of a set that has a teacher, sealed or not
     * @param directory the directory for the private copy
     */
    public FollowedReplay(
            KafkaConnection connection,
            KnowledgeManifest manifest,
            Path directory,
            long seed,
            int batchSize,
            Consumer<String> notices) {
        this.connection = connection;
        this.manifest = manifest;
        this.codec = SetCodec.of(manifest);
        this.seed = seed;
        this.batchSize = batchSize;
        this.notices = notices;
        new SetLoss(connection, manifest).requireKnowledge();
        this.watch = new ManifestStore(connection).watch(manifest.getSet());
        this.restarts = new Restarts(
                samples(), manifest.getPartitions(), () -> watch.now().getPartitions(), this::sayProducedAgain);
        this.copy = RecordFileWriter.unnamed(directory, manifest.getSamples());
        this.arrivals = new KnowledgeTail(connection, manifest, batchSize, this::state, notices);
    }

    @Override
    public SortedMap<Integer, TopicScan.Range> ranges() {
        return ranges;
    }

    @Override
    public int samples() {
        return (int) manifest.getSamples();
    }

    /** Contains the lineage and not the digest, so that it is the same before and after the set is sealed. */
    @Override
    public String identity() {
        return "lineage " + HexFormat.of().formatHex(codec.lineage().bytes()) + " of " + samples() + " followed";
    }

    @Override
    public Epoch open(int epoch, int batch, BitSet seen) {
        return epoch == 0 ? new FirstEpoch(seen) : whole().open(epoch, batch, seen);
    }

    @Override
    public void close() {
        arrivals.close();
        watch.close();
        copy.close();
    }

    /** The sealed set's epochs. Reads the records that have not been read yet, and waits for the seal. */
    private PermutedEpochs whole() {
        if (whole == null) {
            while (copy.records() < samples()) {
                arrive(knowledge -> {});
            }
            KnowledgeManifest sealed = sealed();
            WholeSet.require(sealed, copy.records(), copy.digest());
            ranges = SealedRanges.of(sealed);
            whole = new PermutedEpochs(new CachedRows(sealed, copy.finish()), seed, batchSize);
        }
        return whole;
    }

    private KnowledgeManifest sealed() {
        String set = manifest.getSet();
        return BrokerWait.of(WaitPolicy.FOLLOW, connection, notices)
                .until(
                        watch::now,
                        now -> SetState.of(now) == SetState.COMPLETE,
                        "all samples of set " + set + " have come; waiting for its seal: hsk seal --set " + set);
    }

    private void arrive(Consumer<Knowledge> sink) {
        Duration silence = arrivals.poll(record -> {
            if (!known(record)) {
                sink.accept(copied(record.value()));
            }
            restarts.came((int) record.value().getSample(), record.partition(), record.offset());
        });
        if (silence.compareTo(BrokerWait.NOTICE) > 0) {
            requireMoreToCome();
        }
    }

    /** Whether the sample was received before the production started over, and is unchanged. */
    private boolean known(ConsumerRecord<Long, KnowledgeRecord> record) {
        long sample = record.value().getSample();
        if (!copy.has(sample)) {
            return false;
        }
        boolean again = restarts.explain((int) sample, record.partition(), record.offset());
        if (again && !copy.hasSame(sample, RecordBytes.of(record.value()))) {
            throw new CodecException("sample " + sample + " is not what it was before the set was produced again; start"
                    + " the training anew with --restart, or produce with the batch size and threads of before");
        }
        return again;
    }

    private void sayProducedAgain() {
        notices.accept("set " + manifest.getSet()
                + " is produced again; samples that came before are compared and passed over");
    }

    private Knowledge copied(KnowledgeRecord record) {
        Knowledge knowledge = codec.decode(record);
        copy.add(record.getSample(), RecordBytes.of(record));
        return knowledge;
    }

    private void requireMoreToCome() {
        KnowledgeManifest now = watch.now();
        new SetLoss(connection, now).requireKnowledge();
        if (SetState.of(now) == SetState.COMPLETE && arrivals.passed(SealedRanges.of(now))) {
            WholeSet.require(now, copy.records(), copy.digest());
        }
    }

    private String state() {
        return copy.records() + " of " + samples() + " samples have come";
    }

    private final class FirstEpoch implements Epoch {
        private final BitSet seen;
        private final Deque<Knowledge> waiting = new ArrayDeque<>();

        FirstEpoch(BitSet seen) {
            this.seen = (BitSet) seen.clone();
        }

        @Override
        public List<Knowledge> next() {
            while (waiting.size() < batchSize && copy.records() < samples()) {
                arrive(this::take);
            }
            List<Knowledge> batch = new ArrayList<>();
            while (batch.size() < batchSize && !waiting.isEmpty()) {
                batch.add(waiting.removeFirst());
            }
            if (waiting.isEmpty() && copy.records() == samples()) {
                whole();
            }
            return batch;
        }

        private void take(Knowledge knowledge) {
            if (!seen.get((int) knowledge.sample())) {
                waiting.add(knowledge);
            }
        }
    }
}
