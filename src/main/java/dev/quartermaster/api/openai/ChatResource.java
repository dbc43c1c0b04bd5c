package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.chat.ChatExchange;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.auth.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /v1/chat/completions}, whole or streamed. */
@Path("/v1/chat/completions")
@Tag(name = "OpenAI dialect")
public class ChatResource {

    private final ObjectMapper json;
    private final ChatExchange exchange;
    private final Clock clock;

    ChatResource(ObjectMapper json, ChatExchange exchange, Clock clock) {
        this.json = json;
        this.exchange = exchange;
        this.clock = clock;
    }

    @RolesAllowed(Roles.AGENT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Answers a chat, whole or as a stream of events")
    @RequestBody(content = @Content(schema = @Schema(ref = "ChatCompletionRequest")))
    @APIResponse(
            responseCode = "200",
            description = "The answer",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ChatCompletion")),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "ChatCompletionEvent"))
            })
    @APIResponse(
            responseCode = "default",
            description = "No answer",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "OpenAiError")))
    public Uni<Response> complete(byte[] body, @Context RoutingContext routing) {
        ChatRequestReader.Body read = ChatRequestReader.read(JsonBody.parse(json, body));
        ChatAnswerWriter form = new ChatAnswerWriter(json, clock.instant(), read.includeUsage());
        return exchange.answer(read.model(), read.chat(), read.hints(), form, routing);
    }
}
