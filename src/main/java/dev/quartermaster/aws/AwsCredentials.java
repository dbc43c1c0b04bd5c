package dev.quartermaster.aws;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that sign requests to AWS.
 *
 * @param sessionToken of temporary credentials; null for long-lived ones
 * @param expiry the time of expiry; null if there is none or the source does not say
 */
public record AwsCredentials(
        String accessKeyId,
        String secretAccessKey,
        @Nullable String sessionToken,
        @Nullable Instant expiry) {

    public AwsCredentials {
        if (isMissing(accessKeyId) || isMissing(secretAccessKey)) {
            throw new IllegalArgumentException("AWS credentials need an access key id and a secret access key");
        }
    }

    public static AwsCredentials of(String accessKeyId, String secretAccessKey) {
        return new AwsCredentials(accessKeyId, secretAccessKey, null, null);
    }

    private static boolean isMissing(String value) {
        return value == null || value.isBlank();
    }

    /** Prints no secret and not even the id, which would show an attacker the account. */
    @Override
    public String toString() {
        return "AwsCredentials[" + (sessionToken == null ? "long-lived" : "temporary") + "]";
    }

    /** No source of the chain has credentials, or the one that should have them does not answer. */
    public static final class Unavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** The SDK's own message is left out: it lists every place that was searched, paths and addresses included. */
        Unavailable() {
            super("no AWS credentials were found", null, false, false);
        }
    }

    /** Finds credentials, taking as long as that takes: it may read files and ask metadata services. */
    @FunctionalInterface
    public interface Source {

        /** @throws AwsCredentials.Unavailable when there are none */
        AwsCredentials find();
    }
}
