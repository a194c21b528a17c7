package dev.hskstream.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.WidthMask;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The batch has two rows, of three and two tokens with three units each, padded to three tokens. The student's hidden
 * values count up from 1:
 *
 * <pre>
 * row 0: (1 2 3) (4 5 6) (7 8 9)      row 1: (10 11 12) (13 14 15) (16 17 18 = padding)
 * </pre>
 */
class HskLossTest {
    private static final int ALL = Integer.MAX_VALUE;

    /** Row 0 keeps units 0 and 2 of tokens 2 and 0, row 1 units 1 and 2 of token 1. */
    private static final List<Knowledge> MASKED = List.of(
            row(3, new int[] {2, 0}, new WidthMask(3, new int[] {0, 2}), 6, 11, 1, 0),
            row(2, new int[] {1}, new WidthMask(3, new int[] {1, 2}), 10, 15));

    private static final List<Knowledge> FULL = List.of(
            row(3, new int[] {2, 0}, WidthMask.full(3), 7, 8, 8, 1, 0, 3),
            row(2, new int[] {1}, WidthMask.full(3), 13, 14, 12));

    @Test
    void ignoredUnitsSayNothing() {
        // (7-6)^2 + (9-11)^2 + (1-1)^2 + (3-0)^2 + (14-10)^2 + (15-15)^2 over 3 tokens of 2 units
        assertThat(loss(MASKED, DroppedUnits.IGNORE, ALL)).isCloseTo((1 + 4 + 0 + 9 + 16 + 0) / 6.0, within(1e-5));
    }

    @Test
    void droppedUnitsPullToZero() {
        // the same, and 8^2 + 2^2 + 13^2 of the units that are not kept, over 3 tokens of 3 units
        assertThat(loss(MASKED, DroppedUnits.ZEROS, ALL)).isCloseTo((30 + 64 + 4 + 169) / 9.0, within(1e-4));
    }

    @Test
    void bothReadingsAgreeWhereNothingIsDropped() {
        // (9-8)^2 + (2-0)^2 + (15-12)^2
        assertThat(loss(FULL, DroppedUnits.IGNORE, ALL)).isCloseTo((1 + 4 + 9) / 9.0, within(1e-5));
        assertThat(loss(FULL, DroppedUnits.ZEROS, ALL)).isCloseTo((1 + 4 + 9) / 9.0, within(1e-5));
    }

    @Test
    void fewerTokensAreTheMostImportantOnes() {
        // only token 2 of row 0 and token 1 of row 1
        assertThat(loss(MASKED, DroppedUnits.IGNORE, 1)).isCloseTo((1 + 4 + 16 + 0) / 4.0, within(1e-5));
        assertThat(loss(MASKED, DroppedUnits.ZEROS, 1)).isCloseTo((21 + 64 + 169) / 6.0, within(1e-4));
    }

    @Test
    void theGradientIsNoughtAtPaddingAndAtTokensThatAreNotKept() {
        float[] ignored = gradient(MASKED, DroppedUnits.IGNORE);
        float[] zeros = gradient(MASKED, DroppedUnits.ZEROS);

        // 2 (s - t) / 6 at kept units
        assertThat(ignored)
                .containsExactly(
                        new float[] {0, 0, 1, 0, 0, 0, 2 / 6f, 0, -4 / 6f, 0, 0, 0, 0, 8 / 6f, 0, 0, 0, 0},
                        within(1e-5f));
        // 2 (s - t) / 9 at kept units, 2 s / 9 at dropped ones
        assertThat(zeros)
                .containsExactly(
                        new float[] {
                            0, 4 / 9f, 6 / 9f, 0, 0, 0, 2 / 9f, 16 / 9f, -4 / 9f, 0, 0, 0, 26 / 9f, 8 / 9f, 0, 0, 0, 0
                        },
                        within(1e-5f));
    }

    @Test
    void refusesAStudentOfAnotherWidthAndALayerThatIsNotStored() {
        try (NDManager manager = Tensors.newManager()) {
            HskTarget target = HskTarget.of(manager, new Arena(), FULL, 4, 3, ALL);
            assertThatThrownBy(() -> HskLoss.of(manager.ones(new Shape(2, 3, 4)), s -> s, target, DroppedUnits.ZEROS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("4 units")
                    .hasMessageContaining("3");
            assertThatThrownBy(() -> HskTarget.of(manager, new Arena(), FULL, 5, 3, ALL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("layer 5");
        }
    }

    @Test
    void onlyKeptTokensAreLifted() {
        try (NDManager manager = Tensors.newManager()) {
            HskTarget target = HskTarget.of(manager, new Arena(), FULL, 4, 3, ALL);
            List<Shape> lifted = new ArrayList<>();
            NDArray loss = HskLoss.of(
                    student(manager),
                    states -> {
                        lifted.add(states.getShape());
                        return states.add(1);
                    },
                    target,
                    DroppedUnits.IGNORE);

            // (8-7)^2 + (9-8)^2 + (10-8)^2 + (2-1)^2 + (3-0)^2 + (4-3)^2 + (14-13)^2 + (15-14)^2 + (16-12)^2
            assertThat(loss.getFloat()).isCloseTo((1 + 1 + 4 + 1 + 9 + 1 + 1 + 1 + 16) / 9f, within(1e-5f));
            // two positions per row, of which the second row needs only one
            assertThat(lifted).containsExactly(new Shape(4, 3));
        }
    }

    private static double loss(List<Knowledge> rows, DroppedUnits dropped, int tokens) {
        try (NDManager manager = Tensors.newManager()) {
            HskTarget target = HskTarget.of(manager, new Arena(), rows, 4, 3, tokens);
            return HskLoss.of(student(manager), s -> s, target, dropped).getFloat();
        }
    }

    private static float[] gradient(List<Knowledge> rows, DroppedUnits dropped) {
        try (NDManager manager = Tensors.newManager()) {
            HskTarget target = HskTarget.of(manager, new Arena(), rows, 4, 3, ALL);
            NDArray student = student(manager);
            student.setRequiresGradient(true);
            try (GradientCollector collector = Tensors.engine().newGradientCollector()) {
                collector.backward(HskLoss.of(student, s -> s, target, dropped));
            }
            return student.getGradient().toFloatArray();
        }
    }

    private static NDArray student(NDManager manager) {
        float[] values = new float[18];
        IntStream.range(0, 18).forEach(i -> values[i] = i + 1);
        return manager.create(values, new Shape(2, 3, 3));
    }

    private static Knowledge row(int tokens, int[] positions, WidthMask mask, float... values) {
        return new Knowledge(
                0,
                new int[tokens],
                tokens,
                OptionalDouble.empty(),
                new float[0],
                List.of(new LayerBlock(4, positions, mask, values)));
    }
}
