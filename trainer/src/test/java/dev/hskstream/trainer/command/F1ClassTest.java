package dev.hskstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class F1ClassTest {
    @Test
    void isTheSecondOfTwo() {
        assertThat(F1Class.of(Set.of("accuracy", "f1"), List.of("no", "yes"))).contains("yes");
        assertThat(F1Class.text(Set.of("f1"), List.of("no", "yes "))).isEqualTo(" (f1 of class \"yes \")");
    }

    @Test
    void isNotNamedWhereThereIsNoF1() {
        assertThat(F1Class.of(Set.of("accuracy"), List.of("no", "yes"))).isEmpty();
        assertThat(F1Class.text(Set.of("pearson"), List.of())).isEmpty();
    }
}
