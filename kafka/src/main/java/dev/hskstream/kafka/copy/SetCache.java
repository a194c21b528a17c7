package dev.hskstream.kafka.copy;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.AtomicFiles;
import dev.hskstream.base.file.OwnerLock;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The local copies of sealed sets in one directory, shared by all students of the host.
 *
 * <p>A copy is written by one student at a time, under a lock, as {@code DIGEST.part}. It is forced to disk and its digest
 * compared with the manifest's before it is renamed to {@code DIGEST.hskc}: what has that name is whole. A student that is
 * killed leaves at most a part, which the next one writes over. Whoever opens a copy digests all of it anew, so that bytes
 * that the disk has changed since are not trained on.
 */
public final class SetCache {
    private final Path directory;
    private final WorkListener listener;
    private final long segment;

    /** The copies in {@code directory}, which need not be there. */
    public SetCache(Path directory, WorkListener listener) {
        this(directory, listener, RecordLayout.SEGMENT);
    }

    /** With segments of that many bytes, the longest that a record with its frame can be. */
    SetCache(Path directory, WorkListener listener, long segment) {
        this.directory = directory;
        this.listener = listener;
        this.segment = segment;
    }

    /**
     * The set's copy, which is made where it is missing or damaged.
     *
     * @param source gives the records, if they are needed
     * @throws CacheException if the disk has no room for it or does not do what it is told
     * @throws UserException if the records of the source are not those that were sealed
     */
    public RecordFile open(KnowledgeManifest manifest, RecordSource source) {
        CopyNames names = CopyNames.of(directory, manifest.getDigest());
        try {
            return find(names, manifest).orElseGet(() -> locked(names, manifest, source));
        } catch (IOException e) {
            throw CacheErrors.of(directory, e);
        } catch (UncheckedIOException e) {
            throw CacheErrors.of(directory, Objects.requireNonNull(e.getCause()));
        }
    }

    /** Empty where there is no copy, or a damaged one: only under the lock is it known to be nobody's new one. */
    private Optional<RecordFile> find(CopyNames names, KnowledgeManifest manifest) throws IOException {
        try {
            return Optional.of(checked(names, manifest));
        } catch (NoSuchFileException | DamagedCopyException e) {
            return Optional.empty();
        }
    }

    private RecordFile locked(CopyNames names, KnowledgeManifest manifest, RecordSource source) {
        OwnerLock lock = OwnerLock.await(
                names.lock(),
                () -> listener.notice("another student on this host is copying set " + manifest.getSet() + " to "
                        + directory + "; waiting for it"));
        try {
            return checked(names, manifest);
        } catch (NoSuchFileException e) {
            return fill(names, manifest, source);
        } catch (DamagedCopyException e) {
            listener.notice(names.copy() + " is damaged: " + e.getMessage() + "; it is removed and copied anew");
            return fill(names, manifest, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.close();
        }
    }

    private RecordFile checked(CopyNames names, KnowledgeManifest manifest) throws IOException {
        if (!Files.exists(names.copy())) {
            throw new NoSuchFileException(names.copy().toString());
        }
        String what = "check the copy of " + manifest.getSet();
        try (WorkListener.Task task = listener.begins(what, manifest.getSamples(), "records")) {
            return RecordFileReader.open(
                    names.copy(), manifest.getSamples(), String.valueOf(manifest.getDigest()), () -> task.advance(1));
        }
    }

    private RecordFile fill(CopyNames names, KnowledgeManifest manifest, RecordSource source) {
        try {
            Files.deleteIfExists(names.copy());
            Files.deleteIfExists(names.part());
            requireSpace(manifest);
            return written(names, manifest, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RecordFile written(CopyNames names, KnowledgeManifest manifest, RecordSource source) throws IOException {
        try (RecordFileWriter writer = RecordFileWriter.create(names.part(), manifest.getSamples(), segment);
                WorkListener.Task task =
                        listener.begins("copy " + manifest.getSet(), manifest.getSamples(), "records")) {
            source.read((sample, bytes) -> {
                writer.add(sample, bytes);
                task.advance(1);
            });
            WholeSet.require(manifest, writer.records(), writer.digest());
            RecordFile file = writer.finish();
            AtomicFiles.rename(names.part(), names.copy());
            return file;
        } finally {
            // Of no effect once it has its name.
            Files.deleteIfExists(names.part());
        }
    }

    private void requireSpace(KnowledgeManifest manifest) throws IOException {
        long needed = RecordLayout.estimate(manifest.getSamples(), manifest.getRecordBytes());
        long free = Files.getFileStore(directory).getUsableSpace();
        if (needed > free) {
            throw CacheErrors.space(directory, manifest.getSet(), needed, free);
        }
    }
}
