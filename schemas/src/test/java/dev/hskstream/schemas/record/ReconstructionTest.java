package dev.hskstream.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.schemas.selection.WidthSelection;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconstructionTest {
    private static final float[] FULL = {1, 2, /**/ 3, 4};

    @Test
    void isZeroWhereEverythingIsKept() {
        LayerBlock all = new LayerBlock(0, new int[] {1, 0}, WidthMask.full(2), new float[] {3, 4, 1, 2});

        assertThat(Reconstruction.error(FULL, all, 2, 2)).isZero();
    }

    @Test
    void isTheShareOfTheSquaresThatWereDropped() {
        LayerBlock one = new LayerBlock(0, new int[] {1}, new WidthMask(2, new int[] {0}), new float[] {3});

        assertThat(Reconstruction.zeroFilled(one, 2, 2)).containsExactly(0, 0, 3, 0);
        assertThat(Reconstruction.error(FULL, one, 2, 2)).isCloseTo((1 + 4 + 16) / 30.0, within(1e-12));
    }

    @Test
    void neverGrowsWithWhatIsKeptByMagnitude() {
        Random random = new Random(1);
        float[] rows = new float[6 * 32];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        double before = 1;
        for (double fraction : new double[] {0.1, 0.3, 0.6, 1}) {
            WidthMask mask = WidthSelection.parse(fraction + ":magnitude").select(rows, 6, 32);
            LayerBlock kept = LayerBlock.gather(0, new int[] {0, 1, 2, 3, 4, 5}, mask, rows);

            double error = Reconstruction.error(rows, kept, 6, 32);

            assertThat(error).isLessThan(before);
            before = error;
        }
        assertThat(before).isZero();
    }

    @Test
    void refusesABlockOfAnotherShape() {
        LayerBlock one = new LayerBlock(0, new int[] {2}, WidthMask.full(2), new float[] {3, 4});

        assertThatThrownBy(() -> Reconstruction.error(FULL, one, 2, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Reconstruction.error(FULL, one, 1, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
