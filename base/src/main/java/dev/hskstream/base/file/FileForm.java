package dev.hskstream.base.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The file formats that are recognised by a file's first bytes, with descriptions for messages. */
public enum FileForm {
    DIRECTORY("a directory, not a file"),
    EMPTY("empty (0 bytes)"),
    ZEROS("nothing but zero bytes: a download that was not finished; download it again"),
    LFS_POINTER("a Git LFS pointer, which stands for the file; fetch the file itself with: git lfs pull"),
    HTML("an HTML page, not the file: the download failed; download it again"),
    SERVER_ERROR("a server's error message instead of the file; download it again"),
    XML("an XML text"),
    UTF16("UTF-16 text; convert it to UTF-8: iconv -f UTF-16 -t UTF-8"),
    UTF32("UTF-32 text; convert it to UTF-8: iconv -f UTF-32 -t UTF-8"),
    ZIP("a zip archive", "PK\u0003\u0004"),
    EMPTY_ZIP("an empty zip archive", "PK\u0005\u0006"),
    GZIP("compressed with gzip; unpack it first", "\u001f\u008b\b"),
    BZIP2("compressed with bzip2; unpack it first", "BZh"),
    XZ("compressed with xz; unpack it first", "\u00fd7zXZ\u0000"),
    ZSTD("compressed with zstd; unpack it first", "(\u00b5/\u00fd"),
    SEVEN_ZIP("a 7z archive; unpack it first", "7z\u00bc\u00af'\u001c"),
    RAR("a rar archive; unpack it first", "Rar!\u001a\u0007"),
    TAR("a tar archive; unpack it first"),
    HDF5("an HDF5 file, as TensorFlow and Keras write them", "\u0089HDF\r\n\u001a\n"),
    NUMPY("a NumPy array", "\u0093NUMPY"),
    PARQUET("a Parquet table", "PAR1"),
    ARROW("an Arrow file", "ARROW1"),
    GGUF("a GGUF file, as llama.cpp reads them", "GGUF"),
    SQLITE("an SQLite database", "SQLite format 3\u0000"),
    PDF("a PDF document", "%PDF-"),
    PICKLE("a Python pickle"),
    SAFETENSORS("a safetensors file"),
    JSON("JSON text"),
    TEXT("text"),
    BINARY("no text");

    private final String description;
    private final String magic;

    FileForm(String description) {
        this(description, "");
    }

    /** @param magic the file's first bytes, one character per byte */
    FileForm(String description, String magic) {
        this.description = description;
        this.magic = magic;
    }

    /** Describes a file of this format in words that can follow "is". */
    public String description() {
        return description;
    }

    /** Finds the format whose magic number the bytes start with. */
    static Optional<FileForm> byMagic(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(form -> !form.magic.isEmpty() && start.startsWith(form.magic))
                .findFirst();
    }
}
