package dev.hskstream.cli.command;

import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Range;
import dev.hskstream.model.imports.ImportOptions;
import dev.hskstream.model.imports.Imported;
import dev.hskstream.model.imports.ModelImporter;
import dev.hskstream.model.pretrained.PretrainedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Converts pretrained weights to a Hugging Face model directory. */
@Command(
        name = "import",
        description =
                "Makes a Hugging Face model directory of a pretrained BERT: a Hugging Face directory, an ONNX graph"
                        + " with the model's other files beside it, a directory with such a graph in itself or in onnx/, or a jar"
                        + " with one. The model of a graph is compared with the graph before it is written.")
public final class ImportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "PATH", description = "The weights to import.")
    private Path from = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The model directory to make.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Replace a model in --out.")
    private boolean force;

    @Option(
            names = "--heads",
            paramLabel = "N",
            description = "Number of attention heads, if it cannot be found in the ONNX graph.")
    @Range(min = 1)
    private @Nullable Integer heads;

    @Option(
            names = "--case",
            paramLabel = "CASE",
            description = "cased or uncased: whether texts keep their capital letters. Needed for an ONNX graph with a"
                    + " vocab.txt if no other file states it.")
    private ImportOptions.@Nullable TextCase textCase;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        PretrainedModel.requireWritable(out, force);
        Imported imported = ModelImporter.importFrom(from, options());
        PretrainedModel model = imported.model();
        model.save(out);
        PrintWriter err = spec.commandLine().getErr();
        imported.notices().forEach(notice -> err.println("hsk import: " + notice));
        err.flush();
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

    private ImportOptions options() {
        return new ImportOptions(
                heads == null ? OptionalInt.empty() : OptionalInt.of(heads), Optional.ofNullable(textCase));
    }
}
