package dev.hskstream.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A benchmark's ratio, as measured. */
record Result(Benchmark benchmark, Ratio ratio) {
    /** Of a ratio that operations limit, at least so much is to be reached. */
    private static final double OF_ALLOWED = 0.9;

    /** The median as share of the ratio that counted operations allow. */
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
