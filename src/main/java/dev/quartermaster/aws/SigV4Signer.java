package dev.quartermaster.aws;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests for one AWS service with Signature Version 4. Pure apart from the clock: it does no I/O and may be
 * called on an event loop.
 *
 * <p>The path is signed with its percent signs encoded once more, as every service but S3 wants it. It must be sent
 * exactly as it was signed, and so must the body.
 */
public final class SigV4Signer {

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final String service;
    private final Clock clock;

    /** @param service the signing name, not always the host's: {@code bedrock} for {@code bedrock-runtime} hosts too */
    public SigV4Signer(String service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /**
     * The headers to send: those given, and the signature's own.
     *
     * @param uri with its path and query already percent-encoded
     * @param headers to be signed along; without {@code host}, which is taken from the URI
     * @param body the bytes that will be sent; empty where there is none
     */
    public Map<String, String> sign(
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            Region region,
            AwsCredentials credentials) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
        headers.forEach(request::putHeader);
        Consumer<SignRequest.Builder<AwsCredentialsIdentity>> input = sign -> sign.identity(identity(credentials))
                .request(request.build())
                .payload(() -> new ByteArrayInputStream(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.code())
                .putProperty(HttpSigner.SIGNING_CLOCK, clock);
        return single(signer.sign(input).request().headers());
    }

    private static Map<String, String> single(Map<String, List<String>> headers) {
        Map<String, String> single = new LinkedHashMap<>();
        headers.forEach((name, values) -> single.put(name, String.join(",", values)));
        return single;
    }

    private static AwsCredentialsIdentity identity(AwsCredentials credentials) {
        String id = credentials.accessKeyId();
        String secret = credentials.secretAccessKey();
        return credentials.sessionToken() == null
                ? AwsCredentialsIdentity.create(id, secret)
                : AwsSessionCredentialsIdentity.create(id, secret, credentials.sessionToken());
    }
}
