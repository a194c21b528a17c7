package dev.hskstream.model.formats;

import dev.hskstream.base.UserException;

/** Thrown if a tensor contains NaN or an infinity. */
public final class NonFiniteTensorException extends UserException {
    private static final long serialVersionUID = 1L;

    NonFiniteTensorException(String name, float value, long index) {
        super(name + " is " + value + " at index " + index);
    }
}
