package dev.quartermaster.metrics.cloudwatch;

import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.aws.Region;
import dev.quartermaster.aws.SigV4Signer;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends data to CloudWatch, signed, once and without retries. */
final class CloudWatchCall {

    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9_.]{1,100})</Code>");
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final int CONNECTIONS = 2;

    /**
     * Answer of CloudWatch.
     *
     * @param code the error's code; null without one
     */
    record Reply(int status, @Nullable String code) {

        boolean isAccepted() {
            return status >= 200 && status < 300;
        }

        /** Returns whether these very data are refused, so that sending them again is of no use. */
        boolean isRefused() {
            return status == 400
                    && code != null
                    && (code.startsWith("InvalidParameter")
                            || code.startsWith("MissingParameter")
                            || code.startsWith("MissingRequiredParameter")
                            || code.startsWith("ValidationError"));
        }

        String problem() {
            return "status " + status + (code == null ? "" : " (" + code + ")");
        }
    }

    private final HttpClient client;
    private final CredentialsCache credentials;
    private final SigV4Signer signer;
    private final Region region;
    private final URI uri;
    private final String namespace;
    private final Duration timeout;

    CloudWatchCall(Vertx vertx, CloudWatchConfig config, CredentialsCache credentials, Clock clock) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setConnectTimeout((int)
                        config.timeout().toMillis()));
        this.credentials = credentials;
        this.signer = new SigV4Signer("monitoring", clock);
        this.region = new Region(config.region());
        String base = config.baseUrl().orElse("https://monitoring." + region + ".amazonaws.com");
        this.uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/");
        this.namespace = config.prefix() + "/Models";
        this.timeout = config.timeout();
    }

    /** Fails without an answer in time, and without credentials. */
    Uni<Reply> put(List<Datum> data) {
        byte[] body = PutMetricData.body(namespace, data);
        return credentials
                .current()
                .chain(held -> send(body, held))
                .ifNoItem()
                .after(timeout)
                .fail();
    }

    private Uni<Reply> send(byte[] body, AwsCredentials held) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("content-type", FORM);
        headers.putAll(signer.sign("POST", uri, Map.of("content-type", FORM), body, region, held));
        headers.remove("host");
        headers.remove("content-length");
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(uri.toString())
                .setIdleTimeout(timeout.toMillis());
        return Uni.createFrom().emitter(emitter -> client.request(options)
                .compose(request -> send(request, headers, body))
                .onSuccess(emitter::complete)
                .onFailure(emitter::fail));
    }

    private static Future<Reply> send(HttpClientRequest request, Map<String, String> headers, byte[] body) {
        headers.forEach(request::putHeader);
        return request.send(Buffer.buffer(body))
                .compose(response -> response.body().map(text -> reply(response.statusCode(), text.toString())));
    }

    private static Reply reply(int status, String text) {
        Matcher code = CODE.matcher(text);
        return new Reply(status, code.find() ? code.group(1) : null);
    }

    void close() {
        client.close();
    }
}
