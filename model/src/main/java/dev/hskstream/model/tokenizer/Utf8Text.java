package dev.hskstream.model.tokenizer;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A file that has to be UTF-8 text: read whole, or named as what it is instead. */
final class Utf8Text {
    private static final int HEAD = 64;

    private Utf8Text() {}

    /** The text; {@link UserException} names the file, the line and what stands there. */
    static String read(Path file) {
        byte[] bytes = bytes(file);
        refuseOtherKinds(file, bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, text, true);
        if (result.isError()) {
            throw new UserException(file + ":" + lineAt(bytes, in.position()) + ": not UTF-8 text (byte "
                    + String.format(Locale.ROOT, "0x%02X", bytes[in.position()])
                    + "), perhaps Latin-1 or Windows-1252; convert the file with iconv -t UTF-8");
        }
        return text.flip().toString();
    }

    /** The lines, each ended by {@code \n} or {@code \r\n}; a carriage return elsewhere is refused with its line. */
    static List<String> lines(Path file) {
        String text = read(file);
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end;
            int stop = end > start && text.charAt(end - 1) == '\r' ? end - 1 : next;
            String line = text.substring(start, stop);
            if (line.indexOf('\r') >= 0) {
                throw new UserException(file + ":" + (lines.size() + 1)
                        + ": a stray carriage return within the line, where programs disagree on whether a new line"
                        + " begins; take it out, or write the file anew with plain line feeds");
            }
            lines.add(line);
            start = next + 1;
        }
        return lines;
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserException(file + ": is a directory, not a file");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void refuseOtherKinds(Path file, byte[] bytes) {
        String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
        String lower = head.strip().toLowerCase(Locale.ROOT);
        if (bytes.length == 0) {
            throw new UserException(file + ": is empty; download it anew");
        }
        if (head.startsWith("version https://git-lfs")) {
            throw new UserException(file + ": is a Git LFS pointer, not the file itself; run git lfs pull");
        }
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            throw new UserException(file + ": is an HTML page, not the file itself; download it anew");
        }
        if (head.startsWith("\u00ff\u00fe") || head.startsWith("\u00fe\u00ff") || head.indexOf('\0') >= 0) {
            throw new UserException(file + ": is UTF-16 text or no text at all; convert it with iconv -f UTF-16 -t UTF-8");
        }
        if (head.startsWith("\u00ef\u00bb\u00bf")) {
            throw new UserException(file + ":1: begins with a byte order mark, which would become part of the first"
                    + " token; save the file as UTF-8 without one");
        }
    }

    private static int lineAt(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
