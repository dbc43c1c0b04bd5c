package dev.quartermaster.credentials;

import dev.quartermaster.domain.ModelKey;
import java.time.Instant;

/**
 * A model that a key may not use, because its provider said so.
 *
 * @param keyId the key's id; empty for calls without a key
 * @param until when the model is tried again with that key
 * @param why what the provider answered
 */
public record Denial(ModelKey model, String keyId, Instant until, String why) {}
