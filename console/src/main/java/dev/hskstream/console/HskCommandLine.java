package dev.hskstream.console;

import dev.hskstream.base.UsageException;
import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs every {@code hsk} command: adds {@code --help}, {@code --version} and {@code --stacktrace}, reads options from
 * the environment, and prints failures in one line.
 *
 * <p>Exit codes: {@value #DONE} success, {@value #FAILED} failure, {@value #USAGE} wrong usage. After SIGTERM or SIGINT
 * the JVM exits with {@value #STOPPED} or 130, whatever the command returns (see {@link Shutdown}).
 */
public final class HskCommandLine {
    /** The command succeeded. */
    public static final int DONE = 0;

    /** The command failed; the reason is on standard error. */
    public static final int FAILED = 1;

    /** The command line was wrong; nothing was done. */
    public static final int USAGE = 2;

    /** The command stopped because it was asked to. */
    public static final int STOPPED = 143;

    private HskCommandLine() {}

    /** The main class of the program that a command belongs to, which a child process of the same program starts. */
    public static Class<?> program(CommandSpec command) {
        return command.root().userObject().getClass();
    }

    /** Runs the command with this process's environment and returns its exit code. */
    public static int run(Object command, String[] args) {
        CommandLine commandLine = of(command, System.getenv());
        return Shutdown.process().run(() -> commandLine.execute(args));
    }

    /** Creates a command line and adds what all commands share to the command and its subcommands. */
    public static CommandLine of(Object command, Map<String, String> environment) {
        CommandLine commandLine = new CommandLine(command);
        mountShared(commandLine, new EnvironmentDefaults(environment));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionStrategy(parsed -> execute(parsed, environment));
        commandLine.setParameterExceptionHandler(HskCommandLine::refuse);
        commandLine.setExecutionExceptionHandler(HskCommandLine::fail);
        return commandLine;
    }

    /**
     * Wraps an {@link Error}, such as a missing native library, in an exception, because picocli reports only
     * exceptions.
     */
    private static int execute(ParseResult parsed, Map<String, String> environment) {
        try {
            if (CommandLine.printHelpIfRequested(parsed)) {
                return DONE;
            }
            checkVariables(parsed, environment);
            OptionRanges.check(parsed);
            OptionForms.check(parsed);
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error error) {
            throw new CommandLine.ExecutionException(last(parsed), error.toString(), error);
        }
    }

    /** Checks environment variables that are not defaults of options. */
    private static void checkVariables(ParseResult parsed, Map<String, String> environment) {
        try {
            ProgressStyle.check(environment);
        } catch (UsageException e) {
            throw new ParameterException(last(parsed), e.getMessage(), e);
        }
    }

    private static CommandLine last(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.subcommand() != null) {
            last = last.subcommand();
        }
        return last.commandSpec().commandLine();
    }

    private static void mountShared(CommandLine commandLine, EnvironmentDefaults defaults) {
        CommandSpec spec = commandLine.getCommandSpec();
        if (!spec.mixinStandardHelpOptions()) {
            spec.mixinStandardHelpOptions(true);
        }
        spec.addMixin("shared", CommandSpec.forAnnotatedObject(new SharedOptions()));
        spec.versionProvider(new BuildVersion());
        spec.defaultValueProvider(defaults);
        spec.usageMessage().showDefaultValues(true).sortOptions(false).width(110);
        commandLine.setHelpFactory(OptionHelp::new);
        commandLine.registerConverter(Double.class, new FiniteNumber());
        commandLine.registerConverter(double.class, new FiniteNumber());
        commandLine.getSubcommands().values().forEach(subcommand -> mountShared(subcommand, defaults));
    }

    /** Leaves out the empty "Default:" line that picocli prints for an option without a default. */
    private static final class OptionHelp extends CommandLine.Help {
        OptionHelp(CommandSpec command, ColorScheme colors) {
            super(command, colors);
        }

        @Override
        public String optionList() {
            return super.optionList().replaceAll("(?m)^ +Default: *\\R", "");
        }
    }

    private static int refuse(ParameterException refusal, String[] args) {
        CommandLine commandLine = refusal.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println(name(commandLine) + ": " + UsageMessages.describe(refusal));
        if (refusal instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            err.println("Did you mean: " + String.join(", ", unmatched.getSuggestions()) + "?");
        }
        err.println("Try: " + name(commandLine) + " --help");
        err.flush();
        return USAGE;
    }

    private static int fail(Exception failure, CommandLine commandLine, @Nullable ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        boolean stopped = Stopping.is(failure, Shutdown.request().requested());
        err.println(
                name(commandLine) + ": " + (stopped ? Stopping.describe(failure) : ErrorMessages.describe(failure)));
        if (SharedOptions.wantsStackTrace(parsed)) {
            failure.printStackTrace(err);
        }
        boolean usage = failure instanceof UsageException;
        if (usage) {
            err.println("Try: " + name(commandLine) + " --help");
        }
        err.flush();
        return stopped ? STOPPED : usage ? USAGE : FAILED;
    }

    /**
     * The command's name in messages. A command that is the main class of its own module has no parent, but is an
     * {@code hsk} command too.
     */
    private static String name(CommandLine commandLine) {
        String name = commandLine.getCommandSpec().qualifiedName();
        return name.equals("hsk") || name.startsWith("hsk ") ? name : "hsk " + name;
    }
}
