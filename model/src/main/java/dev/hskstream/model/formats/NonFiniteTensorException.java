package dev.hskstream.model.formats;

import dev.hskstream.base.UserException;

/** A tensor holds NaN or an infinity, so nothing can be computed with it. */
public final class NonFiniteTensorException extends UserException {
    private static final long serialVersionUID = 1L;

    NonFiniteTensorException(String name, float value, long index) {
        super(name + " is " + value + " at index " + index);
    }
}
