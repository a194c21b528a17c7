package dev.hskstream.model.task;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells files that are no tables by how they begin. */
final class ForeignFile {
    private static final Map<String, String> MAGIC = new LinkedHashMap<>();

    static {
        MAGIC.put("fffe0000", utf("UTF-32"));
        MAGIC.put("0000feff", utf("UTF-32"));
        MAGIC.put("fffe", utf("UTF-16"));
        MAGIC.put("feff", utf("UTF-16"));
        MAGIC.put("504b0304", "is a zip archive or a workbook, no text; unpack it, or save the sheet as CSV (UTF-8)");
        MAGIC.put("d0cf11e0", "is an Excel workbook, no text; save the sheet as CSV (UTF-8)");
        MAGIC.put("1f8b", "is compressed with gzip; unpack it with gunzip");
        MAGIC.put("28b52ffd", "is compressed with Zstandard; unpack it with unzstd");
        MAGIC.put("fd377a58", "is compressed with xz; unpack it with unxz");
        MAGIC.put("425a68", "is compressed with bzip2; unpack it with bunzip2");
        MAGIC.put("50415231", "is a Parquet file, no text; export it as CSV");
        MAGIC.put("4152524f5731", "is an Arrow file, no text; export it as CSV");
    }

    private ForeignFile() {}

    /** What a file with these first bytes is, and what to do; empty if it may be a table. */
    static Optional<String> of(byte[] head) {
        if (head.length == 0) {
            return Optional.of("the file is empty; there are no rows");
        }
        String hex = HexFormat.of().formatHex(head, 0, Math.min(head.length, 8));
        for (Map.Entry<String, String> magic : MAGIC.entrySet()) {
            if (hex.startsWith(magic.getKey())) {
                return Optional.of(magic.getValue());
            }
        }
        return isWide(head) ? Optional.of(utf("UTF-16")) : ofText(head);
    }

    private static Optional<String> ofText(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1)
                .replace("\u00EF\u00BB\u00BF", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs")) {
            return Optional.of("is a Git LFS pointer, not the data; fetch them with git lfs pull");
        }
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<?xml")) {
            return Optional.of("is a web page (HTML or XML), perhaps a failed download; download the file itself");
        }
        return Optional.empty();
    }

    /** Latin text in UTF-16 has a zero byte in every character, always on the same side. */
    private static boolean isWide(byte[] head) {
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        int half = head.length / 2;
        return half > 1 && ((zeros[0] * 10 > half * 8 && zeros[1] == 0) || (zeros[1] * 10 > half * 8 && zeros[0] == 0));
    }

    private static String utf(String name) {
        return "is " + name + " text, not UTF-8; convert it: iconv -f " + name + " -t UTF-8";
    }
}
