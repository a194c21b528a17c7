package dev.hskstream.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A benchmark's measured ratio. */
record Result(Benchmark benchmark, Ratio ratio) {
    /** If operation counts limit a ratio, this fraction of the limit must be reached. */
    private static final double OF_ALLOWED = 0.9;

    /** The median divided by the ratio that operation counts allow. */
    OptionalDouble ofAllowed() {
        OptionalDouble allowed = benchmark.allowed();
        return allowed.isPresent() ? OptionalDouble.of(ratio.median() / allowed.getAsDouble()) : OptionalDouble.empty();
    }

    boolean met() {
        return benchmark.target().met(ratio.median()) && ofAllowed().orElse(1) >= OF_ALLOWED;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("median", ratio.median());
        json.put("min", ratio.min());
        json.put("max", ratio.max());
        json.put("runs", ratio.runs());
        json.put("target", benchmark.target().toString());
        benchmark.allowed().ifPresent(allowed -> json.put("allowed", allowed));
        ofAllowed().ifPresent(share -> json.put("ofAllowed", share));
        json.put("met", met());
        return json;
    }
}
