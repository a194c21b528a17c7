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
 * Everything that is needed to run a BERT: its shape, its weights, its tokenizer. Pooler and classifier may be missing.
 *
 * @param weights by the names of {@link HfNames}, in their order
 * @param maxLength most tokens the model takes
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

    /** Half a layer counted as none, and the head would be left out without a word. */
    private static void requireWhole(Map<String, HostTensor> weights, String dense) {
        boolean weight = weights.containsKey(dense + ".weight");
        if (weight != weights.containsKey(dense + ".bias")) {
            throw new UserException("the weights have " + dense + (weight ? ".weight" : ".bias") + " but no " + dense
                    + (weight ? ".bias" : ".weight") + "; get the whole file, or leave both out");
        }
    }

    /**
     * Reads a Hugging Face directory: {@code config.json}, {@code model.safetensors} or {@code pytorch_model.bin},
     * and a tokenizer as {@link TokenizerDirectory} finds it.
     *
     * @throws UserException naming what is missing or wrong, or what {@link #load(Path, Consumer)} would have told: nothing
     *     is read otherwise than a file says without somebody hearing of it
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
     * {@link #load(Path)}, and says what the user should know of the files.
     *
     * @param notice is told one line for each thing that was read otherwise than some file of the model says
     */
    public static PretrainedModel load(Path directory, Consumer<String> notice) {
        return ModelDirectory.read(directory, notice);
    }

    /**
     * Writes a Hugging Face directory that Transformers opens unchanged: the whole directory appears at once, or nothing
     * does. An earlier model there is replaced.
     *
     * @throws UserException where the directory holds anything that is no model
     */
    public void save(Path directory) {
        save(directory, Map.of());
    }

    /**
     * {@link #save(Path)} with more files.
     *
     * @param companions contents by file name: what lies beside the model and tells where it comes from
     */
    public void save(Path directory, Map<String, String> companions) {
        ModelWriter.write(this, directory, companions);
    }

    /** This model, once its tokenizer is known to give only ids that have an embedding. */
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
     * Whether {@link #save} could write there: to be asked before hours of work that end in a save.
     *
     * @param replace whether a model there may be replaced
     * @throws UserException if there is a model already, a file, or a directory that holds something else
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
     * Refuses a head that decides each label by itself where one among all is asked for, and one of which two labels have
     * one name.
     *
     * @param whose what to name in the message
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
     * Whether pairs of texts need something that the model lacks: its tokenizer gives the second text a type of its own,
     * of which the model has no embedding.
     */
    public boolean lacksPairs() {
        return config.architecture().hasTypes()
                && config.typeVocabSize() < 2
                && SubwordTokenizer.typesPairs(tokenizerJson);
    }

    /**
     * Refuses pairs of texts for a model that tells no two texts apart.
     *
     * @param pairs whether the data are pairs
     * @param whose what to name in the message
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

    /** How many numbers the weights hold. */
    public long parameters() {
        return weights.values().stream().mapToLong(HostTensor::size).sum();
    }

    /** SHA-256 over configuration and weights in the order of their names, hexadecimal. */
    public String fingerprint() {
        TensorDigest fingerprint = new TensorDigest().add("hsk-model-1").add(config.toJson());
        new TreeMap<>(weights).forEach((name, tensor) -> fingerprint.add(name).add(tensor));
        return fingerprint.hex();
    }

    /** SHA-256 over what the tokenizer does, hexadecimal. */
    public String tokenizerFingerprint() {
        return SubwordTokenizer.fingerprint(tokenizerJson);
    }
}
