package dev.quartermaster.api.responses;

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

/** {@code POST /v1/responses}, whole or streamed. */
@Path("/v1/responses")
@Tag(name = "OpenAI dialect")
public class ResponsesResource {

    private final ObjectMapper json;
    private final ChatExchange exchange;
    private final Clock clock;

    ResponsesResource(ObjectMapper json, ChatExchange exchange, Clock clock) {
        this.json = json;
        this.exchange = exchange;
        this.clock = clock;
    }

    @RolesAllowed(Roles.AGENT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Answers a conversation, whole or as a stream of events")
    @RequestBody(content = @Content(schema = @Schema(ref = "ResponsesRequest")))
    @APIResponse(
            responseCode = "200",
            description = "The answer",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Response")),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "ResponseEvent"))
            })
    @APIResponse(
            responseCode = "default",
            description = "No answer",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "OpenAiError")))
    public Uni<Response> respond(byte[] body, @Context RoutingContext routing) {
        ResponsesRequestReader.Body read = new ResponsesRequestReader(json).read(JsonBody.parse(json, body));
        ResponsesAnswerWriter form = new ResponsesAnswerWriter(json, clock.instant(), read.settings());
        return exchange.answer(read.model(), read.chat(), read.hints(), form, routing);
    }
}
