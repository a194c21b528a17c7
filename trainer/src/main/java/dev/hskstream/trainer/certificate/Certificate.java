package dev.hskstream.trainer.certificate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of every epoch of a finished training, stored beside the model as {@value #FILE}.
 *
 * @param data identity of the samples; for a knowledge set, its digest
 * @param seed decides the order of the samples, together with the data
 * @param epochs in order
 * @param changes settings that were changed with {@code --force} during the training, each with its step
 */
public record Certificate(String data, long seed, int batchSize, List<EpochProof> epochs, List<String> changes) {
    /** Name of the file in a model's directory. */
    public static final String FILE = "certificate.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** As JSON. Trainings with the same data and settings get the same bytes, however often they were stopped. */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", "hsk-certificate-1");
        json.put("data", data);
        json.put("seed", seed);
        json.put("batchSize", batchSize);
        json.put("exactlyOnce", true);
        json.put("epochs", epochs);
        json.put("changes", changes);
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a certificate can always be written", e);
        }
    }
}
