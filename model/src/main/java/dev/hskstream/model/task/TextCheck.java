package dev.hskstream.model.task;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.FileForm;
import dev.hskstream.base.file.FileKind;
import dev.hskstream.base.file.Utf8Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Checks that a table is UTF-8 text before it is split into rows, and reports the line and byte of an error. Lines end
 * with line feeds here, as in editors and in {@code sed -n 17p}.
 */
final class TextCheck {
    private final Path file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number = 1;
    private boolean plain = true;
    private byte previous = 1;
    private boolean returns;

    private TextCheck(Path file) {
        this.file = file;
    }

    /**
     * Checks a file.
     *
     * @throws UserException if it is not UTF-8 text, naming what it is instead
     */
    static void require(Path file) throws IOException {
        // Other binary files contain NUL bytes, which are reported with their line.
        FileKind.refuseOther(file, FileForm.JSON, FileForm.XML);
        try (InputStream in = Files.newInputStream(file)) {
            new TextCheck(file).check(in);
        }
    }

    private void check(InputStream in) throws IOException {
        byte[] chunk = new byte[1 << 16];
        for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
            for (int i = 0; i < size; i++) {
                accept(chunk[i]);
            }
        }
        boolean last = line.size() > 0;
        endOfLine(true);
        if (returns && number == 1 && last) {
            throw new UserException(
                    file + ": its lines end with carriage returns alone; convert it:" + " tr '\\r' '\\n' < FILE > NEW");
        }
    }

    private void accept(byte next) {
        if (next == '\n') {
            endOfLine(false);
            number++;
            return;
        }
        // A single NUL is a character that tokenizers drop; several mean a hole in the file or UTF-16 or UTF-32 text.
        if (next == 0 && previous == 0) {
            throw new UserException(file + ":" + number + ": byte " + (line.size() + 1)
                    + " of this line is one of several NULs, which no text has; make the file anew");
        }
        previous = next;
        returns |= next == '\r';
        plain &= next > 0;
        line.write(next);
    }

    private void endOfLine(boolean last) {
        if (!plain) {
            Utf8Fault.in(line.toByteArray()).ifPresent(fault -> {
                throw notUtf8(fault, last && fault.cut());
            });
        }
        plain = true;
        line.reset();
    }

    private UserException notUtf8(Utf8Fault fault, boolean cut) {
        String what = cut
                ? "; the file ends within a character: it was cut off, or is Latin-1"
                : "; convert the file (byte " + (fault.at() + 1) + " of the line is "
                        + String.format(Locale.ROOT, "0x%02X", fault.value())
                        + ", perhaps Latin-1 or Windows-1252: iconv -f WINDOWS-1252 -t UTF-8)";
        return new UserException(file + ":" + number + ": this line is not UTF-8" + what);
    }
}
