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
 * The local copies of sealed sets in one directory, shared by all students on the host.
 *
 * <p>A copy is written by one student at a time, under a lock, as {@code DIGEST.part}. It is forced to disk and its
 * digest compared with the manifest's before it is renamed to {@code DIGEST.hskc}, so a file with that name is
 * complete. A killed student leaves at most an unfinished part, which the next one overwrites. Opening a copy computes
 * the digest of the whole file again, so that a student never trains on bytes that changed on disk.
 */
public final class SetCache {
    private final Path directory;
    private final WorkListener listener;
    private final long segment;

    /** Creates a cache in {@code directory}, which may not exist yet. */
    public SetCache(Path directory, WorkListener listener) {
        this(directory, listener, RecordLayout.SEGMENT);
    }

    /** Creates a cache with this segment size in bytes, which limits the size of a record with its frame. */
    SetCache(Path directory, WorkListener listener, long segment) {
        this.directory = directory;
        this.listener = listener;
        this.segment = segment;
    }

    /**
     * Opens the set's copy, and creates it if it is missing or damaged.
     *
     * @param source provides the records if a copy must be created
     * @throws CacheException if the disk is full or a file operation fails
     * @throws UserException if the source's records are not the sealed ones
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

    /**
     * Returns empty if there is no intact copy. A damaged one is not deleted here, because without the lock another
     * student may just have replaced it.
     */
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
            // Does nothing if the file was renamed.
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
