package dev.hskstream.base.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Replaces a directory as a whole.
 *
 * <p><b>How it works.</b> No portable system call exchanges two directories, and a directory cannot be renamed onto one
 * that contains files. So the new directory is written next to the target under a unique temporary name, everything in
 * it is forced to disk, and three renames follow: the new directory becomes {@code .NAME.new}, which marks it as
 * complete; the old one becomes {@code .NAME.old}; the new one gets the target's name. At whatever point the process or
 * the machine stops, a complete directory exists under one of these names. {@link #recover}, which readers and writers
 * call first, renames it to the target: the new directory if it was complete, otherwise the old one. If the target
 * exists, {@code recover} changes nothing.
 */
public final class AtomicDirectory {
    private AtomicDirectory() {}

    /** Writes a directory's files into an empty directory. */
    public interface Content {
        /** Writes all files; the caller forces them to disk. */
        void writeTo(Path directory) throws IOException;
    }

    /**
     * Creates the directory, or replaces it and everything in it. Everything is on disk when this returns. If it fails,
     * the previous directory is unchanged. If the path is a symbolic link, the link's target is replaced.
     */
    public static void replace(Path directory, Content content) throws IOException {
        Path target = Files.isSymbolicLink(directory) ? directory.toRealPath() : directory.toAbsolutePath();
        AtomicFiles.createDirectories(AtomicFiles.parent(target));
        recover(target);
        Path unfinished = Files.createDirectory(beside(target, "-" + UUID.randomUUID()));
        try {
            content.writeTo(unfinished);
            force(unfinished);
            delete(finished(target));
            delete(replaced(target));
            swap(unfinished, target);
        } finally {
            delete(unfinished);
        }
        delete(replaced(target));
        AtomicFiles.forceDirectory(AtomicFiles.parent(target));
    }

    /**
     * Completes a replacement that was interrupted between its renames. Does nothing if there was no such interruption.
     */
    public static void recover(Path directory) throws IOException {
        Path target = directory.toAbsolutePath().normalize();
        if (target.getFileName() == null || Files.exists(target)) {
            return;
        }
        for (Path complete : List.of(finished(target), replaced(target))) {
            if (!Files.exists(target) && Files.isDirectory(complete)) {
                moveUnlessDone(complete, target);
            }
        }
    }

    private static void swap(Path unfinished, Path target) throws IOException {
        Path finished = finished(target);
        move(unfinished, finished);
        if (Files.exists(target)) {
            move(target, replaced(target));
        }
        moveUnlessDone(finished, target);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        AtomicFiles.forceDirectory(AtomicFiles.parent(to));
    }

    /**
     * Tolerates that a concurrent reader, which calls {@link #recover} between two renames, has done this rename
     * already.
     */
    private static void moveUnlessDone(Path from, Path to) throws IOException {
        try {
            move(from, to);
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            if (!Files.isDirectory(to)) {
                throw e;
            }
        }
    }

    private static Path finished(Path target) {
        return beside(target, ".new");
    }

    private static Path replaced(Path target) {
        return beside(target, ".old");
    }

    /**
     * A sibling path, to stay on the same file system. Java's temporary directory may be on another file system, and
     * only its owner could read a directory created there.
     */
    private static Path beside(Path target, String suffix) {
        return target.resolveSibling("." + target.getFileName() + suffix);
    }

    private static void force(Path directory) throws IOException {
        for (Path path : tree(directory)) {
            if (Files.isDirectory(path)) {
                AtomicFiles.forceDirectory(path);
            } else {
                AtomicFiles.forceFile(path);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path path : tree(directory)) {
                Files.delete(path);
            }
        }
    }

    /** The directory and everything in it, contents before the directory that contains them. */
    private static List<Path> tree(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
