package dev.hskstream.model.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import dev.hskstream.base.file.TextFile;
import java.nio.file.Path;

/** Reads the JSON files of a model directory. */
public final class JsonFile {
    /** Refuses text after the object, as Transformers does: a file that was written twice holds two objects. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFile() {}

    /**
     * Reads a file that contains one JSON object.
     *
     * @throws UserException naming the file and what is wrong: another kind of file, another encoding, truncated, or
     *     malformed in a line
     */
    public static ObjectNode read(Path file) {
        return parse(file, TextFile.read(file));
    }

    /** Returns the text of a file after checking that it is a JSON object. */
    public static String text(Path file) {
        String text = TextFile.read(file);
        parse(file, text);
        return text;
    }

    private static ObjectNode parse(Path file, String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw new UserException(file + ": is no JSON object but " + root.getNodeType());
        } catch (JsonEOFException e) {
            throw new UserException(
                    file + ": malformed JSON: it ends after " + text.length()
                            + " characters, in the middle; the file was cut off, get it again",
                    e);
        } catch (MismatchedInputException e) {
            throw new UserException(
                    file + ": malformed JSON: more follows on line "
                            + e.getLocation().getLineNr()
                            + " after the object, as in a file that was written twice; get it again",
                    e);
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UserException(
                    file + ": malformed JSON on line " + line + ": " + firstLine(e.getOriginalMessage()), e);
        }
    }

    /** Keeps the first line of the parser's message; the others quote its source. */
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").replaceFirst(" \\(for .*", "");
    }
}
