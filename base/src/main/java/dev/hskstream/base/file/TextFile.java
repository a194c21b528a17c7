package dev.hskstream.base.file;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads text files in UTF-8, strictly. If a file is something else, the exception names the file and the line. A byte
 * order mark at the start is removed.
 */
public final class TextFile {
    private TextFile() {}

    /**
     * Reads the whole text.
     *
     * @throws UserException if the file is missing, a directory, empty, in another format or in another encoding
     */
    public static String read(Path file) {
        FileKind.refuseOther(file, FileForm.JSON, FileForm.XML);
        String text = decode(file, bytes(file));
        if (text.indexOf('\0') >= 0) {
            throw new UserException(
                    file + ": is no text, it has a zero byte on line " + line(text, text.indexOf('\0')));
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /**
     * Reads the lines of a list in which line numbers matter. Lines end with LF or CR LF.
     *
     * @throws UserException as {@link #read}, and for a carriage return anywhere else: readers disagree on whether it
     *     ends a line, so all later lines could get other numbers
     */
    public static List<String> lines(Path file) {
        String text = read(file).replace("\r\n", "\n");
        int stray = text.indexOf('\r');
        if (stray >= 0) {
            throw new UserException(file + ": line " + line(text, stray) + " has a stray carriage return, which some"
                    + " programs take for the end of a line; remove it");
        }
        List<String> lines = Arrays.asList(text.split("\n", -1));
        return lines.get(lines.size() - 1).isEmpty() ? lines.subList(0, lines.size() - 1) : lines;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String decode(Path file, byte[] bytes) {
        Utf8Fault.in(bytes).ifPresent(fault -> {
            throw new UserException(file + ": " + malformed(bytes, fault));
        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String malformed(byte[] bytes, Utf8Fault fault) {
        String before = new String(bytes, 0, fault.at(), StandardCharsets.UTF_8);
        long line = line(before, before.length());
        return fault.cut()
                ? "ends in the middle of a character on line " + line + ": the file was cut off; get it again"
                : String.format(
                        Locale.ROOT,
                        "line %d has the byte 0x%02x, which is not UTF-8; if the text is Latin-1 or Windows-1252,"
                                + " convert it: iconv -f WINDOWS-1252 -t UTF-8",
                        line,
                        fault.value());
    }

    /** The line number, from 1, of a position in the text. */
    private static long line(String text, int at) {
        return 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
