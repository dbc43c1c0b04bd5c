package dev.quartermaster.credentials;

import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.Region;
import dev.quartermaster.domain.ProviderId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One key of one provider.
 *
 * @param id names the key in attempts and logs, from its place and source, never from its value: {@code openai-2}
 * @param value what is sent; of a key that signs its calls, the access key id
 * @param aws signs the calls; null where the value itself is sent
 * @param region the only region of Bedrock that it is used in; null for any
 */
public record ApiKey(
        ProviderId provider,
        String id,
        String value,
        @Nullable AwsCredentials aws,
        @Nullable Region region) {

    private static final int SHORTEST_SHOWN = 12;
    private static final int SHOWN = 4;

    public ApiKey {
        if (provider == null || id == null || value == null || value.isBlank()) {
            throw new IllegalArgumentException("a key needs a provider, an id and a value");
        }
    }

    /** Creates a key whose value is sent. */
    public ApiKey(ProviderId provider, String id, String value) {
        this(provider, id, value, null, null);
    }

    /** Returns the key masked for operators: its last four characters, and those only if it is long. */
    public String masked() {
        return value.length() < SHORTEST_SHOWN ? "…" : "…" + value.substring(value.length() - SHOWN);
    }

    public CredentialKind kind() {
        if (aws != null) {
            return CredentialKind.ACCESS_KEY;
        }
        return provider.equals(ProviderId.BEDROCK) ? CredentialKind.BEARER_TOKEN : CredentialKind.API_KEY;
    }

    /** Returns all that must not be shown. */
    public List<String> secrets() {
        return aws == null
                ? List.of(value)
                : Stream.of(aws.secretAccessKey(), aws.sessionToken(), value)
                        .flatMap(Stream::ofNullable)
                        .toList();
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
