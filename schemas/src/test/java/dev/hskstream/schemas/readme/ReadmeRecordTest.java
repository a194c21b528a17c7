package dev.hskstream.schemas.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.digest.SetDigest;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.lineage.Lineages;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares records, digests and lineage with an implementation that follows the text of schemas/README.md. */
class ReadmeRecordTest {
    private static final Lineage LINEAGE;

    static {
        TrustedPackages.trust();
        LINEAGE = new Lineage(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float16", "int8"})
    void aReaderThatFollowsTheTextReadsEveryRecord(String encoding) {
        ValueEncoding values = ValueEncoding.parse(encoding);
        Random random = new Random(encoding.hashCode());
        for (int round = 0; round < 200; round++) {
            Optional<WidthMask> setWide =
                    random.nextBoolean() ? Optional.empty() : Optional.of(new WidthMask(40, units(random, 40)));
            Knowledge knowledge = knowledge(random, setWide);
            KnowledgeRecord stored = new KnowledgeCodec(values, setWide, LINEAGE).encode(knowledge);

            WordsReader.Row row = WordsReader.read(
                    RecordBytes.of(stored), setWide.map(WidthMask::units).orElse(new int[0]));

            assertThat(row.sample()).isEqualTo(knowledge.sample());
            assertThat(row.lineage()).isEqualTo(LINEAGE.bytes());
            assertThat(row.tokenIds()).isEqualTo(knowledge.tokenIds());
            assertThat(row.secondSegment()).isEqualTo(knowledge.secondSegment());
            assertThat(row.label())
                    .isEqualTo(knowledge.label().isPresent() ? knowledge.label().getAsDouble() : null);
            assertThat(row.logits()).isEqualTo(knowledge.logits());
            assertThat(row.layers()).hasSameSizeAs(knowledge.layers());
            for (int l = 0; l < row.layers().size(); l++) {
                assertSame(row.layers().get(l), knowledge.layers().get(l), encoding);
            }
        }
    }

    private static void assertSame(WordsReader.Layer read, LayerBlock written, String encoding) {
        assertThat(read.layer()).isEqualTo(written.layer());
        assertThat(read.positions()).isEqualTo(written.positions());
        assertThat(read.units()).isEqualTo(written.mask().units());
        assertThat(read.hidden()).isEqualTo(written.mask().hidden());
        int w = read.units().length;
        for (int k = 0; k < read.positions().length; k++) {
            float[] row = Arrays.copyOfRange(written.values(), k * w, (k + 1) * w);
            assertThat(read.values()[k]).isEqualTo(stored(row, encoding));
        }
    }

    /** The values that are stored for a row according to the text. */
    private static float[] stored(float[] row, String encoding) {
        float largest = 0;
        for (float value : row) {
            largest = Math.max(largest, Math.abs(value));
        }
        float scale = largest / 127;
        float[] stored = new float[row.length];
        for (int u = 0; u < row.length; u++) {
            stored[u] = switch (encoding) {
                case "float32" -> row[u];
                case "float16" -> half(row[u]);
                default -> scale == 0 ? 0 : (byte) Math.rint(row[u] / scale) * scale;
            };
        }
        return stored;
    }

    /** The nearest binary16 number, half to even; at most 65504. */
    private static float half(float value) {
        double magnitude = Math.abs((double) value);
        int exponent = Math.max(-14, Math.getExponent(magnitude));
        double step = Math.pow(2, exponent - 10);
        double rounded = Math.min(65504, Math.rint(magnitude / step) * step);
        return (float) Math.copySign(rounded, value);
    }

    @Test
    void theWorkedExampleIsWhatItSays() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher block =
                Pattern.compile("```\n(01 02 02 01.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(block.find()).isTrue();
        String hex = block.group(1)
                .lines()
                .map(line -> line.replaceAll("\\s{2,}.*", ""))
                .reduce("", (all, line) -> all + line.replace(" ", ""));
        byte[] payload = HexFormat.of().parseHex(hex);

        WordsReader.Layer read = WordsReader.layer(3, payload, new int[0]);

        assertThat(read.positions()).containsExactly(2, 0);
        assertThat(read.units()).containsExactly(1, 7, 15);
        assertThat(read.hidden()).isEqualTo(16);
        assertThat(read.values()).isDeepEqualTo(new float[][] {{1, -2, 0.5f}, {0, 4, 1024}});
        LayerBlock written = new LayerBlock(
                3, new int[] {2, 0}, new WidthMask(16, new int[] {1, 7, 15}), new float[] {1, -2, 0.5f, 0, 4, 1024});
        ByteBuffer bytes = written.encode(ValueEncoding.parse("float16"), false);
        byte[] copied = new byte[bytes.remaining()];
        bytes.get(copied);
        assertThat(copied).isEqualTo(payload);
    }

    @Test
    void writersChooseTheSmallerMask() {
        for (int kept : new int[] {1, 2, 3, 4, 5, 39}) {
            LayerBlock block = new LayerBlock(
                    0, new int[] {0}, new WidthMask(40, IntStream.range(0, kept).toArray()), new float[kept]);
            int mask = block.encode(ValueEncoding.parse("float32"), false).get(2);
            assertThat(mask).as("%d units", kept).isEqualTo(2 * kept < 5 ? 3 : 2);
        }
    }

    @Test
    void aSetsDigestIsThatOfItsRecordsDigestsInTheOrderOfTheirSamples() {
        Random random = new Random(11);
        KnowledgeCodec codec = new KnowledgeCodec(ValueEncoding.parse("int8"), Optional.empty(), LINEAGE);
        List<byte[]> records = new ArrayList<>();
        SetDigest digest = new SetDigest(50);
        for (int sample = 0; sample < 50; sample++) {
            Knowledge drawn = knowledge(random, Optional.empty());
            records.add(RecordBytes.of(codec.encode(new Knowledge(
                    sample, drawn.tokenIds(), drawn.secondSegment(), drawn.label(), drawn.logits(), drawn.layers()))));
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
        Collections.shuffle(order, random);
        order.forEach(sample -> digest.add(RecordBytes.parse(ByteBuffer.wrap(records.get(sample)))));

        byte[] all =
                WordsReader.sha256(records.stream().map(WordsReader::sha256).toArray(byte[][]::new));

        assertThat(digest.hex()).isEqualTo(HexFormat.of().formatHex(all));
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "bfloat16"})
    void lineageIsHashedAsTheTextHasIt(String precision) {
        KnowledgeManifest manifest = KnowledgeManifest.newBuilder()
                .setSet("any")
                .setState("PRODUCING")
                .setTask("t")
                .setLabels(List.of())
                .setMetrics(List.of())
                .setSamples(1)
                .setDevSamples(Map.of())
                .setDataFingerprint("d\u00e9")
                .setTeacher(new Teacher("name", "t1", 12, 384, 12, 1536))
                .setTokenizer(new Tokenizer("k1", ByteBuffer.allocate(0), 64))
                .setCompression(new CompressionSpec(
                        "4:10", "8:left", "0.5:uniform", "int8", List.of(0, 2, 5), ByteBuffer.wrap(new byte[] {5, -1})))
                .setPrecision(precision)
                .setCreated(Instant.EPOCH)
                .build();

        byte[] whole = WordsReader.sha256(
                WordsReader.text("hsk-lineage-1"),
                WordsReader.text("d\u00e9"),
                WordsReader.text("t1"),
                WordsReader.text("k1"),
                WordsReader.number(64),
                WordsReader.text("4:10"),
                WordsReader.text("8:left"),
                WordsReader.text("0.5:uniform"),
                WordsReader.text("int8"),
                WordsReader.number(3),
                WordsReader.number(0),
                WordsReader.number(2),
                WordsReader.number(5),
                WordsReader.sized(new byte[] {5, -1}),
                precision.equals("float32") ? new byte[0] : WordsReader.text(precision));

        assertThat(Lineages.of(manifest).bytes()).isEqualTo(Arrays.copyOf(whole, 8));
    }

    private static Knowledge knowledge(Random random, Optional<WidthMask> setWide) {
        int tokens = 1 + random.nextInt(12);
        int[] ids =
                random.ints(tokens, 0, random.nextBoolean() ? 30_000 : 250_000).toArray();
        List<LayerBlock> layers = new ArrayList<>();
        for (int layer = 0; layer < 3; layer++) {
            int kept = 1 + random.nextInt(tokens);
            List<Integer> places =
                    new ArrayList<>(IntStream.range(0, tokens).boxed().toList());
            if (random.nextBoolean()) {
                Collections.shuffle(places, random);
            }
            int[] positions =
                    places.subList(0, kept).stream().mapToInt(Integer::intValue).toArray();
            WidthMask mask = setWide.orElseGet(() -> new WidthMask(40, units(random, 40)));
            float[] values = new float[kept * mask.count()];
            double size = Math.pow(10, random.nextInt(12) - 6);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(10) == 0 ? 0 : (float) (random.nextGaussian() * size);
            }
            layers.add(new LayerBlock(2 * layer, positions, mask, values));
        }
        OptionalDouble label = random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextInt(3));
        float[] logits = {random.nextFloat(), -random.nextFloat()};
        return new Knowledge(random.nextInt(1_000_000), ids, 1 + random.nextInt(tokens), label, logits, layers);
    }

    private static int[] units(Random random, int hidden) {
        int count = 1 + random.nextInt(hidden);
        List<Integer> all = new ArrayList<>(IntStream.range(0, hidden).boxed().toList());
        Collections.shuffle(all, random);
        return all.subList(0, count).stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
