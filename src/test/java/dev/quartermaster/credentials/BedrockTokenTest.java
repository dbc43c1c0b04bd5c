package dev.quartermaster.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.aws.Region;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockTokenTest {

    @Test
    void aShortTermTokenTellsItsEndAndItsRegion() {
        String token = token(
                "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=ASIAEXAMPLE%2F20260301%2Feu-west-1%2Fbedrock%2Faws4_request"
                        + "&X-Amz-Date=20260301T120000Z&X-Amz-Expires=43200&X-Amz-SignedHeaders=host&X-Amz-Signature=ab&Version=1");

        assertThat(BedrockToken.expiry(token)).contains(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(BedrockToken.region(token)).contains(new Region("eu-west-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ABSKQmVkcm9ja0FQSUtleS1leGFtcGxlOnNlY3JldA==",
                "bedrock-api-key-",
                "bedrock-api-key-%%%%",
                "bedrock-api-key-WC1BbXotRGF0ZT0yMDI2OTk5OVQxMjAwMDBaJlgtQW16LUV4cGlyZXM9MQ=="
            })
    void anotherTellsNothing(String token) {
        assertThat(BedrockToken.expiry(token)).isEmpty();
        assertThat(BedrockToken.region(token)).isEmpty();
    }

    private static String token(String url) {
        return "bedrock-api-key-" + Base64.getEncoder().encodeToString(url.getBytes(StandardCharsets.UTF_8));
    }
}
