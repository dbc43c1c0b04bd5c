package dev.quartermaster.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigV4SignerTest {

    private static final String TOKEN = "x-amz-security-token";
    private static final Clock THEN = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);

    static List<SigV4Vector> published() {
        return SigV4Vector.published();
    }

    static List<SigV4Vector> publishedWithContentHash() {
        return published().stream().filter(SigV4Vector::hasContentHash).toList();
    }

    /** The measure itself: without it the comparisons below would prove nothing. The suite encodes paths only once. */
    @ParameterizedTest
    @MethodSource("published")
    void specificationGivesPublishedSignature(SigV4Vector vector) {
        Map<String, String> headers = new LinkedHashMap<>(vector.headers());
        headers.put("host", SigV4Vector.HOST);
        headers.put("x-amz-date", SigV4Vector.TIMESTAMP);
        String signature = specification("service")
                .of(vector.method(), raw(vector.path()), vector.query(), headers, vector.body());
        assertThat(signature).isEqualTo(vector.signature());
    }

    @ParameterizedTest
    @MethodSource("publishedWithContentHash")
    void signsAsPublished(SigV4Vector vector) {
        assertThat(signature(sign("service", vector))).isEqualTo(vector.signature());
    }

    /** The SDK's signer always adds the content's hash; apart from that the requests are the published ones. */
    @ParameterizedTest
    @MethodSource("published")
    void signsPublishedRequestsByTheSpecification(SigV4Vector vector) {
        Map<String, String> sent = sign("service", vector);
        assertThat(signature(sent)).isEqualTo(specified("service", vector, sent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/model/anthropic.claude-3-5-sonnet-20241022-v2%3A0/converse",
                "/model/eu.amazon.nova-pro-v1%3A0/converse-stream",
                "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.x.y-v1%3A0/converse"
            })
    void encodesPathOnceMore(String path) {
        byte[] body = "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        SigV4Vector request =
                new SigV4Vector(path, "POST", path, "", Map.of("content-type", "application/json"), body, "");
        Map<String, String> sent = sign("bedrock", request);
        assertThat(signature(sent)).isEqualTo(specified("bedrock", request, sent));
        assertThat(sent.get("Authorization")).contains("/20150830/us-east-1/bedrock/aws4_request");
    }

    @Test
    void temporaryCredentialsSendTheirToken() {
        SigV4Vector vector = published().stream()
                .filter(candidate -> candidate.headers().containsKey(TOKEN))
                .findFirst()
                .orElseThrow();
        assertThat(sign("service", vector))
                .containsEntry("X-Amz-Security-Token", vector.headers().get(TOKEN))
                .extractingByKey("Authorization")
                .asString()
                .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token");
    }

    @Test
    void doesNotPrintSecrets() {
        assertThat(new AwsCredentials("AKIDEXAMPLE", "secret", "token", null).toString())
                .doesNotContain("AKIDEXAMPLE", "secret", "token");
    }

    private static Map<String, String> sign(String service, SigV4Vector vector) {
        Map<String, String> headers = new LinkedHashMap<>(vector.headers());
        String token = headers.remove(TOKEN);
        headers.remove("x-amz-content-sha256");
        String query = vector.query().isEmpty() ? "" : "?" + vector.query();
        return new SigV4Signer(service, THEN)
                .sign(
                        vector.method(),
                        URI.create("https://" + SigV4Vector.HOST + vector.path() + query),
                        headers,
                        vector.body(),
                        Region.US_EAST_1,
                        new AwsCredentials("AKIDEXAMPLE", SigV4Vector.SECRET, token, null));
    }

    private static String specified(String service, SigV4Vector vector, Map<String, String> sent) {
        Map<String, String> signed = new LinkedHashMap<>(sent);
        signed.remove("Authorization");
        return specification(service).of(vector.method(), vector.path(), vector.query(), signed, vector.body());
    }

    private static String raw(String path) {
        return URLDecoder.decode(path, StandardCharsets.UTF_8);
    }

    private static PublishedSignature specification(String service) {
        return new PublishedSignature(SigV4Vector.SECRET, SigV4Vector.TIMESTAMP, "us-east-1", service);
    }

    private static String signature(Map<String, String> sent) {
        return sent.get("Authorization").replaceFirst(".*Signature=", "");
    }
}
