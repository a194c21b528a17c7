package dev.hskstream.local.registry;

import org.apache.avro.Schema;

/** Three versions of one record schema. */
final class Schemas {
    static final Schema ONE = of("{\"name\":\"a\",\"type\":\"long\"}");

    static final Schema WITH_DEFAULT =
            of("{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\",\"type\":\"long\",\"default\":0}");

    /** A valid successor of {@link #WITH_DEFAULT} that cannot read {@link #ONE}. */
    static final Schema WITHOUT_DEFAULT = of("{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\",\"type\":\"long\"}");

    private Schemas() {}

    private static Schema of(String fields) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }
}
