package dev.hskstream.base.file;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format of a file, detected from its content and not from its name. A reader that was given a wrong file reports
 * this instead of its parser's error: that a download is a Git LFS pointer, a web page or an archive, or was cut off.
 *
 * @param description a few words that can follow "is"; quotes the file's text where that helps
 */
public record FileKind(FileForm form, String description) {
    private static final int HEAD_BYTES = 4096;
    private static final int QUOTED = 60;

    /** Upper bound for the size of a server's error message, in bytes; real model and data files are larger. */
    private static final long LONGEST_MESSAGE = 2000;

    private static final int TAR_MAGIC_AT = 257;

    private static final Pattern LFS_SIZE = Pattern.compile("(?m)^size (\\d{1,15})\\s*$");

    private static final Pattern JSON_ERROR = Pattern.compile(
            "^\\s*\\{\\s*\"(?:error|errors|message|detail|details|status|statusCode|code|title|type)\"\\s*:.*",
            Pattern.DOTALL);

    private static final Pattern JSON_REASON =
            Pattern.compile("\"(?:error|message|detail|title|error_description)\"\\s*:\\s*\"([^\"]{1,200})\"");

    private static final Pattern TEXT_ERROR = Pattern.compile(
            "(?i)\\s*(\\d{3}\\b.{0,80}|[^\\n]*(not found|forbidden|unauthorized|access denied|is restricted|bad gateway"
                    + "|invalid username|invalid credentials|service unavailable|too many requests)[^\\n]*)\\s*");

    private static final Set<FileForm> OPEN = EnumSet.of(FileForm.TEXT, FileForm.BINARY);

    /** Detects the format from the file's first bytes. Throws a {@link UserException} if the file does not exist. */
    public static FileKind of(Path file) {
        if (Files.isDirectory(file)) {
            return plain(FileForm.DIRECTORY);
        }
        if (!Links.exists(file)) {
            throw new UserException(file + ": there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            return of(head, head.length < HEAD_BYTES ? head.length : Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses a file that is recognised as another format than those asked for. Text and bytes in no known format are
     * accepted; the reader must check them.
     *
     * @throws UserException with the file's name and its detected format
     */
    public static void refuseOther(Path file, FileForm... asked) {
        FileKind kind = of(file);
        if (!OPEN.contains(kind.form) && !kind.is(asked)) {
            throw new UserException(file + ": is " + kind.description);
        }
    }

    /** Whether the file has one of these formats. */
    public boolean is(FileForm... forms) {
        return Arrays.asList(forms).contains(form);
    }

    /**
     * Detects the format from a file's first bytes.
     *
     * @param head the first bytes, up to a few thousand
     * @param size size of the whole file in bytes
     */
    static FileKind of(byte[] head, long size) {
        if (head.length == 0) {
            return plain(FileForm.EMPTY);
        }
        if (head[0] == 0 && allZero(head)) {
            return plain(FileForm.ZEROS);
        }
        return FileForm.byMagic(head).map(FileKind::plain).orElseGet(() -> withoutMagic(head, size));
    }

    private static FileKind withoutMagic(byte[] head, long size) {
        if (head.length > TAR_MAGIC_AT + 5
                && "ustar".equals(new String(head, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1))) {
            return plain(FileForm.TAR);
        }
        if (head.length > 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
            return plain(FileForm.PICKLE);
        }
        if (head.length > 9 && head[6] == 0 && head[7] == 0 && head[8] == '{') {
            return plain(FileForm.SAFETENSORS);
        }
        FileForm wide = WideText.form(head);
        if (wide != FileForm.BINARY) {
            return plain(wide);
        }
        return hasControls(head) ? plain(FileForm.BINARY) : text(new String(head, StandardCharsets.UTF_8), size);
    }

    private static FileKind text(String head, long size) {
        String text = head.startsWith("\ufeff") ? head.substring(1) : head;
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("version https://git-lfs") || start.startsWith("# xet version")) {
            return pointer(text);
        }
        if (start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head")) {
            return plain(FileForm.HTML);
        }
        if (start.startsWith("<?xml")) {
            return size < LONGEST_MESSAGE && start.contains("error")
                    ? plain(FileForm.SERVER_ERROR)
                    : plain(FileForm.XML);
        }
        if (size < LONGEST_MESSAGE && JSON_ERROR.matcher(text).matches()) {
            Matcher reason = JSON_REASON.matcher(text);
            return error(reason.find() ? reason.group(1) : text);
        }
        if (size < LONGEST_MESSAGE && TEXT_ERROR.matcher(text).matches()) {
            return error(text);
        }
        return start.startsWith("{") || start.startsWith("[\"") || start.startsWith("[{")
                ? new FileKind(FileForm.JSON, "JSON text that begins with " + quoted(text))
                : new FileKind(FileForm.TEXT, "text that begins with " + quoted(text));
    }

    private static FileKind pointer(String text) {
        Matcher size = LFS_SIZE.matcher(text);
        String described = FileForm.LFS_POINTER.description();
        return new FileKind(
                FileForm.LFS_POINTER,
                size.find() ? described.replace("the file;", "the file of " + size.group(1) + " bytes;") : described);
    }

    private static FileKind error(String text) {
        return new FileKind(
                FileForm.SERVER_ERROR,
                "a server's error message, " + quoted(text) + ", instead of the file; download it again");
    }

    private static FileKind plain(FileForm form) {
        return new FileKind(form, form.description());
    }

    /** The beginning of the file's text, shortened and on one line. */
    private static String quoted(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return '"' + (line.length() > QUOTED ? line.substring(0, QUOTED) + "..." : line) + '"';
    }

    private static boolean allZero(byte[] head) {
        for (byte value : head) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether there are control characters other than tab, line ends, form feed and escape, which starts a terminal's
     * colour codes.
     */
    private static boolean hasControls(byte[] head) {
        for (byte value : head) {
            if (value >= 0
                    && value < ' '
                    && value != '\t'
                    && value != '\n'
                    && value != '\r'
                    && value != '\f'
                    && value != 0x1b) {
                return true;
            }
        }
        return false;
    }
}
