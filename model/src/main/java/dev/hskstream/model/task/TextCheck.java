package dev.hskstream.model.task;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.FileForm;
import dev.hskstream.base.file.FileKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Proves that a table is UTF-8 text before it is cut into rows, and says by line and byte where it is not. Lines end with
 * line feeds here, as in editors and in {@code sed -n 17p}.
 */
final class TextCheck {
    private final Path file;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number = 1;
    private boolean plain = true;
    private boolean returns;

    private TextCheck(Path file) {
        this.file = file;
    }

    /** Throws {@link UserException} where the file is no UTF-8 text, naming what it is instead. */
    static void require(Path file) throws IOException {
        // Other binary files have a zero byte, which is named by its line.
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
        if (next == 0) {
            throw new UserException(file + ":" + number + ": byte " + (line.size() + 1)
                    + " of this line is NUL, which no text has; make the file anew");
        }
        returns |= next == '\r';
        plain &= next > 0;
        line.write(next);
    }

    private void endOfLine(boolean last) {
        if (!plain) {
            decode(last);
        }
        plain = true;
        line.reset();
    }

    private void decode(boolean last) {
        ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
        CoderResult result = utf8.reset().decode(bytes, CharBuffer.allocate(bytes.remaining() + 1), true);
        if (result.isError()) {
            throw notUtf8(bytes.position(), bytes.get(bytes.position()), last && bytes.remaining() == result.length());
        }
    }

    private UserException notUtf8(int position, byte value, boolean cut) {
        String what = cut && (value & 0xC0) == 0xC0
                ? "; the file ends within a character: it was cut off, or is Latin-1"
                : "; convert the file (byte " + (position + 1) + " of the line is "
                        + String.format(Locale.ROOT, "0x%02X", value & 0xFF)
                        + ", perhaps Latin-1 or Windows-1252: iconv -f WINDOWS-1252 -t UTF-8)";
        return new UserException(file + ":" + number + ": this line is not UTF-8" + what);
    }
}
