package dev.hskstream.kafka.copy;

import java.io.IOException;

/** A file does not contain the set that its name claims; the message says why. */
final class DamagedCopyException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedCopyException(String message) {
        super(message);
    }
}
