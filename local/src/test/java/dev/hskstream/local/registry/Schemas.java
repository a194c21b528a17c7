package dev.hskstream.local.registry;

import org.apache.avro.Schema;

/** One record through three versions. */
final class Schemas {
    static final Schema ONE = of("{\"name\":\"a\",\"type\":\"long\"}");

    static final Schema WITH_DEFAULT =
            of("{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\",\"type\":\"long\",\"default\":0}");

    /** Follows {@link #WITH_DEFAULT}, but cannot read {@link #ONE}. */
    static final Schema WITHOUT_DEFAULT = of("{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\",\"type\":\"long\"}");

    private Schemas() {}

    private static Schema of(String fields) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }
}
