package dev.hskstream.metrics.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One selector of a query, such as {@code rate(name{matchers}[range])}.
 *
 * @param function the function that is applied to it directly; empty if there is none
 * @param range what is in brackets; empty if there are none
 */
record Selector(String function, String name, List<String> matchers, String range) {
    private static final Pattern SELECTOR = Pattern.compile(
            "(?:\\b(?<function>\\w+)\\()?\\b(?<name>[a-zA-Z_:][\\w:]*)\\{(?<matchers>[^}]*)}(?:\\[(?<range>[^]]*)])?");
    private static final Pattern BARE = Pattern.compile("\\b(hsk|jvm|process|kafka)_\\w+\\b(?!\\{)");

    /** The selectors of a query; those without braces have no matchers. */
    static List<Selector> in(String query) {
        List<Selector> found = new ArrayList<>(SELECTOR.matcher(query)
                .results()
                .map(match -> new Selector(
                        orEmpty(match.group(1)),
                        match.group(2),
                        List.of(match.group(3).split(",", -1)),
                        orEmpty(match.group(4))))
                .toList());
        BARE.matcher(query).results().forEach(match -> found.add(new Selector("", match.group(), List.of(), "")));
        return found;
    }

    boolean matches(String matcher) {
        return matchers.contains(matcher);
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }
}
