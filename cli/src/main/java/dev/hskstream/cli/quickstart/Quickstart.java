package dev.hskstream.cli.quickstart;

import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the stages in order. A stage's key consists of its settings and the records of the stages that it depends on, so
 * when one is run again, those that depend on it are too.
 */
final class Quickstart {
    private final QuickstartSettings settings;
    private final KafkaConnection connection;
    private final StageRunner stages;
    private final ChildProcess child;

    Quickstart(QuickstartSettings settings, KafkaConnection connection, StageRunner stages, ChildProcess child) {
        this.settings = settings;
        this.connection = connection;
        this.stages = stages;
        this.child = child;
    }

    /** The number of stages. */
    static int count(QuickstartSettings settings) {
        return (settings.data().isPresent() ? 0 : 1) + 5 + StudentChoice.ALL.size();
    }

    /** Runs all stages. Throws a {@link StageFailedException} at the first that fails. */
    void run() throws IOException, InterruptedException {
        Path data = settings.data().orElse(settings.workDir().resolve("data"));
        Commands commands = new Commands(
                settings,
                data,
                List.of(
                        "--bootstrap-servers", connection.bootstrapServers(),
                        "--registry-url", connection.registryUrl()));
        String dataId = data(data);
        StageRecord teacher = finetune(commands, dataId, importBase(commands));
        String set = "quickstart-"
                + InputFingerprint.of(dataId + settings.limit() + teacher.id() + settings.compression())
                        .substring(0, 8);
        StageRecord sealed = knowledge(commands, set, dataId, teacher);
        for (StudentChoice student : StudentChoice.ALL) {
            train(commands, set, student, sealed, teacher);
        }
    }

    private String data(Path directory) throws IOException, InterruptedException {
        return settings.data().isPresent()
                ? InputFingerprint.ofFiles(directory)
                : stages.run(CorpusStage.of(directory, settings.seed())).id();
    }

    private StageRecord importBase(Commands commands) throws IOException, InterruptedException {
        Path jar = BaseModel.jar();
        return stages.run(new QuickstartStage(
                "import",
                BaseModel.NAME + " from its jar",
                Map.of("from", jar.getFileName().toString()),
                () -> Directories.isModel(commands.base()),
                () -> fresh("import", commands.base(), commands.importBase(jar))));
    }

    private StageRecord finetune(Commands commands, String dataId, StageRecord base)
            throws IOException, InterruptedException {
        Map<String, String> key = training(settings.teacherEpochs());
        key.put("learning-rate", Double.toString(settings.teacherLearningRate()));
        key.put("data", dataId);
        key.put("task", settings.task());
        key.put("limit", Long.toString(settings.limit()));
        key.put("base", base.id());
        return stages.run(new QuickstartStage(
                "teacher",
                "fine-tuning " + BaseModel.NAME + ", epochs: " + settings.teacherEpochs(),
                key,
                () -> Directories.isModel(commands.teacher()),
                () -> fresh("teacher", commands.teacher(), commands.finetune())));
    }

    private StageRecord knowledge(Commands commands, String set, String dataId, StageRecord teacher)
            throws IOException, InterruptedException {
        SetPresence presence = new SetPresence(new ManifestStore(connection), set);
        StageRecord loaded = stages.run(new QuickstartStage(
                "load",
                "the samples into Kafka, as set " + set,
                Map.of("set", set, "data", dataId, "task", settings.task()),
                presence::loaded,
                () -> run("load", commands.load(set))));
        Map<String, String> key = new LinkedHashMap<>(settings.compression().asMap());
        key.put("samples", loaded.id());
        key.put("teacher", teacher.id());
        StageRecord produced = stages.run(new QuickstartStage(
                "produce",
                "the teacher's knowledge of every sample, compressed",
                key,
                presence::produced,
                () -> run("produce", commands.produce(set))));
        return stages.run(new QuickstartStage(
                "seal",
                "proving that every sample is there once",
                Map.of("knowledge", produced.id()),
                presence::sealed,
                () -> run("seal", commands.seal(set))));
    }

    private void train(Commands commands, String set, StudentChoice student, StageRecord sealed, StageRecord teacher)
            throws IOException, InterruptedException {
        Map<String, String> key = training(settings.epochs());
        key.put("learning-rate", Double.toString(settings.learningRate()));
        key.put("set", sealed.id());
        key.put("init", teacher.id());
        key.put("layers", Integer.toString(student.layers()));
        key.put("hsk", Boolean.toString(student.hsk()));
        Path out = commands.model(student);
        stages.run(new QuickstartStage(
                student.name(),
                student.layers() + " layers, epochs: " + settings.epochs()
                        + (student.hsk() ? "" : ", labels and logits but no hidden states"),
                key,
                () -> Directories.isModel(out),
                () -> fresh(student.name(), out, commands.train(set, student))));
    }

    private Map<String, String> training(int epochs) {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("epochs", Integer.toString(epochs));
        key.put("seed", Long.toString(settings.seed()));
        key.put("metric", settings.metric().orElse("the task's first"));
        return key;
    }

    /** Deletes an earlier run's output first, so that it does not mix with the new result. */
    private Outcome fresh(String stage, Path output, List<String> command) throws IOException, InterruptedException {
        Directories.delete(output);
        return run(stage, command);
    }

    private Outcome run(String stage, List<String> command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.add("--json");
        return child.run(stage, line);
    }
}
