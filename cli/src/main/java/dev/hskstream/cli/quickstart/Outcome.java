package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The result of a stage's work.
 *
 * @param result the JSON that it printed
 * @param peakRssBytes peak resident memory of its process; 0 if unknown
 */
record Outcome(JsonNode result, long peakRssBytes) {}
