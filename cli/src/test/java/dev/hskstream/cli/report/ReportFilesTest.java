package dev.hskstream.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    @TempDir
    Path directory = Path.of("set by JUnit");

    private String page = "";

    @BeforeEach
    void write() throws IOException {
        ReportFiles.write(SampleReport.report(), directory);
        page = Files.readString(directory.resolve(ReportFiles.HTML));
    }

    @Test
    void promisesTheKeysThatOthersRead() throws IOException {
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(directory.resolve(ReportFiles.JSON).toFile());

        assertThat(json.at("/teacher/value").asDouble()).isEqualTo(0.783);
        assertThat(json.at("/majority/value").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/students")).hasSize(3).allSatisfy(student -> assertThat(student.fieldNames())
                .toIterable()
                .contains("name", "hsk", "value", "seconds"));
        assertThat(json.at("/students/0/hsk").asBoolean()).isTrue();
        assertThat(json.at("/students/2/hsk").asBoolean(true)).isFalse();
        assertThat(json.at("/set/bytesPerSample").asDouble()).isEqualTo(4312.4);
        assertThat(json.at("/set/hskShare").asDouble()).isEqualTo(0.0213);
        assertThat(json.at("/seconds/produce").asDouble()).isEqualTo(52.6);
        assertThat(json.at("/peakRssBytes/teacher").asLong()).isEqualTo(2_140_000_000L);
    }

    @Test
    void keepsTheStagesInTheirOrder() throws IOException {
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(directory.resolve(ReportFiles.JSON).toFile());

        assertThat(json.at("/seconds").fieldNames())
                .toIterable()
                .startsWith("corpus", "import")
                .endsWith("total");
    }

    @Test
    void needsNothingOutsideThePage() {
        assertThat(page).doesNotContain("<script", "<link", "<img", "src=", "href=", "@import", "url(");
    }

    @Test
    void drawsAPictureOfEachKindWithATableBesideIt() {
        assertThat(page.split("<figure>", -1)).hasSize(1 + 4 + 3);
        assertThat(page)
                .contains("Metric over training", "Size against metric", "Time of each stage", "Peak memory")
                .contains("Loss on hidden states", "Loss on soft labels", "Loss on hard labels");
        assertThat(page.split("role=\"region\"", -1)).hasSize(1 + 4 + 3);
    }

    @Test
    void putsTheControlBesideTheStudents() {
        assertThat(page).contains("its peer with hidden states is 1.3 points better");
    }

    @Test
    void givesEveryPictureATitleForThoseWhoDoNotSeeIt() throws XMLStreamException {
        Set<String> titles = new HashSet<>();
        for (String part : page.split("(?=<svg viewBox=\"0 0 6)", -1)) {
            if (part.startsWith("<svg")) {
                titles.add(title(part.substring(0, part.indexOf("</svg>") + 6)));
            }
        }

        assertThat(titles).hasSize(7).doesNotContain("");
    }

    @Test
    void escapesWhatItDidNotWrite() {
        assertThat(page).contains("AMD &lt;EPYC&gt;").doesNotContain("<EPYC>");
    }

    /** Parses the whole picture, which shows that it is well-formed. */
    private static String title(String svg) throws XMLStreamException {
        XMLStreamReader reader = XMLInputFactory.newFactory()
                .createXMLStreamReader(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        String title = "";
        while (reader.hasNext()) {
            boolean named = reader.next() == XMLStreamReader.START_ELEMENT
                    && reader.getLocalName().equals("svg");
            title = named ? reader.getAttributeValue(null, "aria-label") : title;
        }
        return title;
    }
}
