package dev.hskstream.trainer.replay;

import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.codec.Knowledge;
import dev.hskstream.schemas.codec.KnowledgeCodec;
import dev.hskstream.schemas.codec.SetDigest;
import dev.hskstream.schemas.manifest.SetCodec;
import dev.hskstream.trainer.batch.RowSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A sealed set as a source of rows: fetched once from Kafka, then read from a memory-mapped file. */
public final class ReplaySource implements RowSource, AutoCloseable {
    private final KnowledgeManifest manifest;
    private final KnowledgeCodec codec;
    private final ReplayCache cache;
    private final SetDigest digest;
    private final int[] lengths;

    private ReplaySource(KnowledgeManifest manifest, Path directory) {
        this.manifest = manifest;
        this.codec = SetCodec.of(manifest);
        this.digest = new SetDigest(manifest.getSamples());
        int samples = (int) manifest.getSamples();
        this.cache = new ReplayCache(directory, samples);
        this.lengths = new int[samples];
    }

    /**
     * Fetches the whole set.
     *
     * @param directory where the local copy goes
     * @param progress is told the number of records so far
     * @throws SchemasException if a sample is missing, doubled, of another lineage or not decodable
     */
    public static ReplaySource fetch(
            SetReader reader, KnowledgeManifest manifest, Path directory, LongConsumer progress) {
        ReplaySource source = new ReplaySource(manifest, directory);
        try {
            long[] count = {0};
            reader.knowledge(record -> {
                source.add(record);
                progress.accept(++count[0]);
            });
            if (count[0] != manifest.getSamples()) {
                throw new SchemasException("set " + manifest.getSet() + ": the topic gave " + count[0] + " of "
                        + manifest.getSamples() + " samples; was it truncated? Produce the set anew");
            }
            if (!source.digest.hex().equals(manifest.getDigest())) {
                throw new SchemasException("set " + manifest.getSet() + ": its records have the digest "
                        + source.digest.hex() + ", it was sealed with " + manifest.getDigest()
                        + "; the topic was changed since, produce the set anew");
            }
            source.cache.freeze();
            return source;
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    @Override
    public int size() {
        return lengths.length;
    }

    @Override
    public int length(int index) {
        return lengths[index];
    }

    @Override
    public Knowledge row(int index) {
        try {
            return codec.decode(KnowledgeRecord.getDecoder().decode(cache.get(index)));
        } catch (IOException e) {
            throw new UncheckedIOException("the local copy of sample " + index + " cannot be read", e);
        }
    }

    @Override
    public String digest() {
        return String.valueOf(manifest.getDigest());
    }

    @Override
    public void close() {
        cache.close();
    }

    private void add(KnowledgeRecord record) {
        long sample = record.getSample();
        if (!digest.add(record)) {
            throw new SchemasException("set " + manifest.getSet() + ": sample " + sample
                    + " comes twice; the set is damaged, produce it anew");
        }
        int index = (int) sample;
        lengths[index] = codec.decode(record).tokenIds().length;
        try {
            ByteBuffer bytes = record.toByteBuffer();
            cache.put(index, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode sample " + sample, e);
        }
    }
}
