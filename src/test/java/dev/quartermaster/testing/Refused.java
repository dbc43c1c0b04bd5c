package dev.quartermaster.testing;

import dev.quartermaster.domain.FailureKind;
import java.time.Duration;
import java.util.Map;

/**
 * A recorded answer that is a failure, and what it means.
 *
 * @param file its path among the test resources
 * @param status 200 where the answer, or the stream, began as a success
 * @param headers by name in small letters
 * @param retryAfter how long it asks to wait, or null
 */
public record Refused(
        String file,
        int status,
        Map<String, String> headers,
        FailureKind kind,
        boolean isTransient,
        Duration retryAfter) {

    public static Refused permanent(String file, int status, FailureKind kind) {
        return new Refused(file, status, Map.of(), kind, false, null);
    }

    public static Refused passing(String file, int status, FailureKind kind) {
        return new Refused(file, status, Map.of(), kind, true, null);
    }

    public Refused with(String header, String value) {
        return new Refused(file, status, Map.of(header, value), kind, isTransient, retryAfter);
    }

    public Refused after(Duration wait) {
        return new Refused(file, status, headers, kind, isTransient, wait);
    }

    @Override
    public String toString() {
        return file + " " + status;
    }
}
