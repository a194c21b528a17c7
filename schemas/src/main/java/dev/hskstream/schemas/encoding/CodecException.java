package dev.hskstream.schemas.encoding;

import dev.hskstream.base.UserException;

/** Values that cannot be stored, or stored bytes that cannot be decoded. */
public final class CodecException extends UserException {
    private static final long serialVersionUID = 1L;

    /** @param message one line that names the place and the value */
    public CodecException(String message) {
        super(message);
    }

    public CodecException(String place, CodecException cause) {
        super(place + ": " + cause.getMessage(), cause);
    }
}
