package dev.hskstream.model.pretrained;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.TensorDigest;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.model.tokenizer.TokenizerDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A model with all that is needed to run it: configuration, weights and tokenizer. Pooler and classifier are optional.
 *
 * @param weights by the names of {@link HfNames}, in canonical order
 * @param tokenizerJson the content of {@code tokenizer.json}
 * @param maxLength the most tokens of one input
 */
public record PretrainedModel(
        EncoderConfig config, Map<String, HostTensor> weights, String tokenizerJson, int maxLength) {
    public PretrainedModel {
        weights = Collections.unmodifiableMap(inOrder(config, weights));
        if (maxLength < 1 || maxLength > config.maxTokens()) {
            throw new IllegalArgumentException("maximum length " + maxLength + " is not in 1.." + config.maxTokens());
        }
    }

    private static Map<String, HostTensor> inOrder(EncoderConfig config, Map<String, HostTensor> weights) {
        Map<String, HostTensor> ordered = new LinkedHashMap<>();
        boolean encoder = true;
        for (Map.Entry<String, long[]> expected : HfNames.expected(config, true).entrySet()) {
            String name = expected.getKey();
            encoder = encoder && !name.startsWith(HfNames.POOLER);
            HostTensor tensor = weights.get(name);
            if (tensor == null && encoder) {
                throw new UserException("the weights have no " + name + ", which a "
                        + config.architecture().modelType() + " of " + config.layers() + " layers needs");
            }
            if (tensor != null && !tensor.hasShape(expected.getValue())) {
                throw new UserException(name + " has the shape " + Arrays.toString(tensor.shape())
                        + ", the configuration asks for " + Arrays.toString(expected.getValue()));
            }
            if (tensor != null) {
                ordered.put(name, tensor);
            }
        }
        weights.keySet().stream()
                .filter(name -> !ordered.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UserException("the weights have " + name + ", which is no part of a "
                            + config.architecture().modelType() + " of " + config.layers()
                            + " layers with a classifier");
                });
        requireWhole(ordered, HfNames.POOLER);
        requireWhole(ordered, HfNames.CLASSIFIER);
        return ordered;
    }

    /** Refuses a dense layer that lacks its weight or bias; otherwise the head would be dropped silently. */
    private static void requireWhole(Map<String, HostTensor> weights, String dense) {
        boolean weight = weights.containsKey(dense + ".weight");
        if (weight != weights.containsKey(dense + ".bias")) {
            throw new UserException("the weights have " + dense + (weight ? ".weight" : ".bias") + " but no " + dense
                    + (weight ? ".bias" : ".weight") + "; get the whole file, or leave both out");
        }
    }

    /**
     * Reads a Hugging Face directory: {@code config.json}, {@code model.safetensors} or {@code pytorch_model.bin}, and
     * the tokenizer as {@link TokenizerDirectory} finds it. Everything that {@link #load(Path, Consumer)} reports in a
     * notice is an error here, because a caller without a notice consumer would not learn of it.
     *
     * @throws UserException naming what is missing or wrong
     */
    public static PretrainedModel load(Path directory) {
        List<String> told = new ArrayList<>();
        PretrainedModel model = load(directory, told::add);
        if (!told.isEmpty()) {
            throw new UserException(told.get(0));
        }
        return model;
    }

    /**
     * Reads like {@link #load(Path)}, and reports what the user should know about the files.
     *
     * @param notice receives one line for each deviation from what a file of the model says
     */
    public static PretrainedModel load(Path directory, Consumer<String> notice) {
        return ModelDirectory.read(directory, notice);
    }

    /**
     * Writes a Hugging Face directory that Transformers can open. The directory is written atomically and replaces an
     * earlier model there.
     *
     * @throws UserException if the directory contains files that do not belong to a model
     */
    public void save(Path directory) {
        save(directory, Map.of());
    }

    /**
     * Writes like {@link #save(Path)}, with further files.
     *
     * @param companions content by file name, for example a record of the model's origin
     */
    public void save(Path directory, Map<String, String> companions) {
        ModelWriter.write(this, directory, companions);
    }

    /**
     * Returns this model after checking that the tokenizer's tokens all have an embedding and that its kind suits the
     * architecture.
     */
    public PretrainedModel verified() {
        int tokens = SubwordTokenizer.vocabulary(tokenizerJson).size();
        if (tokens > config.vocabSize()) {
            throw new UserException("the tokenizer knows " + tokens + " tokens, the model has embeddings for "
                    + config.vocabSize() + "; they do not belong together");
        }
        config.architecture().requireTokenizer("the tokenizer", SubwordTokenizer.bytePairs(tokenizerJson));
        return this;
    }

    /**
     * Checks whether {@link #save} could write there, to be called before hours of work that end in saving.
     *
     * @param replace whether a model there may be replaced
     * @throws UserException if there is a model already, a file, or a directory with other content
     */
    public static void requireWritable(Path directory, boolean replace) {
        Path target = directory.toAbsolutePath().normalize();
        ModelDirectory.recover(target);
        ModelWriter.checkReplaceable(target);
        if (!replace && Files.exists(target.resolve("config.json"))) {
            throw new UserException(directory
                    + ": there is a model already; remove it, name another --out, or pass --force to replace it");
        }
    }

    /**
     * Refuses a head that decides each label independently, and one with two labels of the same name.
     *
     * @param whose the model's place, for the error message
     */
    public void requireOneLabel(Object whose) {
        if (config.multiLabel()) {
            throw new UserException(whose + ": problem_type is multi_label_classification, each of the labels "
                    + config.labels() + " is decided by itself; tasks here choose one label among all, fine-tune it"
                    + " for such a task first");
        }
        Set<String> seen = new HashSet<>();
        config.labels().stream().filter(label -> !seen.add(label)).findFirst().ifPresent(label -> {
            throw new UserException(whose + ": id2label in its config.json names two classes " + Quoted.of(label)
                    + ", so what the second is cannot be told; give it a name of its own");
        });
    }

    /**
     * Whether the model cannot process pairs: its tokenizer gives the second text type 1, for which the model has no
     * embedding.
     */
    public boolean lacksPairs() {
        return config.architecture().hasTypes()
                && config.typeVocabSize() < 2
                && SubwordTokenizer.typesPairs(tokenizerJson);
    }

    /**
     * Refuses pairs of texts for a model that cannot process them.
     *
     * @param pairs whether the data are pairs
     * @param whose the model's place, for the error message
     */
    public void requirePairs(boolean pairs, Object whose) {
        if (pairs && lacksPairs()) {
            throw new UserException(
                    whose + ": the model knows one token type (type_vocab_size " + config.typeVocabSize()
                            + "), its tokenizer gives the second text of a pair another; take a model that was made for pairs");
        }
    }

    public boolean hasPooler() {
        return has(HfNames.POOLER);
    }

    public boolean hasClassifier() {
        return has(HfNames.CLASSIFIER);
    }

    private boolean has(String dense) {
        return weights.containsKey(dense + ".weight") && weights.containsKey(dense + ".bias");
    }

    /** The number of parameters. */
    public long parameters() {
        return weights.values().stream().mapToLong(HostTensor::size).sum();
    }

    /** SHA-256 over the configuration and the weights sorted by name, hexadecimal. */
    public String fingerprint() {
        TensorDigest fingerprint = new TensorDigest().add("hsk-model-1").add(config.toJson());
        new TreeMap<>(weights).forEach((name, tensor) -> fingerprint.add(name).add(tensor));
        return fingerprint.hex();
    }

    /** SHA-256 over the tokenizer's behaviour, hexadecimal. */
    public String tokenizerFingerprint() {
        return SubwordTokenizer.fingerprint(tokenizerJson);
    }
}
