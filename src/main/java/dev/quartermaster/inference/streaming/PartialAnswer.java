package dev.quartermaster.inference.streaming;

/**
 * The part of an answer that a broken stream delivered.
 *
 * @param characters of text, reasoning and arguments
 * @param outputTokens as the provider counted them, else estimated
 * @param resumable whether all of it is one text, which can be sent along as the beginning of the answer to be continued
 */
public record PartialAnswer(long characters, long outputTokens, boolean resumable) {}
