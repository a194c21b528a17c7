package dev.hskstream.model.tokenizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A byte-level vocabulary: special tokens, the 256 bytes in GPT-2's notation, two merges and {@code <mask>}. */
final class RobertaPlace {
    private final Map<String, Integer> ids = new LinkedHashMap<>();

    private RobertaPlace() {
        List<String> tokens = new ArrayList<>(List.of("<s>", "<pad>", "</s>", "<unk>"));
        int beyond = 256;
        for (int value = 0; value < 256; value++) {
            boolean printed = (value > ' ' && value < 127) || (value > 160 && value != 173);
            tokens.add(String.valueOf((char) (printed ? value : beyond++)));
        }
        tokens.addAll(List.of("th", "the", "<mask>"));
        tokens.forEach(token -> ids.put(token, ids.size()));
    }

    /** Writes {@code vocab.json} and {@code merges.txt}. */
    static RobertaPlace in(TokenizerPlace place) {
        RobertaPlace roberta = new RobertaPlace();
        place.with(
                "vocab.json",
                roberta.ids.entrySet().stream()
                        .map(e -> "\"" + e.getKey().replace("\\", "\\\\").replace("\"", "\\\"") + "\":" + e.getValue())
                        .collect(Collectors.joining(",", "{", "}")));
        place.with("merges.txt", "#version: 0.2\nt h\nth e\n");
        return roberta;
    }

    int id(String token) {
        return ids.getOrDefault(token, -1);
    }

    int size() {
        return ids.size();
    }
}
