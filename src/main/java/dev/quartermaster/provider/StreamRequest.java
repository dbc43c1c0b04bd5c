package dev.quartermaster.provider;

import java.util.Map;

/**
 * What to post for a streamed answer.
 *
 * @param url absolute, with its path encoded already
 * @param mediaType what the answer must be; an answer of another type is read as a refusal. Null for any
 */
public record StreamRequest(String url, Map<String, String> headers, byte[] body, String mediaType) {}
