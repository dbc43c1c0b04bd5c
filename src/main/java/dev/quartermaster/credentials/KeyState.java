package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;
import java.time.Instant;
import java.util.Optional;

/**
 * One key as an operator may see it.
 *
 * @param id the key's name in attempts and logs
 * @param masked what may be shown of its value
 * @param source where it was found: the name of a configuration key, an environment variable or a secret
 * @param since when it was set, or first seen
 * @param slot where the database keeps it; empty in other places
 * @param serving whether calls go out with it; false while a place before its own has keys
 * @param expiresAt its end, where the key itself says it
 * @param restingSince since when it is left out; empty while it is in use
 * @param restingUntil when it is used again; empty while it is in use
 * @param restingBecause what its provider answered; empty while it is in use
 */
public record KeyState(
        ProviderId provider,
        String id,
        String masked,
        CredentialKind kind,
        KeyOrigin origin,
        String source,
        Instant since,
        Optional<Integer> slot,
        boolean serving,
        Optional<Instant> expiresAt,
        Optional<Instant> restingSince,
        Optional<Instant> restingUntil,
        Optional<String> restingBecause) {

    static KeyState of(FoundKey found, boolean serving, Optional<Rest> rest) {
        ApiKey key = found.key();
        return new KeyState(
                key.provider(),
                key.id(),
                key.masked(),
                key.kind(),
                found.origin(),
                found.source(),
                found.since(),
                Optional.ofNullable(found.slot()),
                serving,
                key.kind() == CredentialKind.BEARER_TOKEN ? BedrockToken.expiry(key.value()) : Optional.empty(),
                rest.map(Rest::since),
                rest.map(Rest::until),
                rest.map(Rest::why));
    }
}
