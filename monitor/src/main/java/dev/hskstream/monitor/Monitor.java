package dev.hskstream.monitor;

import dev.hskstream.console.HskCommandLine;
import dev.hskstream.monitor.command.DeriveCommand;
import dev.hskstream.monitor.command.LagCommand;
import dev.hskstream.monitor.command.MonitorCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Main class of the monitor's container image, which has the commands {@code monitor}, {@code lag} and {@code derive}. */
@Command(
        name = "hsk",
        description = "Watch knowledge sets and trainings, and derive smaller sets.",
        subcommands = {MonitorCommand.class, LagCommand.class, DeriveCommand.class})
public final class Monitor implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Monitor() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.exit(HskCommandLine.run(new Monitor(), args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
