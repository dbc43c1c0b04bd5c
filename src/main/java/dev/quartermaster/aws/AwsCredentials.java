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

    /** Not even the id: it tells an attacker which account to look for. */
    @Override
    public String toString() {
        return "AwsCredentials[" + (sessionToken == null ? "long-lived" : "temporary") + "]";
    }
}
