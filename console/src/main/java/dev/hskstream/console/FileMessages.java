package dev.hskstream.console;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Names the file: the messages of {@code java.nio.file} are often the bare path. */
final class FileMessages {
    private FileMessages() {}

    static String describe(IOException failure) {
        if (failure instanceof FileSystemException file) {
            return (file.getFile() == null ? "a file" : file.getFile()) + ": " + reason(file);
        }
        if (failure instanceof FileNotFoundException || failure instanceof BindException) {
            return ErrorMessages.messageOrName(failure);
        }
        return failure.getMessage() == null
                ? "input or output failed (" + failure.getClass().getSimpleName() + ")"
                : ErrorMessages.oneLine(failure.getMessage());
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "is there already";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "is not empty";
        }
        if (failure instanceof NotDirectoryException) {
            return "is not a directory";
        }
        if ("Is a directory".equals(failure.getReason())) {
            return "is a directory, not a file";
        }
        return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
    }
}
