package dev.quartermaster.metrics.cloudwatch;

import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.aws.Region;
import dev.quartermaster.aws.SignedPost;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends data to CloudWatch, signed, once and without retries. */
final class CloudWatchCall {

    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9_.]{1,100})</Code>");
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

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

    private final SignedPost post;
    private final String namespace;

    CloudWatchCall(Vertx vertx, CloudWatchConfig config, CredentialsCache credentials, Clock clock) {
        Region region = new Region(config.region());
        String base = config.baseUrl().orElse("https://monitoring." + region + ".amazonaws.com");
        this.post = new SignedPost(vertx, "monitoring", region, base, config.timeout(), credentials, clock);
        this.namespace = config.prefix() + "/Models";
    }

    /** Fails without an answer in time, and without credentials. */
    Uni<Reply> put(List<Datum> data) {
        return post.send(Map.of("content-type", FORM), PutMetricData.body(namespace, data))
                .map(reply -> reply(reply.status(), reply.body()));
    }

    private static Reply reply(int status, String text) {
        Matcher code = CODE.matcher(text);
        return new Reply(status, code.find() ? code.group(1) : null);
    }

    void close() {
        post.close();
    }
}
