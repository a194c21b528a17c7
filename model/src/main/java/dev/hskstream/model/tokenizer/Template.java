package dev.hskstream.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.base.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The places of special tokens in a single text and in a pair, and the token type of each place: the content of {@code
 * post_processor} in a {@code tokenizer.json}, which has three forms.
 */
record Template(List<Piece> single, List<Piece> pair) {
    /**
     * A place in the template: special tokens, or one of the texts.
     *
     * @param ids ids of the special tokens; empty for a text
     * @param tokens the special tokens; empty for a text
     * @param sequence 0 for the first text, 1 for the second, -1 for special tokens
     * @param type token type
     */
    record Piece(List<Integer> ids, List<String> tokens, int sequence, int type) {
        boolean text() {
            return sequence >= 0;
        }
    }

    Template {
        require(single, 1);
        require(pair, 2);
        if (single.get(0).text()) {
            throw new UserException("tokenizer.json puts no special token before the text, where the head reads");
        }
    }

    private static void require(List<Piece> pieces, int texts) {
        List<Integer> sequences =
                pieces.stream().filter(Piece::text).map(Piece::sequence).toList();
        List<Integer> types = pieces.stream().map(Piece::type).toList();
        if (!sequences.equals(texts == 1 ? List.of(0) : List.of(0, 1))) {
            throw new UserException("tokenizer.json: its post_processor does not hold each text once, in their order");
        }
        if (!types.equals(types.stream().sorted().toList()) || types.get(types.size() - 1) > 1 || types.get(0) < 0) {
            throw new UserException("tokenizer.json: its post_processor gives the token types " + types
                    + "; only zeros followed by ones are known");
        }
    }

    /** BERT's template: {@code cls A sep} and {@code cls A sep B sep}, where the second text has type 1. */
    static Template bert(String cls, String sep, ToIntFunction<String> id) {
        List<Piece> single = List.of(special(cls, id, 0), sequence(0, 0), special(sep, id, 0));
        List<Piece> pair = new ArrayList<>(single);
        pair.add(sequence(1, 1));
        pair.add(special(sep, id, 1));
        return new Template(single, pair);
    }

    /** RoBERTa's template: {@code cls A sep} and {@code cls A sep sep B sep}, all of type 0. */
    static Template roberta(String cls, String sep, ToIntFunction<String> id) {
        List<Piece> single = List.of(special(cls, id, 0), sequence(0, 0), special(sep, id, 0));
        List<Piece> pair = new ArrayList<>(single);
        pair.add(special(sep, id, 0));
        pair.add(sequence(1, 0));
        pair.add(special(sep, id, 0));
        return new Template(single, pair);
    }

    private static Piece special(String token, ToIntFunction<String> id, int type) {
        return new Piece(List.of(id.applyAsInt(token)), List.of(token), -1, type);
    }

    private static Piece sequence(int which, int type) {
        return new Piece(List.of(), List.of(), which, type);
    }

    /**
     * Reads a {@code post_processor}.
     *
     * @throws UserException if it is of another kind
     */
    static Template of(JsonNode processor) {
        String type = processor.path("type").asText();
        return switch (type) {
            case "TemplateProcessing" -> new Template(pieces(processor, "single"), pieces(processor, "pair"));
            case "BertProcessing" -> bert(named(processor, "cls"), named(processor, "sep"), numbered(processor));
            case "RobertaProcessing" -> roberta(named(processor, "cls"), named(processor, "sep"), numbered(processor));
            case "Sequence" -> of(onlyOne(processor));
            default -> throw new UserException("tokenizer.json: its post_processor \"" + type + "\" is not known");
        };
    }

    /** Returns the only template of a sequence; byte-level steps are skipped, because they only change offsets. */
    private static JsonNode onlyOne(JsonNode sequence) {
        List<JsonNode> steps = new ArrayList<>();
        sequence.path("processors").forEach(step -> {
            if (!step.path("type").asText().equals("ByteLevel")) {
                steps.add(step);
            }
        });
        if (steps.size() != 1) {
            throw new UserException(
                    "tokenizer.json: its post_processor is a sequence of " + steps.size() + " templates; one is known");
        }
        return steps.get(0);
    }

    private static String named(JsonNode processor, String which) {
        return processor.path(which).path(0).asText();
    }

    /** The ids that the processor states for its two tokens; they need not be those of the vocabulary. */
    private static ToIntFunction<String> numbered(JsonNode processor) {
        String cls = named(processor, "cls");
        return token ->
                processor.path(token.equals(cls) ? "cls" : "sep").path(1).asInt(-1);
    }

    private static List<Piece> pieces(JsonNode processor, String which) {
        List<Piece> pieces = new ArrayList<>();
        for (JsonNode piece : processor.path(which)) {
            JsonNode text = piece.path("Sequence");
            if (text.isObject()) {
                pieces.add(sequence(
                        text.path("id").asText().equals("B") ? 1 : 0,
                        text.path("type_id").asInt(0)));
            } else {
                pieces.add(special(processor, piece.path("SpecialToken")));
            }
        }
        if (pieces.isEmpty()) {
            throw new UserException("tokenizer.json: its post_processor has no template \"" + which + "\"");
        }
        return pieces;
    }

    private static Piece special(JsonNode processor, JsonNode piece) {
        String name = piece.path("id").asText();
        JsonNode meaning = processor.path("special_tokens").path(name);
        List<Integer> ids = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        meaning.path("ids").forEach(id -> ids.add(id.asInt(-1)));
        meaning.path("tokens").forEach(token -> tokens.add(token.asText()));
        if (ids.isEmpty() || ids.size() != tokens.size()) {
            throw new UserException("tokenizer.json: its post_processor does not say which token \"" + name + "\" is");
        }
        return new Piece(ids, tokens, -1, piece.path("type_id").asInt(0));
    }

    /** Refuses special tokens whose ids are not in a vocabulary of this size. */
    void requireIdsBelow(int size) {
        for (Piece piece : pair) {
            for (int id : piece.ids()) {
                if (id < 0 || id >= size) {
                    throw new UserException(
                            "tokenizer.json: its post_processor gives " + String.join(" ", piece.tokens()) + " the id "
                                    + id + ", which is not one of the " + size + " ids of the vocabulary");
                }
            }
        }
    }

    /** Whether the two texts of a pair have different token types. */
    boolean hasTypes() {
        return pair.stream().anyMatch(piece -> piece.type() != 0);
    }

    Template withoutTypes() {
        return new Template(untyped(single), untyped(pair));
    }

    private static List<Piece> untyped(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> new Piece(piece.ids(), piece.tokens(), piece.sequence(), 0))
                .toList();
    }

    int first() {
        return single.get(0).ids().get(0);
    }

    /** The id of the token that ends a text; -1 if there is none. */
    int separator() {
        Piece last = single.get(single.size() - 1);
        return last.text() ? -1 : last.ids().get(last.ids().size() - 1);
    }

    /** The token before the text. */
    String firstToken() {
        return single.get(0).tokens().get(0);
    }

    String separatorToken() {
        Piece last = single.get(single.size() - 1);
        return last.text() ? firstToken() : last.tokens().get(last.tokens().size() - 1);
    }

    /** The number of special tokens. */
    static int specials(List<Piece> pieces) {
        return pieces.stream().mapToInt(piece -> piece.ids().size()).sum();
    }
}
