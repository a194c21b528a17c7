package dev.hskstream.producer.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The set keeps layers 0 and 2 of a teacher with 2 layers of 16 units. The sample has 7 tokens; token 3 is the
 * separator.
 */
class ComparisonTest {
    private static final int HIDDEN = 16;
    private static final int SEPARATOR = 3;
    private static final int[] IDS = {2, 8, 9, 3, 7, 6, 3};
    private static final List<Integer> LAYERS = List.of(0, 2);
    private static final OptionalDouble LABEL = OptionalDouble.of(1);
    private static final String KEPT = "4:attention-no-sep 0.25:magnitude float16";

    static {
        TrustedPackages.trust();
    }

    @ParameterizedTest
    @CsvSource({
        "4:attention-no-sep, 0.25:magnitude, float16",
        "6:attention, 0.25:magnitude, int8",
        "6:attention-no-sep, 0.5:uniform, float32",
        "3:left, 0.25:random:7, int8",
        "all, all, float16",
        "all, all, float32"
    })
    void takesWhatTheTeacherSaysWithNoiseAndTheEncodingsError(String length, String width, String values) {
        String kept = length + " " + width + " " + values;
        for (int seed = 0; seed < 200; seed++) {
            Finding finding = compare(kept, stored(kept, reference(seed)), noisy(reference(seed), 2e-5f));

            assertThat(finding.wrong()).as("seed %d", seed).isNull();
            assertThat(finding.difference()).isPositive().isLessThanOrEqualTo(finding.allowed() + 1e-4);
            assertThat(finding.logits()).isPositive().isLessThan(1e-4);
        }
    }

    @Test
    void findsTheStatesOfAnotherSample() {
        Knowledge own = stored("3:left all float32", reference(1));
        Knowledge other = stored("3:left all float32", reference(2));

        assertThat(wrong("3:left all float32", layers(own, blocks -> other.layers()), reference(1)))
                .startsWith("layer 0, position 0, unit 0: stored "
                        + other.layers().get(0).values()[0] + ", fresh "
                        + reference(1).hidden()[0][0] + ", float32 allows 0.00");
    }

    @Test
    void allowsABfloat16SetWhatThatGivesAndNotTheStatesOfAnotherSample() {
        String kept = "3:left all float32";
        Comparison half = new Comparison(compression(kept), LAYERS, HIDDEN, SEPARATOR, Tolerance.BFLOAT16);
        Knowledge own = stored(kept, reference(1));
        Knowledge off = layers(own, blocks -> blocks.stream()
                .map(block -> values(block, value -> value * 1.02f))
                .toList());
        Knowledge other = layers(own, blocks -> stored(kept, reference(2)).layers());

        assertThat(half.compare(off, reference(1), LABEL).wrong()).isNull();
        assertThat(wrong(kept, off, reference(1))).isNotNull();
        assertThat(half.compare(other, reference(1), LABEL).wrong()).contains("layer 0, position 0");
    }

    @Test
    void findsALayerShifted() {
        Reference fresh = reference(1);
        Knowledge own = stored("3:left all float32", fresh);
        Knowledge shifted = layers(
                own,
                blocks -> List.of(
                        blocks.get(0),
                        new LayerBlock(
                                2,
                                new int[] {0, 1, 2},
                                WidthMask.full(HIDDEN),
                                Arrays.copyOf(fresh.hidden()[1], 3 * HIDDEN))));

        assertThat(wrong("3:left all float32", shifted, fresh)).startsWith("layer 2, position 0, unit 0: ");
    }

    @ParameterizedTest
    @CsvSource({"float32, 1.001", "float16, 1.01", "int8, 1.03"})
    void findsAWrongScale(String values, float scale) {
        String kept = "4:attention-no-sep 0.25:magnitude " + values;
        Knowledge scaled = layers(stored(kept, reference(1)), blocks -> blocks.stream()
                .map(block -> values(block, value -> value * scale))
                .toList());

        assertThat(wrong(kept, scaled, reference(1))).contains("layer 0, position ", "stored ", "fresh ", values);
    }

    @Test
    void findsOneValueOfManyThatIsOffByMoreThanTheEncodingsError() {
        Reference fresh = reference(1);
        Knowledge own = stored(KEPT, fresh);
        LayerBlock last = own.layers().get(1);
        float[] off = last.values().clone();
        off[off.length - 1] += 0.01f;
        Knowledge changed =
                layers(own, blocks -> List.of(blocks.get(0), new LayerBlock(2, last.positions(), last.mask(), off)));

        int position = last.positions()[last.positions().length - 1];
        int unit = last.mask().units()[last.mask().count() - 1];
        assertThat(wrong(KEPT, changed, fresh)).startsWith("layer 2, position " + position + ", unit " + unit + ": ");
    }

    @Test
    void findsATokenThatIsNotAmongTheMostImportant() {
        Reference fresh = reference(1);
        int[] best = stored(KEPT, fresh).layers().get(1).positions();
        int dropped = Arrays.stream(new int[] {0, 1, 2, 4, 5})
                .filter(t -> Arrays.stream(best).noneMatch(b -> b == t))
                .findFirst()
                .orElseThrow();
        int[] other = best.clone();
        other[3] = dropped;

        assertThat(wrong(KEPT, at(fresh, other), fresh))
                .startsWith("layer 2, position " + dropped + ": stored in place 3 with attention ")
                .contains("instead of position " + best[3]);
    }

    @Test
    void findsTokensInTheWrongOrder() {
        Reference fresh = reference(1);
        int[] best = stored(KEPT, fresh).layers().get(1).positions();
        int[] other = {best[1], best[0], best[2], best[3]};

        assertThat(wrong(KEPT, at(fresh, other), fresh))
                .startsWith("layer 2, position " + best[1] + ": stored in place 0");
    }

    @Test
    void findsASeparatorThatWasNotToCompete() {
        Reference fresh = reference(1);
        int[] best = stored(KEPT, fresh).layers().get(1).positions();
        int[] other = {best[0], best[1], best[2], 3};

        assertThat(wrong(KEPT, at(fresh, other), fresh)).startsWith("layer 2, position 3: stored in place 3");
    }

    @Test
    void findsTooFewTokensAndOtherPositionsThanTheFirst() {
        Reference fresh = reference(1);

        assertThat(wrong(KEPT, at(fresh, new int[] {1}), fresh))
                .isEqualTo("layer 2, positions: stored 1, 4:attention-no-sep keeps 4");
        assertThat(wrong("2:left 0.25:magnitude float16", stored("3:left 0.25:magnitude float16", fresh), fresh))
                .isEqualTo("layer 0, positions: stored [0, 1, 2], 2:left keeps [0, 1]");
    }

    @Test
    void tokensThatAreEquallyImportantMayComeInEitherOrder() {
        Reference fresh = reference(1);
        int[] best = stored(KEPT, fresh).layers().get(1).positions();
        fresh.received()[1][best[1]] = fresh.received()[1][best[0]] * (1 - 1e-5f);

        assertThat(compare(KEPT, at(fresh, new int[] {best[1], best[0], best[2], best[3]}), fresh)
                        .wrong())
                .isNull();
    }

    @Test
    void findsAUnitThatIsNotAmongTheLargest() {
        Reference fresh = reference(1);
        LayerBlock block = stored(KEPT, fresh).layers().get(1);
        int[] sums = unitsByMagnitude(fresh, block.positions());
        int[] wrong = {sums[0], sums[1], sums[2], sums[4]};

        assertThat(wrong(KEPT, masked(fresh, wrong), fresh))
                .startsWith("layer 2, unit " + sums[4] + ": stored with magnitude ")
                .contains("instead of unit " + sums[3]);
    }

    @Test
    void unitsThatAreEquallyLargeMayReplaceEachOther() {
        Reference fresh = reference(1);
        LayerBlock block = stored(KEPT, fresh).layers().get(1);
        int[] units = unitsByMagnitude(fresh, block.positions());
        for (int position : block.positions()) {
            float same = fresh.hidden()[2][position * HIDDEN + units[3]];
            fresh.hidden()[2][position * HIDDEN + units[4]] = same * (1 - 1e-6f);
        }

        assertThat(compare(KEPT, masked(fresh, new int[] {units[0], units[1], units[2], units[4]}), fresh)
                        .wrong())
                .isNull();
    }

    @Test
    void findsAnotherSetWideMaskAndAnotherNumberOfUnits() {
        Reference fresh = reference(1);

        assertThat(wrong("4:left 0.25:uniform float16", stored("4:left 0.25:random:1 float16", fresh), fresh))
                .startsWith("layer 0, units: stored [")
                .endsWith("0.25:uniform keeps [0, 4, 8, 12]");
        assertThat(wrong("4:left 0.5:magnitude float16", stored("4:left 0.25:magnitude float16", fresh), fresh))
                .isEqualTo("layer 0, units: stored 4, 0.5:magnitude keeps 8");
    }

    @Test
    void findsOtherFacts() {
        Reference fresh = reference(1);
        Knowledge own = stored(KEPT, fresh);
        int[] ids = IDS.clone();
        ids[2] = 5;

        assertThat(wrong(KEPT, new Knowledge(0, ids, 7, LABEL, own.logits(), own.layers()), fresh))
                .isEqualTo("token ids differ at position 2: stored 5, fresh 9");
        assertThat(wrong(KEPT, new Knowledge(0, Arrays.copyOf(IDS, 6), 6, LABEL, own.logits(), own.layers()), fresh))
                .isEqualTo("token ids differ at position 6: stored none, fresh 3");
        assertThat(wrong(KEPT, new Knowledge(0, IDS, 4, LABEL, own.logits(), own.layers()), fresh))
                .isEqualTo("second segment: stored 4, fresh 7");
        assertThat(wrong(KEPT, new Knowledge(0, IDS, 7, OptionalDouble.of(0), own.logits(), own.layers()), fresh))
                .startsWith("label: stored ");
        assertThat(wrong(KEPT, new Knowledge(0, IDS, 7, LABEL, new float[] {0.5f, -1.001f}, own.layers()), fresh))
                .isEqualTo("logit 1: stored -1.001, fresh -1.0");
        assertThat(wrong(KEPT, layers(own, blocks -> blocks.subList(0, 1)), fresh))
                .isEqualTo("layers: stored [0], the set promises [0, 2]");
    }

    @Test
    void theFirstWrongSampleIsThatOfTheLowestIndex() {
        Tally tally = new Tally();
        tally.add(7, new Finding(0.5, 0.1, 0.2, "late"));
        tally.add(3, new Finding(0.25, 0.3, 0.4, "early"));
        tally.add(5, new Finding(0.1, 0.1, 0.1, null));

        assertThat(tally.report(Tolerance.FLOAT32, 2))
                .isEqualTo(new AuditReport(3, 2, "sample 3, early", 0.5, 0.1, 0.4, 1e-4, 2));
    }

    private static @org.jspecify.annotations.Nullable String wrong(String kept, Knowledge stored, Reference fresh) {
        return compare(kept, stored, fresh).wrong();
    }

    private static Finding compare(String kept, Knowledge stored, Reference fresh) {
        return new Comparison(compression(kept), LAYERS, HIDDEN, SEPARATOR, Tolerance.FLOAT32)
                .compare(stored, fresh, LABEL);
    }

    private static Compression compression(String kept) {
        String[] parts = kept.split(" ", -1);
        return Compression.parse("0,2", parts[0], parts[1], parts[2]);
    }

    /** Returns what a worker stores for this teacher output, encoded and decoded. */
    private static Knowledge stored(String kept, Reference said) {
        Compression compression = compression(kept);
        List<LayerBlock> blocks = new ArrayList<>();
        boolean[] separators = new boolean[IDS.length];
        separators[3] = true;
        separators[6] = true;
        for (int layer : LAYERS) {
            int[] positions = compression.length().select(said.importance(layer), separators, IDS.length);
            float[] rows = rows(said, layer, positions);
            blocks.add(LayerBlock.gather(
                    layer, positions, compression.width().select(rows, positions.length, HIDDEN), rows));
        }
        Knowledge knowledge = new Knowledge(0, IDS, IDS.length, LABEL, said.logits(), blocks);
        KnowledgeCodec codec =
                new KnowledgeCodec(compression.values(), compression.width().setWide(HIDDEN), new Lineage(new byte[8]));
        return codec.decode(codec.encode(knowledge));
    }

    /** Returns layer 2 with other positions, and the units that are right for these. */
    private static Knowledge at(Reference fresh, int[] positions) {
        float[] rows = rows(fresh, 2, positions);
        WidthMask mask = compression(KEPT).width().select(rows, positions.length, HIDDEN);
        return layers(
                stored(KEPT, fresh), blocks -> List.of(blocks.get(0), LayerBlock.gather(2, positions, mask, rows)));
    }

    /** Returns layer 2 with other units. */
    private static Knowledge masked(Reference fresh, int[] units) {
        int[] ascending = Arrays.stream(units).sorted().toArray();
        return layers(stored(KEPT, fresh), blocks -> {
            int[] positions = blocks.get(1).positions();
            return List.of(
                    blocks.get(0),
                    LayerBlock.gather(2, positions, new WidthMask(HIDDEN, ascending), rows(fresh, 2, positions)));
        });
    }

    private static int[] unitsByMagnitude(Reference fresh, int[] positions) {
        double[] sums = new double[HIDDEN];
        for (int position : positions) {
            for (int u = 0; u < HIDDEN; u++) {
                sums[u] += Math.abs(fresh.hidden()[2][position * HIDDEN + u]);
            }
        }
        return java.util.stream.IntStream.range(0, HIDDEN)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(u -> -sums[u]))
                .mapToInt(u -> u)
                .toArray();
    }

    private static float[] rows(Reference said, int layer, int[] positions) {
        float[] rows = new float[positions.length * HIDDEN];
        for (int t = 0; t < positions.length; t++) {
            System.arraycopy(said.hidden()[layer], positions[t] * HIDDEN, rows, t * HIDDEN, HIDDEN);
        }
        return rows;
    }

    private static Knowledge layers(Knowledge own, UnaryOperator<List<LayerBlock>> change) {
        return new Knowledge(
                own.sample(),
                own.tokenIds(),
                own.secondSegment(),
                own.label(),
                own.logits(),
                change.apply(own.layers()));
    }

    private static LayerBlock values(LayerBlock block, UnaryOperator<Float> change) {
        float[] values = block.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = change.apply(values[i]);
        }
        return new LayerBlock(block.layer(), block.positions(), block.mask(), values);
    }

    private static Reference reference(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        float[][] hidden = new float[3][IDS.length * HIDDEN];
        float[][] received = new float[2][IDS.length];
        for (float[] layer : hidden) {
            for (int i = 0; i < layer.length; i++) {
                layer[i] = (float) random.nextGaussian();
            }
        }
        for (float[] layer : received) {
            for (int i = 0; i < layer.length; i++) {
                layer[i] = (float) (4 * random.nextDouble());
            }
        }
        return new Reference(IDS, IDS.length, new float[] {0.5f, -1}, hidden, received);
    }

    private static Reference noisy(Reference said, float noise) {
        SplitMix64 random = new SplitMix64(99);
        UnaryOperator<float[]> shaken = numbers -> {
            float[] other = numbers.clone();
            for (int i = 0; i < other.length; i++) {
                other[i] += (float) (random.nextDouble() * 2 - 1) * noise;
            }
            return other;
        };
        return new Reference(
                IDS,
                IDS.length,
                shaken.apply(said.logits()),
                Arrays.stream(said.hidden()).map(shaken).toArray(float[][]::new),
                Arrays.stream(said.received()).map(shaken).toArray(float[][]::new));
    }
}
