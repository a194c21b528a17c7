package dev.hskstream.cli.corpus;

/**
 * A sentence with a mistake and the same sentence corrected.
 *
 * @param rule the grammar rule, or group of rules, that the example belongs to; the rules of a group look for the same
 *     mistake
 * @param wrong the sentence with the mistake, one line
 * @param right the corrected sentence, one line
 */
public record SentencePair(String rule, String wrong, String right) {}
