package dev.quartermaster.auth;

import dev.quartermaster.auth.keys.KeyVerifier;
import dev.quartermaster.auth.keys.KeyVerifier.Verdict;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Admits a request by its key: the admin key of the configuration, or one that was made here. Never blocks. */
@Singleton
public class CallerAuthentication {

    private static final Admission UNKNOWN = Admission.refused(
            ErrorCode.INVALID_API_KEY,
            "A valid key is needed, as 'Authorization: Bearer <key>' or 'x-api-key: <key>'.");
    private static final Admission EXPIRED = Admission.refused(ErrorCode.INVALID_API_KEY, "This key has expired.");
    private static final Admission REVOKED = Admission.refused(ErrorCode.INVALID_API_KEY, "This key has been revoked.");
    private static final Admission UNDECIDED = Admission.refused(
            ErrorCode.AUTHENTICATION_UNAVAILABLE,
            "This key is not known here, and the database that would tell whether it is a new one does not answer now.");
    private static final Admission TOO_MANY = Admission.refused(
            ErrorCode.RATE_LIMIT_EXCEEDED, "Too many wrong keys came from this address within a minute.");

    private final Authenticator authenticator;
    private final KeyVerifier keys;
    private final FailedTries failedTries;

    CallerAuthentication(Authenticator authenticator, KeyVerifier keys, FailedTries failedTries) {
        this.authenticator = authenticator;
        this.keys = keys;
        this.failedTries = failedTries;
    }

    /**
     * Admits a request, or says why not.
     *
     * @param key what it presented, or null when it presented nothing
     * @param address where it comes from
     */
    public Admission admit(@Nullable String key, String address) {
        Optional<Caller> known = authenticator.identify(key);
        if (known.isPresent()) {
            return Admission.of(known.get());
        }
        if (key == null || key.isBlank()) {
            return UNKNOWN;
        }
        Verdict verdict = keys.verify(key.strip());
        Caller caller = verdict.caller();
        if (caller != null) {
            return Admission.of(caller);
        }
        return switch (verdict.outcome()) {
            case UNDECIDED -> UNDECIDED;
            case EXPIRED -> EXPIRED;
            case REVOKED -> REVOKED;
            case UNKNOWN, VALID -> failedTries.add(address) ? TOO_MANY : UNKNOWN;
        };
    }
}
