package dev.hskstream.trainer.command;

import dev.hskstream.base.UsageException;
import dev.hskstream.base.UserException;
import dev.hskstream.console.CacheOptions;
import dev.hskstream.console.Terminal;
import dev.hskstream.kafka.catalog.SealedRanges;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.copy.RecordFile;
import dev.hskstream.kafka.copy.SetCache;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.trainer.order.PermutedEpochs;
import dev.hskstream.trainer.replay.CachedRows;
import dev.hskstream.trainer.replay.FollowedReplay;
import dev.hskstream.trainer.replay.PermutedReplay;
import dev.hskstream.trainer.replay.Replay;
import dev.hskstream.trainer.replay.SealedSet;
import dev.hskstream.trainer.replay.SetReader;
import dev.hskstream.trainer.replay.StreamedReplay;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say how a set is read from Kafka into batches. */
final class ReplayOptions {
    @Option(
            names = "--cache",
            defaultValue = "shared",
            paramLabel = "shared|none",
            description =
                    "shared: one local copy of the set for all students of this host, every epoch a full permutation."
                            + " none: read Kafka in every epoch, in shuffled blocks.")
    private Cache cache = Cache.SHARED;

    @Mixin
    private CacheOptions directory = new CacheOptions();

    @Option(
            names = "--follow",
            description =
                    "Start while the teacher still produces the set: the first epoch takes records as they come and"
                            + " ends when the set is sealed.")
    private boolean follow;

    enum Cache {
        SHARED,
        NONE
    }

    /**
     * The set to train on.
     *
     * @throws UsageException if the options contradict each other
     */
    SealedSet set(KafkaConnection connection, String name) {
        if (follow && cache == Cache.NONE) {
            throw new UsageException("--follow needs a copy for its later epochs; leave out --cache none");
        }
        return follow ? SealedSet.follow(connection, name, System.err::println) : SealedSet.open(connection, name);
    }

    /** Opens the set's epochs; copies the set first, unless it is followed or {@code --cache none} is given. */
    Replay open(KafkaConnection connection, SetReader reader, KnowledgeManifest manifest, long seed, int batchSize) {
        if (!follow) {
            tellOfLoss(connection, manifest);
        }
        if (follow) {
            return new FollowedReplay(
                    connection, manifest, directory.directory(), seed, batchSize, System.err::println);
        }
        if (cache == Cache.NONE) {
            System.err.println("--cache none: each epoch reads set " + manifest.getSet()
                    + " from Kafka, in an order that is a block shuffle and no full permutation");
            return new StreamedReplay(manifest, seed, batchSize, reader::blocks);
        }
        return new PermutedReplay(
                new PermutedEpochs(copy(reader, manifest), seed, batchSize), SealedRanges.of(manifest));
    }

    /**
     * If records were deleted from the topic, an existing local copy can still be trained on. If the topic itself is
     * gone or replaced, it cannot: the training commits its progress as offsets of that topic.
     */
    private void tellOfLoss(KafkaConnection connection, KnowledgeManifest manifest) {
        new SetLoss(connection, manifest).knowledge("Read").ifPresent(loss -> {
            String lost = SetLoss.knowledgeLost(manifest, loss);
            if (cache == Cache.NONE || loss.gaps().isEmpty()) {
                throw new UserException(lost);
            }
            System.err.println(lost);
        });
    }

    /** The options and contents that decide the samples and the kind of their order, each with its value. */
    Map<String, String> origins(KnowledgeManifest manifest) {
        Map<String, String> from = new LinkedHashMap<>();
        from.put("--set", manifest.getSet());
        from.put("--follow", Boolean.toString(follow));
        from.put("--cache", cache.name().toLowerCase(Locale.ROOT));
        if (manifest.getDigest() != null) {
            from.put("digest of --set", Digests.shown(manifest.getDigest()));
        }
        return from;
    }

    /** Where the training reads the set, as its events say it. */
    String source() {
        if (follow) {
            return "follow";
        }
        return cache == Cache.NONE ? "kafka" : "copy";
    }

    private CachedRows copy(SetReader reader, KnowledgeManifest manifest) {
        RecordFile file = new SetCache(directory.directory(), Terminal.get()).open(manifest, reader::records);
        return new CachedRows(manifest, file);
    }
}
