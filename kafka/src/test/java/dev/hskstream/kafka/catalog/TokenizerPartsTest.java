package dev.hskstream.kafka.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.avro.TokenizerPart;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class TokenizerPartsTest {
    /** Four megabytes that hardly compress, like the merges of a large byte-level vocabulary. */
    private static final String LARGE;

    static {
        TrustedPackages.trust();
        StringBuilder text = new StringBuilder();
        Random random = new Random(5);
        while (text.length() < 4_000_000) {
            text.append((char) (0x4e00 + random.nextInt(20_000)));
        }
        LARGE = text.toString();
    }

    @Test
    void everyPartOfALargeTokenizerFitsADefaultBroker() {
        List<TokenizerPart> parts = TokenizerParts.split("f", LARGE);

        assertThat(parts).hasSizeGreaterThan(8);
        assertThat(parts).allMatch(part -> part.getJson().remaining() <= 1 << 19);
        assertThat(join("f", parts)).contains(LARGE);
    }

    /**
     * As schemas/README.md says, the joined bytes of the parts are a zlib stream of the text and have the stated
     * digest.
     */
    @Test
    void thePartsJoinedAreAZlibStreamOfTheText() throws Exception {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        List<TokenizerPart> parts = TokenizerParts.split("f", LARGE);
        for (TokenizerPart part : parts) {
            byte[] bytes = new byte[part.getJson().remaining()];
            part.getJson().duplicate().get(bytes);
            joined.writeBytes(bytes);
            assertThat(part.getParts()).isEqualTo(parts.size());
            assertThat(TokenizerParts.key(part)).isEqualTo("f/" + part.getPart());
        }

        byte[] text = new InflaterInputStream(new ByteArrayInputStream(joined.toByteArray())).readAllBytes();

        assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(LARGE);
        byte[] sha = MessageDigest.getInstance("SHA-256").digest(joined.toByteArray());
        assertThat(parts.get(0).getDigest()).isEqualTo(HexFormat.of().formatHex(sha));
    }

    @Test
    void aSmallOneIsOnePart() {
        assertThat(TokenizerParts.split("f", "{}")).hasSize(1);
        assertThat(join("f", TokenizerParts.split("f", "{}"))).contains("{}");
    }

    @Test
    void onlyTheWholeIsTheTokenizer() {
        List<TokenizerPart> parts = TokenizerParts.split("f", LARGE);

        assertThat(join("f", List.of())).isEmpty();
        for (int missing = 0; missing < parts.size(); missing++) {
            List<TokenizerPart> rest = new ArrayList<>(parts);
            rest.remove(missing);
            assertThat(join("f", rest)).isEmpty();
        }
        assertThat(join("other", parts)).isEmpty();
    }

    @Test
    void partsOfTwoWritersAreNotTakenForOne() {
        List<TokenizerPart> ours = TokenizerParts.split("f", LARGE);
        List<TokenizerPart> theirs =
                TokenizerParts.split("f", new StringBuilder(LARGE).reverse().toString());
        List<TokenizerPart> mixed = new ArrayList<>(ours);
        mixed.set(1, theirs.get(1));

        assertThat(join("f", mixed)).isEmpty();
        mixed.addAll(theirs);
        assertThat(join("f", mixed)).isPresent();
    }

    @Test
    void aPartThatWasRemovedIsMissing() {
        TokenizerParts parts = new TokenizerParts("f");
        TokenizerParts.split("f", "{}").forEach(part -> parts.add(TokenizerParts.key(part), part));

        parts.add("f/0", null);

        assertThat(parts.join()).isEmpty();
    }

    private static Optional<String> join(String fingerprint, List<TokenizerPart> found) {
        TokenizerParts parts = new TokenizerParts(fingerprint);
        found.forEach(part -> parts.add(TokenizerParts.key(part), part));
        return parts.join();
    }
}
