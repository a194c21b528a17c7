package dev.hskstream.trainer.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.serde.TrustedPackages;
import dev.hskstream.trainer.certificate.EpochProof;
import dev.hskstream.trainer.run.TrainingListener.StepReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunEventTest {
    static {
        TrustedPackages.trust();
    }

    @Test
    void comesBackFromItsBytesAsItWas() throws IOException {
        RunEvent event = new RunEvent(
                new TrainingEvents.Run("s/small", "s", "small"),
                RunEvent.State.FINISHED,
                Instant.ofEpochMilli(1_790_000_000_123L),
                new StepReport(7, 9, 2, 56, 0, Map.of("loss", 0.5, "hsk", 0.25), 1e-4, 80.5, 0.125, 3.5),
                new TrainingEvents.Plan(56, "copy"),
                Map.of("accuracy", 0.75),
                "why",
                List.of(new EpochProof(0, "hsk", 28, "aa"), new EpochProof(1, "joint", 28, "bb")));

        TrainingEvent read = TrainingEvent.fromByteBuffer(event.toAvro().toByteBuffer());

        assertThat(RunEvent.of(read)).isEqualTo(event);
        assertThat(read.getState()).isEqualTo("FINISHED");
    }
}
