package dev.quartermaster.catalog.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.testing.MutableClock;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwsAuthTest {

    private static final URI ADDRESS = URI.create(
            "https://bedrock.eu-west-1.amazonaws.com/inference-profiles?nextToken=a%2Bb&type=SYSTEM_DEFINED");

    private final MutableClock clock = new MutableClock("2026-07-01T00:00:00Z");

    @Test
    void anApiKeyWinsOverCredentials() {
        AwsAuth auth = auth(Optional.of("key"), () -> new AwsCredentials("id", "secret", null, null));

        assertThat(headers(auth)).isEqualTo(Map.of("authorization", "Bearer key"));
    }

    @Test
    void withoutAKeyTheCallIsSignedForItsRegion() {
        AwsAuth auth = auth(Optional.empty(), () -> new AwsCredentials("id", "secret", "session", null));

        assertThat(headers(auth).get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=id/20260701/eu-west-1/bedrock/aws4_request");
        assertThat(headers(auth)).containsEntry("x-amz-date", "20260701T000000Z");
        assertThat(headers(auth)).containsEntry("x-amz-security-token", "session");
    }

    @Test
    void everythingThatIsSignedIsSent() {
        AwsAuth auth = auth(Optional.empty(), () -> new AwsCredentials("id", "secret", "session", null));

        String signed = headers(auth).get("authorization").replaceAll(".*SignedHeaders=([^,]+),.*", "$1");

        assertThat(signed.split(";")).isSubsetOf("host", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");
    }

    private AwsAuth auth(Optional<String> key, AwsCredentials.Source source) {
        return new AwsAuth(
                () -> key.map(value -> new ApiKey(ProviderId.BEDROCK, "bedrock-1", value)),
                new CredentialsCache(source, Runnable::run, clock),
                clock);
    }

    private static Map<String, String> headers(AwsAuth auth) {
        return auth.headers(ADDRESS, "eu-west-1")
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem()
                .getItem();
    }
}
