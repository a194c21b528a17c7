package dev.hskstream.cli.quickstart;

import dev.hskstream.base.timing.ProcessMemory;
import dev.hskstream.cli.report.Machine;
import dev.hskstream.cli.report.QuickstartReport;
import dev.hskstream.cli.report.ReportFiles;
import dev.hskstream.cli.report.TerminalTable;
import dev.hskstream.console.BuildVersion;
import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.local.broker.BrokerConfig;
import dev.hskstream.local.broker.EmbeddedBroker;
import dev.hskstream.local.registry.DevRegistry;
import dev.hskstream.monitor.web.Dashboard;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hsk quickstart}: runs the whole job on one machine and reports the results. */
@Command(
        name = "quickstart",
        description = "Runs the whole pipeline with nothing else installed: fine-tunes a teacher, sends its compressed"
                + " knowledge through an embedded Kafka into two students and a control without it, and reports.")
public final class QuickstartCommand implements Callable<Integer> {
    @Mixin
    private final QuickstartOptions options = new QuickstartOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final PrintStream err = System.err;
    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException, InterruptedException {
        QuickstartSettings settings = options.settings();
        Files.createDirectories(settings.workDir());
        Path brokerDir = settings.workDir().resolve("broker");
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(brokerDir, options.port()));
                DevRegistry registry = DevRegistry.start(brokerDir, options.registryPort())) {
            err.println("Kafka on " + broker.bootstrapServers() + ", registry on " + registry.url() + ", data in "
                    + settings.workDir());
            KafkaConnection connection = KafkaConnection.of(broker.bootstrapServers(), registry.url());
            QuickstartReport report = watched(settings, connection);
            ReportFiles.write(report, settings.workDir());
            output.print(report, table(report, settings.workDir()));
        }
        return HskCommandLine.DONE;
    }

    /** The dashboard is in this process, which has nothing to do: a JVM of its own would take time from the children. */
    private QuickstartReport watched(QuickstartSettings settings, KafkaConnection connection)
            throws IOException, InterruptedException {
        try (Dashboard dashboard = Dashboard.start(connection, Dashboard.Settings.loopback(options.monitorPort()))) {
            err.println("Dashboard, until the end: " + dashboard.url());
            return run(settings, connection);
        }
    }

    private QuickstartReport run(QuickstartSettings settings, KafkaConnection connection)
            throws IOException, InterruptedException {
        StageRunner stages = new StageRunner(
                new StageLog(settings.workDir().resolve("stages")), Quickstart.count(settings), err, clock);
        new Quickstart(settings, connection, stages, new ChildProcess(HskCommandLine.program(spec), err)).run();
        return new ReportBuilder(stages.done(), stage -> weightBytes(settings.workDir(), stage))
                .build(
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                        settings,
                        stages.reused(),
                        ProcessMemory.peakRssBytes(),
                        Machine.here(),
                        versions());
    }

    private static long weightBytes(Path workDir, String stage) {
        return Directories.weightBytes(
                stage.equals("teacher")
                        ? workDir.resolve(stage)
                        : workDir.resolve("students").resolve(stage));
    }

    private static Map<String, String> versions() throws IOException {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("hsk-stream", BuildVersion.version());
        versions.put("Java", Runtime.version().toString());
        versions.put("Kafka", AppInfoParser.getVersion());
        return versions;
    }

    private static String table(QuickstartReport report, Path workDir) {
        return "\n" + TerminalTable.of(report) + "\nReport: " + workDir.resolve(ReportFiles.HTML) + " and "
                + workDir.resolve(ReportFiles.JSON);
    }
}
