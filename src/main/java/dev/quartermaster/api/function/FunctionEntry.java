package dev.quartermaster.api.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.function.FunctionEvent.Http;
import dev.quartermaster.api.function.FunctionEvent.LogLines;
import dev.quartermaster.api.function.FunctionEvent.Tick;
import dev.quartermaster.api.function.FunctionEvent.Unknown;
import dev.quartermaster.api.function.FunctionEvent.Unreadable;
import dev.quartermaster.api.function.VirtualHttp.Exchange;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.aws.Invocation;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.history.HistoryConfig;
import io.quarkus.logging.Log;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers one invocation of the function after the other. What comes of an event is an answer, whatever it is. */
@Singleton
public class FunctionEntry {

    /** Time for the response to be written and sent. */
    private static final Duration SENDING = Duration.ofMillis(300);

    private final ObjectMapper json;
    private final AnswerWriter answers;
    private final Thaw thaw;
    private final Server server;
    private final long storingNanos;

    /** HTTP server of this process. */
    interface Server {
        Exchange send(Http request, Invocation invocation, long millis) throws InterruptedException;
    }

    @Inject
    FunctionEntry(ObjectMapper json, Thaw thaw, HistoryConfig history) {
        this(json, thaw, history.safeInTimeout(), VirtualHttp::send);
    }

    /** @param storing the longest that an answer waits for its record */
    FunctionEntry(ObjectMapper json, Thaw thaw, Duration storing, Server server) {
        this.json = json;
        this.answers = new AnswerWriter(json);
        this.thaw = thaw;
        this.server = server;
        this.storingNanos = storing.toNanos();
    }

    /**
     * Returns the result of an invocation, as JSON.
     *
     * @param remainingMillis the time until AWS Lambda ends the invocation
     * @throws InvocationFailed when AWS is to repeat the invocation, as what it brought could not be stored
     */
    public byte[] handle(byte[] event, long remainingMillis) throws InterruptedException {
        long end = System.nanoTime()
                + Duration.ofMillis(remainingMillis).minus(SENDING).toNanos();
        thaw.before();
        try {
            return answer(event, end);
        } finally {
            thaw.after();
        }
    }

    private byte[] answer(byte[] bytes, long end) throws InterruptedException {
        JsonNode tree;
        try {
            tree = json.readTree(bytes);
        } catch (JsonProcessingException malformed) {
            return unsupported("The event is no JSON.");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        FunctionEvent event = EventReader.read(tree);
        if (event instanceof Http request) {
            return http(request, bytes.length, end);
        } else if (event instanceof Unreadable unreadable) {
            return answers.write(
                    unreadable.form(),
                    unreadable.path(),
                    HttpAnswer.error(json, unreadable.path(), ErrorCode.INVALID_REQUEST, unreadable.why()));
        } else if (event instanceof Tick tick) {
            String name = URLEncoder.encode(tick.job(), StandardCharsets.UTF_8).replace("+", "%20");
            return internal("/internal/jobs/" + name, new byte[0], end).body();
        } else if (event instanceof LogLines lines) {
            return booked(internal("/internal/records", JsonBody.bytes(json, lines.content()), end));
        }
        return unsupported(((Unknown) event).why());
    }

    private byte[] http(Http request, int length, long end) throws InterruptedException {
        HttpAnswer answer = length > AnswerWriter.LARGEST
                ? HttpAnswer.error(
                        json,
                        request.path(),
                        ErrorCode.REQUEST_TOO_LARGE,
                        "The request takes " + length + " bytes as an event of AWS Lambda, which takes no more than "
                                + AnswerWriter.LARGEST + ".")
                : asked(request, new Invocation(false, answerBy(end)), end);
        return answers.write(request.form(), request.path(), answer);
    }

    /** The last moment for an answer whose record takes as long as it may; half of what is left where that is very little. */
    private long answerBy(long end) {
        long now = System.nanoTime();
        return end - Math.min(storingNanos, Math.max(0, (end - now) / 2));
    }

    private HttpAnswer asked(Http request, Invocation invocation, long end) throws InterruptedException {
        Exchange exchange = server.send(
                request, invocation, Duration.ofNanos(end - System.nanoTime()).toMillis());
        HttpAnswer answer = exchange.answer();
        if (answer != null && (exchange.complete() || answer.isEventStream())) {
            return answer;
        }
        Log.warnf("%s %s had no answer before its invocation ends", request.method(), request.path());
        return HttpAnswer.error(
                json,
                request.path(),
                ErrorCode.UPSTREAM_TIMEOUT,
                "There was no answer in the time that AWS Lambda leaves an invocation.");
    }

    private HttpAnswer internal(String path, byte[] body, long end) throws InterruptedException {
        List<HttpField> headers = List.of(
                new HttpField("host", "localhost"),
                new HttpField("content-type", "application/json"),
                new HttpField("content-length", Integer.toString(body.length)));
        Http request = new Http(EventForm.PAYLOAD_2, "POST", path, headers, body, null);
        return asked(request, new Invocation(true, end), end);
    }

    private static byte[] booked(HttpAnswer answer) {
        if (answer.status() >= 300) {
            throw new InvocationFailed(new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body();
    }

    private byte[] unsupported(String why) {
        Log.errorf("An event was not understood: %s", why);
        return JsonBody.bytes(json, Map.of("error", Map.of("code", "unsupported_event", "message", why)));
    }

    /** Ends an invocation as failed, so that AWS repeats it. */
    public static final class InvocationFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        InvocationFailed(@Nullable String message) {
            super(message, null, false, false);
        }
    }
}
