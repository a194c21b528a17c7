package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a stage's work gave.
 *
 * @param result the JSON it printed
 * @param peakRssBytes largest resident memory of its process, 0 if unknown
 */
record Outcome(JsonNode result, long peakRssBytes) {}
