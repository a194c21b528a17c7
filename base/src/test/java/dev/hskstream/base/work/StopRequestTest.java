package dev.hskstream.base.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the section is open until the end of its block
class StopRequestTest {
    private final StopRequest stop = new StopRequest();

    @Test
    void isRequestedForGoodOnceItWasRequested() {
        assertThat(stop.requested()).isFalse();
        assertThatCode(() -> stop.check("stopped")).doesNotThrowAnyException();

        stop.request();
        stop.request();

        assertThat(stop.requested()).isTrue();
        assertThatThrownBy(() -> stop.check("stopped at 3"))
                .isInstanceOf(StoppedException.class)
                .hasMessage("stopped at 3");
    }

    @Test
    void runsTheActionOfEachOpenSectionOnce() {
        List<String> ran = new ArrayList<>();
        try (StopRequest.Section outer = stop.handled(StopRequest.GRACE, () -> ran.add("outer"))) {
            stop.handled(StopRequest.GRACE, () -> ran.add("closed")).close();
            stop.request();
            stop.request();
        }

        assertThat(ran).containsExactly("outer");
    }

    @Test
    void runsTheActionOfASectionThatIsOpenedTooLate() {
        List<String> ran = new ArrayList<>();
        stop.request();

        stop.handled(StopRequest.GRACE, () -> ran.add("late")).close();

        assertThat(ran).containsExactly("late");
    }

    @Test
    void givesTheLongestGraceOfTheSectionsThatAreOpen() {
        assertThat(stop.grace()).isZero();
        try (StopRequest.Section one = stop.handled()) {
            stop.handled(Duration.ofSeconds(7), () -> {}).close();
            assertThat(stop.grace()).isEqualTo(StopRequest.GRACE);
            try (StopRequest.Section two = stop.handled(Duration.ofSeconds(7), () -> {})) {
                assertThat(stop.grace()).isEqualTo(Duration.ofSeconds(7));
            }
        }
        assertThat(stop.grace()).isZero();
    }
}
