package dev.hskstream.cli.command;

import dev.hskstream.base.UserException;
import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.seal.SetVerifier;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code hsk sets --verify}: checks every sealed set again and reports the results. */
final class Verification {
    private final SetVerifier verifier;
    private final List<Map<String, Object>> results = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Verification(KafkaConnection connection) {
        this.verifier = new SetVerifier(connection);
    }

    /**
     * Verifies the sets. Prints a result for each set, and a line on standard error for each set that differs from what
     * was sealed.
     *
     * @return the exit code
     */
    static int of(KafkaConnection connection, List<KnowledgeManifest> sets, OutputOptions output) {
        Verification verification = new Verification(connection);
        sets.forEach(verification::add);
        if (output.json() || !verification.lines.isEmpty()) {
            output.print(verification.results, String.join("\n", verification.lines));
        }
        verification.problems.forEach(connection.listener()::notice);
        return verification.problems.isEmpty() ? HskCommandLine.DONE : HskCommandLine.FAILED;
    }

    /**
     * Checks that a set that was asked for by name is sealed.
     *
     * @throws UserException if it is not, since there is nothing to verify it against
     */
    static void requireSealed(KnowledgeManifest set) {
        if (SetState.of(set) != SetState.COMPLETE) {
            throw new UserException("set " + set.getSet() + " is " + set.getState()
                    + ", not COMPLETE; there is nothing to verify before hsk seal --set " + set.getSet());
        }
    }

    private void add(KnowledgeManifest set) {
        if (SetState.of(set) != SetState.COMPLETE) {
            result(set, "UNSEALED", List.of());
            lines.add("set " + set.getSet() + " is " + set.getState() + ": not sealed, not verified");
            return;
        }
        List<String> differences = verifier.verify(set);
        result(set, differences.isEmpty() ? "VERIFIED" : "DIFFERENT", differences);
        if (differences.isEmpty()) {
            lines.add("set " + set.getSet() + " is what was sealed: " + set.getSamples() + " samples, digest "
                    + set.getDigest());
        } else {
            problems.add("hsk sets: set " + set.getSet() + " is not what was sealed: " + String.join("; ", differences)
                    + "; make it again with hsk produce --again --set " + set.getSet()
                    + " from the same teacher, then seal it");
        }
    }

    private void result(KnowledgeManifest set, String result, List<String> differences) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("set", set.getSet());
        json.put("state", set.getState());
        json.put("result", result);
        json.put("differences", differences);
        results.add(json);
    }
}
