package dev.hskstream.cli;

import dev.hskstream.cli.bench.BenchCommand;
import dev.hskstream.cli.command.BrokerCommand;
import dev.hskstream.cli.command.ImportCommand;
import dev.hskstream.cli.command.SetsCommand;
import dev.hskstream.cli.quickstart.QuickstartCommand;
import dev.hskstream.console.HskCommandLine;
import dev.hskstream.monitor.command.DeriveCommand;
import dev.hskstream.monitor.command.LagCommand;
import dev.hskstream.monitor.command.MonitorCommand;
import dev.hskstream.producer.command.AuditCommand;
import dev.hskstream.producer.command.LoadCommand;
import dev.hskstream.producer.command.ProduceCommand;
import dev.hskstream.producer.command.SealCommand;
import dev.hskstream.trainer.command.EvaluateCommand;
import dev.hskstream.trainer.command.FinetuneCommand;
import dev.hskstream.trainer.command.TrainCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main class of {@code hsk}, which has every command. */
@Command(
        name = "hsk",
        description =
                "Distils a teacher's compressed hidden-state knowledge over Kafka into students that never run it.",
        subcommands = {
            QuickstartCommand.class,
            BrokerCommand.class,
            ImportCommand.class,
            FinetuneCommand.class,
            LoadCommand.class,
            ProduceCommand.class,
            SealCommand.class,
            DeriveCommand.class,
            SetsCommand.class,
            MonitorCommand.class,
            LagCommand.class,
            AuditCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            BenchCommand.class,
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Every option can also be given as an environment variable: --batch-size as HSK_BATCH_SIZE.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 lag above the limit; 130 or 143 stopped by Ctrl-C or SIGTERM: start it again to go on."
        })
public final class Hsk implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Hsk() {}

    /** Runs the command and exits with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs the command in this process and returns its exit code. */
    public static int run(String... args) {
        return HskCommandLine.run(new Hsk(), args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
