package dev.quartermaster.credentials;

import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.Region;
import dev.quartermaster.domain.ProviderId;
import org.jspecify.annotations.Nullable;

/**
 * A provider's key as it was given to be kept.
 *
 * @param value the key or token; of an access key, its id
 * @param secretAccessKey of an access key; null for other kinds
 * @param sessionToken of a temporary access key; null for others
 * @param region the only region of Bedrock that it is used in; null for any
 */
public record Credential(
        CredentialKind kind,
        String value,
        @Nullable String secretAccessKey,
        @Nullable String sessionToken,
        @Nullable Region region) {

    public Credential {
        if ((kind == CredentialKind.ACCESS_KEY) != (secretAccessKey != null)) {
            throw new IllegalArgumentException("an access key, and no other kind, has a secret access key");
        }
    }

    public static Credential of(CredentialKind kind, String value) {
        return new Credential(kind, value, null, null, null);
    }

    /** Returns it as a key of that id. */
    public ApiKey key(ProviderId provider, String id) {
        AwsCredentials aws =
                secretAccessKey == null ? null : new AwsCredentials(value, secretAccessKey, sessionToken, null);
        return new ApiKey(provider, id, value, aws, region);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "Credential[" + kind.wire() + "]";
    }
}
