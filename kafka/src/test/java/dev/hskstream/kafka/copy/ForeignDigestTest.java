package dev.hskstream.kafka.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest's digest comes from Kafka. Whatever it contains, no file outside the cache may be touched. */
class ForeignDigestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x",
                "../x",
                "/etc/x",
                "x",
                "",
                "..",
                "0123",
                "ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789",
                "a/../../x\u0000",
                "000000000000000000000000000000000000000000000000000000000000000/../x"
            })
    void leadsNowhere(String digest, @TempDir Path dir) throws IOException {
        Path cache = Files.createDirectories(dir.resolve("a/cache"));
        Path outside = Files.writeString(dir.resolve("x.hskc"), "mine");
        Path beside = Files.writeString(dir.resolve("a/x.hskc"), "mine");
        KnowledgeManifest manifest = TestManifest.of("s", List.of());
        manifest.setDigest(digest);

        assertThatThrownBy(() -> CacheEviction.of(cache, digest))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no SHA-256");
        assertThatThrownBy(() -> new SetCache(cache, WorkListener.SILENT).open(manifest, sink -> {}))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no SHA-256")
                .message()
                .hasSizeLessThan(300)
                .doesNotContain("\u0000");

        assertThat(outside).exists();
        assertThat(beside).exists();
        try (var files = Files.walk(dir)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
    }
}
