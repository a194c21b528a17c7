package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The ACLs that the README lists for each command. They are read from the README, so that the tests check what it
 * promises.
 */
public record AclTable(List<Right> rights) {
    private static final Pattern ROW =
            Pattern.compile("\\| (`(.+)`)? ?\\| (topic|group|transactional id|cluster) `(.+)` \\| (.+) \\|");

    /** An operation on a resource; a {@code *} at the end of the name makes it a prefix. */
    public record Right(String command, String resource, String name, String operation) {
        /** Returns the ACL that grants this right to a user, for one set and one student. */
        AclBinding binding(String user, String set, String student) {
            String own = name.replace("SET", set).replace("SOURCE", "sealed").replace("NAME", student);
            boolean prefix = own.endsWith("*");
            ResourcePattern pattern = new ResourcePattern(
                    ResourceType.fromString(resource.replace(' ', '_').toUpperCase(Locale.ROOT)),
                    prefix ? own.substring(0, own.length() - 1) : own,
                    prefix ? PatternType.PREFIXED : PatternType.LITERAL);
            AclOperation allowed = AclOperation.fromString(
                    operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
            return new AclBinding(
                    pattern, new AccessControlEntry("User:" + user, "*", allowed, AclPermissionType.ALLOW));
        }

        @Override
        public String toString() {
            return command + " without " + operation + " on " + resource + " " + name;
        }
    }

    /** Reads the table. */
    public static AclTable read() throws IOException {
        List<Right> rights = new ArrayList<>();
        String command = "";
        for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                command = row.group(2) == null ? command : row.group(2);
                for (String operation : row.group(5).split(", ", -1)) {
                    rights.add(new Right(command, row.group(3), row.group(4), operation));
                }
            }
        }
        assertThat(rights).as("rights in README.md").hasSizeGreaterThan(20);
        return new AclTable(rights);
    }

    /** The rights of one command. */
    public List<Right> of(String command) {
        return rights.stream().filter(right -> right.command().equals(command)).toList();
    }

    /** The table without a command's rights. */
    AclTable except(String command) {
        return new AclTable(rights.stream()
                .filter(right -> !right.command().equals(command))
                .toList());
    }

    List<String> commands() {
        return rights.stream().map(Right::command).distinct().toList();
    }

    List<Right> without(Right missing) {
        List<Right> rest = new ArrayList<>(of(missing.command()));
        rest.remove(missing);
        return rest;
    }

    @Override
    public String toString() {
        return Arrays.toString(rights.toArray());
    }
}
