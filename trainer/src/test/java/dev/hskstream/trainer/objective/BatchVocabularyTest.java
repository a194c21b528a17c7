package dev.hskstream.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchVocabularyTest {
    private static final List<int[]> ROWS = List.of(new int[] {101, 7, 7, 102}, new int[] {101, 30_521, 102});

    @Test
    void placesLeadBackToTheIds() {
        BatchVocabulary vocabulary = BatchVocabulary.of(ROWS, 0);

        assertThat(vocabulary.ids()).containsExactly(0, 7, 101, 102, 30_521);
        assertThat(vocabulary.places(ROWS).get(0)).containsExactly(2, 1, 1, 3);
        assertThat(vocabulary.places(ROWS).get(1)).containsExactly(2, 4, 3);
        assertThat(vocabulary.place(0)).isZero();
    }

    @Test
    void theTensorHoldsTheIds() {
        try (NDManager manager = Tensors.newManager()) {
            assertThat(BatchVocabulary.of(ROWS, 0).tensor(manager, new Arena()).toLongArray())
                    .containsExactly(0, 7, 101, 102, 30_521);
        }
    }
}
