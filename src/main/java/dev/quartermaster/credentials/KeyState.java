package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;
import java.time.Instant;
import java.util.Optional;

/**
 * One key as an operator may see it.
 *
 * @param id the key's name in attempts and logs
 * @param masked what may be shown of its value
 * @param source where it was found: the name of a configuration key or environment variable
 * @param restingSince since when it is left out; empty while it is in use
 * @param restingUntil when it is used again; empty while it is in use
 * @param restingBecause what its provider answered; empty while it is in use
 */
public record KeyState(
        ProviderId provider,
        String id,
        String masked,
        String source,
        Optional<Instant> restingSince,
        Optional<Instant> restingUntil,
        Optional<String> restingBecause) {}
