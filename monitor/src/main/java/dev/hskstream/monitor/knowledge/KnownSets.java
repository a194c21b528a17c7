package dev.hskstream.monitor.knowledge;

import dev.hskstream.monitor.stream.Refusals;
import dev.hskstream.monitor.stream.Refusals.RefusedException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.layout.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/**
 * The manifests that records belong to. A set's manifest is written before its first record, but it is read by another
 * thread and may arrive later; a record without its manifest waits for it, so that what is counted does not depend on
 * that race.
 */
final class KnownSets {
    private static final long PAUSE_MILLIS = 20;

    private final Function<String, byte @Nullable []> stored;
    private final Deserializer<KnowledgeManifest> manifests;
    private final Duration patience;
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> missing = new HashSet<>();

    /**
     * The last seen manifest of a set.
     *
     * @param strangers lineages that are not the set's, for which nobody need wait again
     */
    private record Known(ByteBuffer manifest, SetFacts facts, Set<String> strangers) {}

    /**
     * Creates it without reading anything.
     *
     * @param stored the newest manifest of a set
     * @param patience how long a record waits for its manifest
     */
    KnownSets(
            Function<String, byte @Nullable []> stored, Deserializer<KnowledgeManifest> manifests, Duration patience) {
        this.stored = stored;
        this.manifests = manifests;
        this.patience = patience;
    }

    /**
     * The facts of the set that a record was made for.
     *
     * @throws RefusedException if there is no such set, or the record has another lineage
     */
    SetFacts of(String set, KnowledgeRecord record) throws RefusedException {
        long start = System.nanoTime();
        String lineage = SetFacts.hex(record.getLineage());
        while (true) {
            Known now = known(set);
            if (now != null && now.facts().made(record)) {
                return now.facts();
            }
            boolean waited =
                    now == null ? missing.contains(set) : now.strangers().contains(lineage);
            if (waited || System.nanoTime() - start >= patience.toNanos()) {
                throw refused(set, lineage, now);
            }
            pause();
        }
    }

    private RefusedException refused(String set, String lineage, @Nullable Known now) {
        if (now == null) {
            missing.add(set);
            return new RefusedException("there is no manifest of set " + set);
        }
        now.strangers().add(lineage);
        return new RefusedException(
                "lineage is " + lineage + ", the set's is " + now.facts().lineage()
                        + "; the record was made by another teacher, tokenizer, compression or from other data");
    }

    private @Nullable Known known(String set) throws RefusedException {
        byte[] manifest = stored.apply(set);
        if (manifest == null) {
            known.remove(set);
            return null;
        }
        Known before = known.get(set);
        if (before != null && before.manifest().equals(ByteBuffer.wrap(manifest))) {
            return before;
        }
        KnowledgeManifest read = Refusals.read(manifests, Topics.MANIFESTS, manifest);
        if (read.getLineage() == null) {
            return null;
        }
        Known now = new Known(ByteBuffer.wrap(manifest), SetFacts.of(read), new HashSet<>());
        known.put(set, now);
        missing.remove(set);
        return now;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamsException("interrupted while waiting for a manifest", e);
        }
    }
}
