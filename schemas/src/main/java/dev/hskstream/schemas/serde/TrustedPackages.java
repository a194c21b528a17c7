package dev.hskstream.schemas.serde;

import dev.hskstream.schemas.avro.Sample;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro creates instances only of classes it is told to trust. This build's generated classes are; what the process
 * trusted before stays trusted.
 */
public final class TrustedPackages {
    private static final String GENERATED = Sample.class.getPackageName();

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(GENERATED)));
    }

    private TrustedPackages() {}

    /** Trusts the generated classes; the first call counts. */
    public static void trust() {
        // The static initialiser does it, once.
    }
}
