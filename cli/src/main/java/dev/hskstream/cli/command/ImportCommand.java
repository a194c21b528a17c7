package dev.hskstream.cli.command;

import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Range;
import dev.hskstream.model.imports.ModelImporter;
import dev.hskstream.model.pretrained.PretrainedModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a Hugging Face model directory of pretrained weights in another form. */
@Command(
        name = "import",
        description = "Makes a Hugging Face model directory of a pretrained BERT: a jar or file with an ONNX graph, a"
                + " Hugging Face directory, or a directory with a pytorch_model.bin.")
public final class ImportCommand implements Callable<Integer> {
    @Option(names = "--from", required = true, paramLabel = "PATH", description = "The weights to import.")
    private Path from = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The model directory to make.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Replace a model in --out.")
    private boolean force;

    @Option(names = "--heads", description = "Attention heads, where an ONNX graph does not tell.")
    @Range(min = 1)
    private @Nullable Integer heads;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        PretrainedModel.requireWritable(out, force);
        PretrainedModel model =
                ModelImporter.importFrom(
                        from, heads == null ? OptionalInt.empty() : OptionalInt.of(heads), System.err::println);
        model.save(out);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", out.toString());
        result.put("layers", model.config().layers());
        result.put("hidden", model.config().hiddenSize());
        result.put("parameters", model.parameters());
        output.print(
                result,
                out + ": " + model.config().layers() + " layers of "
                        + model.config().hiddenSize() + ", " + model.parameters() + " parameters");
        return HskCommandLine.DONE;
    }
}
