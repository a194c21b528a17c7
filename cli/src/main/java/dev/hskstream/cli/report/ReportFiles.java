package dev.hskstream.cli.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report to a directory. */
public final class ReportFiles {
    /** File name of the machine-readable report. */
    public static final String JSON = "report.json";

    /** File name of the HTML page. */
    public static final String HTML = "report.html";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReportFiles() {}

    /** Writes {@value #JSON} and {@value #HTML}. */
    public static void write(QuickstartReport report, Path directory) throws IOException {
        Files.createDirectories(directory);
        AtomicFiles.writeString(directory.resolve(JSON), MAPPER.writeValueAsString(report) + "\n");
        AtomicFiles.writeString(directory.resolve(HTML), ReportPage.of(report));
    }
}
