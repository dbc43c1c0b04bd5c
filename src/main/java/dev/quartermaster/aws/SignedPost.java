package dev.quartermaster.aws;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Posts to one service of AWS, signed, once and without retries. */
public final class SignedPost {

    private static final int CONNECTIONS = 2;

    /** Answer of the service, whatever its status. */
    public record Reply(int status, String body) {

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** Not the body, which may hold secrets. */
        @Override
        public String toString() {
            return "Reply[" + status + "]";
        }
    }

    private final HttpClient client;
    private final CredentialsCache credentials;
    private final SigV4Signer signer;
    private final Region region;
    private final URI uri;
    private final Duration timeout;

    /**
     * @param service its signing name
     * @param baseUrl with a slash at its end, or without
     * @param timeout the longest wait for an answer
     */
    public SignedPost(
            Vertx vertx,
            String service,
            Region region,
            String baseUrl,
            Duration timeout,
            CredentialsCache credentials,
            Clock clock) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setConnectTimeout((int) timeout.toMillis()));
        this.credentials = credentials;
        this.signer = new SigV4Signer(service, clock);
        this.region = region;
        this.uri = URI.create((baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl) + "/");
        this.timeout = timeout;
    }

    /**
     * Fails without an answer in time, and without credentials.
     *
     * @param headers to be signed and sent, by names in lower case
     */
    public Uni<Reply> send(Map<String, String> headers, byte[] body) {
        return credentials
                .current()
                .chain(held -> send(headers, body, held))
                .ifNoItem()
                .after(timeout)
                .fail();
    }

    private Uni<Reply> send(Map<String, String> headers, byte[] body, AwsCredentials held) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putAll(signer.sign("POST", uri, headers, body, region, held));
        all.remove("host");
        all.remove("content-length");
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(uri.toString())
                .setIdleTimeout(timeout.toMillis());
        return Uni.createFrom().emitter(emitter -> client.request(options)
                .compose(request -> send(request, all, body))
                .onSuccess(emitter::complete)
                .onFailure(emitter::fail));
    }

    private static Future<Reply> send(HttpClientRequest request, Map<String, String> headers, byte[] body) {
        headers.forEach(request::putHeader);
        return request.send(Buffer.buffer(body))
                .compose(response -> response.body().map(text -> new Reply(response.statusCode(), text.toString())));
    }

    /** Gives its connections back. */
    public void close() {
        client.close();
    }
}
