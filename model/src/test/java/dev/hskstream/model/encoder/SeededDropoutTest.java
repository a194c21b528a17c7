package dev.hskstream.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Tensors;
import org.junit.jupiter.api.Test;

class SeededDropoutTest {
    @Test
    void sameSeedStepAndSiteGiveTheSameMask() {
        assertThat(masks(1, 5)).isDeepEqualTo(masks(1, 5));
    }

    @Test
    void seedStepAndSiteEachChangeTheMask() {
        float[][] base = masks(1, 5);

        assertThat(masks(2, 5)[0]).isNotEqualTo(base[0]);
        assertThat(masks(1, 6)[0]).isNotEqualTo(base[0]);
        assertThat(base[1]).isNotEqualTo(base[0]);
    }

    @Test
    void dropsTheShareAskedForAndKeepsTheMean() {
        try (NDManager manager = Tensors.newManager()) {
            SeededDropout dropout = new SeededDropout(3, new Arena());
            dropout.beginStep(0);

            float[] kept =
                    dropout.apply(manager.ones(new Shape(1000, 101)), 0.1).toFloatArray();

            long zeros = 0;
            double sum = 0;
            for (float value : kept) {
                zeros += value == 0 ? 1 : 0;
                sum += value;
            }
            assertThat((double) zeros / kept.length).isBetween(0.098, 0.102);
            assertThat(sum / kept.length).isBetween(0.995, 1.005);
        }
    }

    /**
     * Masks of neighbours, sites and steps agree as often as by chance; with 10^5 values, 4 standard deviations are
     * 0.0063.
     */
    @Test
    void valuesAreIndependentOfEachOther() {
        int count = 100_000;
        try (NDManager manager = Tensors.newManager()) {
            SeededDropout dropout = new SeededDropout(3, new Arena());
            dropout.beginStep(0);
            NDArray ones = manager.ones(new Shape(count));
            float[] site = dropout.apply(ones, 0.5).toFloatArray();
            float[] nextSite = dropout.apply(ones, 0.5).toFloatArray();
            dropout.beginStep(1);
            float[] nextStep = dropout.apply(ones, 0.5).toFloatArray();

            assertThat(agreement(site, nextSite, 0)).isBetween(0.4937, 0.5063);
            assertThat(agreement(site, nextStep, 0)).isBetween(0.4937, 0.5063);
            for (int lag : new int[] {1, 2, 8, 16, 312, 768, 1024, 4096}) {
                assertThat(agreement(site, site, lag)).as("lag %d", lag).isBetween(0.4937, 0.5063);
            }
        }
    }

    private static double agreement(float[] a, float[] b, int lag) {
        int same = 0;
        for (int i = 0; i + lag < a.length; i++) {
            same += a[i + lag] == b[i] ? 1 : 0;
        }
        return (double) same / (a.length - lag);
    }

    private static float[][] masks(long seed, long step) {
        try (NDManager manager = Tensors.newManager()) {
            SeededDropout dropout = new SeededDropout(seed, new Arena());
            dropout.beginStep(step);
            NDArray ones = manager.ones(new Shape(3, 77));
            return new float[][] {
                dropout.apply(ones, 0.5).toFloatArray(),
                dropout.apply(ones, 0.5).toFloatArray()
            };
        }
    }
}
