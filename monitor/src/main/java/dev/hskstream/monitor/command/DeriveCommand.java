package dev.hskstream.monitor.command;

import dev.hskstream.console.ConnectionOptions;
import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Shutdown;
import dev.hskstream.console.TextForms;
import dev.hskstream.monitor.derive.Derivation;
import dev.hskstream.monitor.derive.WantedCompression;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.selection.DepthSelection;
import dev.hskstream.schemas.selection.LengthSelection;
import dev.hskstream.schemas.selection.WidthSelection;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hsk derive}: makes a smaller set from a fuller one without a teacher. */
@Command(
        name = "derive",
        description = "Make a smaller set from a sealed one without a teacher; start more of them to share the work.")
public final class DeriveCommand implements Callable<Integer>, TextForms {
    @Option(names = "--from", required = true, paramLabel = "NAME", description = "Sealed set to derive from.")
    private String from = "";

    @Option(names = "--set", required = true, paramLabel = "NAME", description = "Set to make.")
    private String set = "";

    @Option(
            names = "--depth",
            paramLabel = "N:TOP[:KEEP]",
            description =
                    "Layers: for an N-layer student on the lowest TOP, the highest KEEP of them; or 0,5,10; or all"
                            + " (default: those of the source).")
    private @Nullable String depth;

    @Option(
            names = "--length",
            paramLabel = "K:STRATEGY",
            description = "Tokens: K:left, K:attention, K:attention-no-sep, or all (default: those of the source).")
    private @Nullable String length;

    @Option(
            names = "--width",
            paramLabel = "P:STRATEGY",
            description =
                    "Hidden units: P:magnitude, P:uniform, P:random[:SEED], or all (default: those of the source).")
    private @Nullable String width;

    @Option(
            names = "--values",
            paramLabel = "TYPE",
            description = "Kept values: float32, float16 or int8 (default: as in the source).")
    private @Nullable String values;

    @Mixin
    private ConnectionOptions kafka = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of(
                "--from", Topics::of,
                "--set", Topics::of,
                "--depth", DepthSelection::parse,
                "--length", LengthSelection::parse,
                "--width", WidthSelection::parse,
                "--values", ValueEncoding::parse);
    }

    @Override
    public Integer call() {
        Derivation derivation = new Derivation(kafka.connect(), Clock.systemUTC(), Shutdown.request());
        print(derivation.run(from, set, new WantedCompression(depth, length, width, values)));
        return HskCommandLine.DONE;
    }

    private void print(Derivation.Derived derived) {
        KnowledgeManifest manifest = derived.manifest();
        double bytes = manifest.getSamples() == 0 ? 0 : (double) manifest.getRecordBytes() / manifest.getSamples();
        double rate = derived.seconds() == 0 ? 0 : derived.samples() / derived.seconds();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("set", set);
        json.put("from", from);
        json.put("state", manifest.getState());
        json.put("reused", derived.reused());
        json.put("samples", derived.samples());
        json.put("seconds", derived.seconds());
        json.put("samplesPerSecond", rate);
        json.put("bytesPerSample", bytes);
        json.put("hskShare", manifest.getHskShare());
        json.put("digest", manifest.getDigest());
        String work = derived.reused()
                ? "was derived before: nothing to do"
                : String.format(
                        Locale.ROOT,
                        "is derived from %s and sealed: %d samples in %.0f s, %.0f samples/s",
                        from,
                        derived.samples(),
                        derived.seconds(),
                        rate);
        output.print(
                json,
                String.format(
                        Locale.ROOT,
                        "set %s %s; %.0f bytes per sample, digest %s",
                        set,
                        work,
                        bytes,
                        manifest.getDigest()));
    }
}
