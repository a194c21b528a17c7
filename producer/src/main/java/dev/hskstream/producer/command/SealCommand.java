package dev.hskstream.producer.command;

import dev.hskstream.console.OutputOptions;
import dev.hskstream.kafka.seal.SetSealer;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hsk seal}: proves that a produced set is complete and opens it for training. */
@Command(name = "seal", description = "Prove that a produced set is whole, and open it for training.")
public final class SealCommand implements Callable<Integer> {
    @Mixin
    private SetOptions set = new SetOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        String name = set.topics().set();
        KnowledgeManifest sealed = new SetSealer(set.connect(), Clock.systemUTC()).seal(name);
        output.print(
                SetView.of(sealed),
                String.format(
                        Locale.ROOT,
                        "set %s is sealed: %d samples, %.0f bytes per sample, %.2f %% of the full HSK, digest %s",
                        name,
                        sealed.getSamples(),
                        SetView.bytesPerSample(sealed),
                        100 * sealed.getHskShare(),
                        sealed.getDigest()));
        return 0;
    }
}
