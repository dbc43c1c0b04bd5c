package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.AnswerHeaders;
import dev.quartermaster.api.HintsReader;
import dev.quartermaster.api.JsonBody;
import dev.quartermaster.api.RequestChecks;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.inference.Inference;
import dev.quartermaster.inference.InferenceRequest;
import dev.quartermaster.inference.Journey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestMulti;

/** {@code POST /v1/chat/completions}, whole or streamed. */
@Path("/v1/chat/completions")
public class ChatResource {

    private static final Map<String, List<String>> JSON =
            Map.of(HttpHeaders.CONTENT_TYPE, List.of(MediaType.APPLICATION_JSON));
    private static final Map<String, List<String>> EVENTS = Map.of(
            HttpHeaders.CONTENT_TYPE, List.of(MediaType.SERVER_SENT_EVENTS + ";charset=utf-8"),
            HttpHeaders.CACHE_CONTROL, List.of("no-cache"));

    private final ObjectMapper json;
    private final Inference inference;
    private final AnswerHeaders headers;
    private final RequestChecks checks;
    private final Clock clock;

    ChatResource(ObjectMapper json, Inference inference, AnswerHeaders headers, RequestChecks checks, Clock clock) {
        this.json = json;
        this.inference = inference;
        this.headers = headers;
        this.checks = checks;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public RestMulti<byte[]> complete(byte[] body, @Context RoutingContext routing) {
        ChatBody read = ChatRequestReader.read(JsonBody.parse(json, body));
        checks.check(read.chat());
        Journey journey = inference.begin(request(read, routing));
        headers.decided(routing.response().headers(), journey);
        return read.chat().stream() ? streamed(read, journey, routing) : whole(journey, routing);
    }

    private static InferenceRequest request(ChatBody body, RoutingContext routing) {
        RequestInfo info = RequestInfo.of(routing);
        return new InferenceRequest(
                info.id(),
                info.caller(),
                info.arrivedNanos(),
                body.model(),
                HintsReader.read(body.hints(), routing.request().headers()),
                body.chat());
    }

    private RestMulti<byte[]> whole(Journey journey, RoutingContext routing) {
        MultiMap out = routing.response().headers();
        Uni<byte[]> answer = inference
                .complete(journey)
                .invoke(done -> {
                    headers.served(out, journey, done.model());
                    headers.cost(out, done.cost());
                })
                .map(done -> JsonBody.bytes(
                        json,
                        new ChatReplyWriter(json)
                                .write(
                                        done.reply(),
                                        answerId(journey),
                                        clock.instant().getEpochSecond(),
                                        done.model().key().id())))
                .onFailure()
                .invoke(failure -> headers.decided(out, journey));
        return RestMulti.fromUniResponse(
                answer, bytes -> io.smallrye.mutiny.Multi.createFrom().item(bytes), bytes -> JSON);
    }

    private RestMulti<byte[]> streamed(ChatBody body, Journey journey, RoutingContext routing) {
        MultiMap out = routing.response().headers();
        boolean trailer = "on".equalsIgnoreCase(routing.request().getHeader("X-Quartermaster-Trailer"));
        Uni<ChatEvents> answer = inference.stream(journey)
                .invoke(started -> headers.served(out, journey, started.model()))
                .map(started -> new ChatEvents(
                        json,
                        started,
                        new ChunkWriter(
                                json,
                                answerId(journey),
                                clock.instant().getEpochSecond(),
                                started.model().key().id(),
                                body.includeUsage()),
                        journey,
                        trailer))
                .onFailure()
                .invoke(failure -> headers.decided(out, journey));
        return RestMulti.fromUniResponse(answer, ChatEvents::bytes, started -> EVENTS);
    }

    private static String answerId(Journey journey) {
        return "chatcmpl-" + journey.decision().id().toString().replace("-", "");
    }
}
