package dev.hskstream.console;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Describes file failures with the file's name; the messages of {@code java.nio.file} are often only a path. */
final class FileMessages {
    private FileMessages() {}

    static String describe(IOException failure) {
        if (failure instanceof FileSystemException file) {
            return (file.getFile() == null ? "a file" : file.getFile()) + ": " + reason(file);
        }
        if (failure instanceof FileNotFoundException || failure instanceof BindException) {
            return ErrorMessages.messageOrName(failure);
        }
        if (failure instanceof CharacterCodingException) {
            return "a file is not UTF-8 text (" + ErrorMessages.messageOrName(failure) + ")";
        }
        return failure.getMessage() == null
                ? "input or output failed (" + failure.getClass().getSimpleName() + ")"
                : ErrorMessages.oneLine(failure.getMessage());
    }

    /**
     * Describes a failure that was wrapped where the file's name was known. Uses the wrapper's message, unless the
     * failure itself names the file.
     */
    static String describe(UncheckedIOException named) {
        IOException failure = Objects.requireNonNull(named.getCause());
        String message = named.getMessage();
        boolean namesItself = failure instanceof FileSystemException file && file.getFile() != null;
        if (namesItself || message == null || message.isBlank() || message.equals(failure.toString())) {
            return describe(failure);
        }
        String line = ErrorMessages.oneLine(message);
        if (failure instanceof CharacterCodingException && failure.getMessage() != null) {
            return line.replace(failure.getMessage(), "it is not UTF-8 text");
        }
        return line.replace(": Is a directory", ": it is a directory, not a file");
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
            return "is a file, not a directory";
        }
        if ("Is a directory".equals(failure.getReason())) {
            return "is a directory, not a file";
        }
        return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
    }
}
