package dev.hskstream.monitor.command;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file with the token. */
final class TokenFile {
    /** What cannot be guessed over a network. */
    static final int LEAST = 16;

    private TokenFile() {}

    /**
     * Reads the token: one word of visible ASCII characters, without the white space around it.
     *
     * @throws UserException if the file cannot be read or does not contain such a word; the message does not contain the
     *     token
     */
    static String read(Path file) {
        String token;
        try {
            token = Files.readString(file).strip();
        } catch (IOException e) {
            throw new UserException("--token-file " + file + " cannot be read: " + e, e);
        }
        if (!token.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new UserException("--token-file " + file + " must contain one word of ASCII characters");
        }
        if (token.length() < LEAST) {
            throw new UserException("--token-file " + file + " contains a token of " + token.length()
                    + " characters; it needs at least " + LEAST + ", for example from: openssl rand -hex 16");
        }
        return token;
    }
}
