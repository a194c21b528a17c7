package dev.hskstream.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.model.encoder.EncoderConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlopsTest {
    /** Hidden size 4, 2 heads, intermediate size 6, 3 labels. */
    private static final EncoderConfig SMALL =
            new EncoderConfig(10, 4, 2, 2, 6, 16, 2, 1e-12, 0.1, 0.1, List.of("a", "b", "c"), false);

    /** 2 rows of 5 tokens. */
    private final Flops flops = new Flops(SMALL, 4, 2, 5);

    @Test
    void countsEveryProductOfAForwardPass() {
        long projections = 4 * 2 * 10 * 4 * 4; // query, key, value, output: [10, 4] x [4, 4]
        long attention = 2 * (2 * 2 * (2 * 5 * 2 * 5)); // scores and context: 2 rows x 2 heads x [5, 2] x [2, 5]
        long mlp = 2 * (2 * 10 * 4 * 6); // up and down
        long head = 2 * 2 * 4 * 4 + 2 * 2 * 4 * 3; // pooler and classifier, on one token per row

        assertThat(flops.forward()).isEqualTo(2 * (projections + attention + mlp) + head);
    }

    @Test
    void countsTheBackwardPassTwice() {
        assertThat(flops.training()).isEqualTo(3 * flops.forward());
    }

    @Test
    void countsTheProjectionToTheTeachersWidth() {
        assertThat(flops.projection(3, 7)).isEqualTo(3 * 2 * (2 * 3) * 4 * 7);
    }

    @Test
    void countsBertBaseAsItIsKnown() {
        // 12 layers of 4 * 768^2 + 2 * 768 * 3072 weights, two operations each per token: 169.9 million.
        long token = ModelShape.TEACHER.flops(1, 1).forward();

        assertThat(token / 1e6).isBetween(169.8, 171.2);
    }

    @Test
    void countsTheHeadsThatAPrunedLayerHasLeft() {
        // 6 layers of 4 * 768 * 128 + 2 * 768 * 768 weights: 18.9 million.
        long token = ModelShape.ROSITA6.flops(1, 1).forward();

        assertThat(token / 1e6).isBetween(18.8, 20.1);
    }
}
