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
 * A directory that is replaced as a whole.
 *
 * <p><b>Replacing.</b> No portable call exchanges two directories, and a directory cannot be renamed onto one that has
 * files. So the new one is written beside the place under a name of its own, everything in it is forced to disk, and then
 * three renames follow: the new one becomes {@code .NAME.new}, which means that it is complete; the old one becomes
 * {@code .NAME.old}; the new one gets the name. Whenever the process or the machine stops, there is a complete directory
 * under one of these names, and {@link #recover}, which readers and writers call first, gives it its name back: the new
 * one if it was complete, else the old one. A directory that has its name is never touched by it.
 */
public final class AtomicDirectory {
    private AtomicDirectory() {}

    /** Writes a directory's files into an empty directory. */
    public interface Content {
        /** Writes everything; the caller forces it to disk. */
        void writeTo(Path directory) throws IOException;
    }

    /**
     * Makes the directory, or replaces it with all that is in it; everything is on disk when this returns. Where that
     * fails, an earlier one is still there as it was. Where the path is a link, what it points to is replaced.
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

    /** Ends a replacement that was interrupted between its renames; where there was none, nothing happens. */
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

    /** A reader that comes between two renames may be the one who gives the directory its name. */
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

    /** On the same file system; a JDK temporary directory could be elsewhere, and would be readable by its owner only. */
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

    /** What is in a directory comes before the directory. */
    private static List<Path> tree(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
