package dev.hskstream.schemas.serde;

import java.util.Map;

/**
 * The properties of Confluent's Avro serializer.
 *
 * @param autoRegister {@code auto.register.schemas}: register the schemas of written records
 * @param latest {@code use.latest.version}: if nothing is registered, write with the subject's latest schema
 */
record SerdeConfig(boolean autoRegister, boolean latest) {
    static SerdeConfig of(Map<String, ?> config) {
        return new SerdeConfig(flag(config, "auto.register.schemas", true), flag(config, "use.latest.version", false));
    }

    private static boolean flag(Map<String, ?> config, String name, boolean otherwise) {
        Object value = config.get(name);
        return value == null ? otherwise : Boolean.parseBoolean(value.toString());
    }

    static String subject(String topic, boolean key) {
        return topic + (key ? "-key" : "-value");
    }
}
