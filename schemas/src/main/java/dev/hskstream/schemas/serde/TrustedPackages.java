package dev.hskstream.schemas.serde;

import dev.hskstream.schemas.avro.Sample;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Allows Avro to create instances of this build's generated classes. Avro only creates classes that are trusted; what
 * the process trusted before stays trusted.
 */
public final class TrustedPackages {
    private static final String GENERATED = Sample.class.getPackageName();

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(GENERATED)));
    }

    private TrustedPackages() {}

    /** Trusts the generated classes. Only the first call has an effect. */
    public static void trust() {
        // The static initialiser has done it.
    }
}
