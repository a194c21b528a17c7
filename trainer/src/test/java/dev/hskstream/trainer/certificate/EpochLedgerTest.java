package dev.hskstream.trainer.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EpochLedgerTest {
    private final EpochLedger ledger = EpochLedger.of(4);

    @Test
    void provesAnEpochThatSawEverySampleOnce() {
        ledger.add(batch(2, 0));
        ledger.add(batch(3, 1));

        EpochProof proof = ledger.epochEnds("hsk");

        // Two chained SHA-256 digests, computed with another tool.
        assertThat(proof)
                .isEqualTo(new EpochProof(
                        0, "hsk", 4, "8a4ac7f8d2baba80e2efcd68197635fe7c4f62aa12775fde1f53d3e134e25326"));
        assertThat(ledger.seen().isEmpty()).isTrue();
        assertThat(ledger.trained()).isEqualTo(4);
    }

    @Test
    void refusesASampleThatComesTwice() {
        ledger.add(batch(2, 0));

        assertThatThrownBy(() -> ledger.add(batch(1, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("epoch 1 was given sample 2 twice");
    }

    @Test
    void refusesASampleOfAnotherSet() {
        assertThatThrownBy(() -> ledger.add(batch(4))).hasMessage("epoch 1 was given sample 4, which is outside 0..3");
    }

    @Test
    void refusesAnEpochThatLacksASample() {
        ledger.add(batch(0, 1, 3));

        assertThatThrownBy(() -> ledger.epochEnds("hsk"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("epoch 1 ends after 3 of 4 samples; the first that it lacks is 2");
    }

    @Test
    void tellsOrdersAndBatchesApart() {
        assertThat(List.of(
                        order(List.of(batch(0, 1), batch(2, 3))),
                        order(List.of(batch(1, 0), batch(2, 3))),
                        order(List.of(batch(0, 1, 2, 3)))))
                .doesNotHaveDuplicates();
    }

    @Test
    void goesOnWhereItsStateWasTaken() {
        ledger.add(batch(0, 1, 2, 3));
        ledger.epochEnds("hsk");
        ledger.add(batch(3, 1));

        EpochLedger restored = EpochLedger.restore(4, ledger.state());

        assertThat(restored.trained()).isEqualTo(6);
        assertThatThrownBy(() -> restored.add(batch(1))).hasMessage("epoch 2 was given sample 1 twice");
        ledger.add(batch(0, 2));
        EpochLedger again = EpochLedger.restore(4, restored.state());
        again.add(batch(0, 2));
        assertThat(again.epochEnds("predictions")).isEqualTo(ledger.epochEnds("predictions"));
        assertThat(again.proofs()).isEqualTo(ledger.proofs());
    }

    private static String order(List<long[]> batches) {
        OrderDigest digest = OrderDigest.empty();
        batches.forEach(digest::add);
        return digest.hex();
    }

    private static long[] batch(long... samples) {
        return samples;
    }
}
