package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.chat.ChatExchange;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.inference.TokenCount;
import dev.quartermaster.inference.TokenCounts;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code POST /v1/messages}, whole or streamed, and {@code POST /v1/messages/count_tokens}. The {@code anthropic-version}
 * header is not asked for: there is one version, and all clients send it.
 */
@Path("/v1/messages")
@Tag(name = "Anthropic dialect")
public class MessagesResource {

    private final ObjectMapper json;
    private final ChatExchange exchange;
    private final TokenCounts counts;

    MessagesResource(ObjectMapper json, ChatExchange exchange, TokenCounts counts) {
        this.json = json;
        this.exchange = exchange;
        this.counts = counts;
    }

    @RolesAllowed(Roles.AGENT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Answers a conversation, whole or as a stream of events")
    @RequestBody(content = @Content(schema = @Schema(ref = "MessagesRequest")))
    @APIResponse(
            responseCode = "200",
            description = "The answer",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Message")),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "MessageEvent"))
            })
    @APIResponse(
            responseCode = "default",
            description = "No answer",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AnthropicError")))
    public Uni<Response> answer(byte[] body, @Context RoutingContext routing) {
        MessagesReader.Body read = MessagesReader.read(JsonBody.parse(json, body), beta(routing));
        return exchange.answer(read.model(), read.chat(), read.hints(), new MessageAnswerWriter(json), routing);
    }

    /** The {@code x-quartermaster-tokens} header says whether the provider has counted, or we have estimated. */
    @RolesAllowed(Roles.AGENT)
    @POST
    @Path("count_tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Counts the tokens a conversation would have as a prompt")
    @RequestBody(content = @Content(schema = @Schema(ref = "CountTokensRequest")))
    @APIResponse(
            responseCode = "200",
            description = "The count",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TokenCount")))
    @APIResponse(
            responseCode = "default",
            description = "No answer",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AnthropicError")))
    public Uni<byte[]> count(byte[] body, @Context RoutingContext routing) {
        MessagesReader.Body read = MessagesReader.readForCount(JsonBody.parse(json, body), beta(routing));
        return counts.count(exchange.request(read.model(), read.chat(), read.hints(), routing))
                .invoke(count -> describe(count, routing))
                .map(count -> JsonBody.bytes(json, json.createObjectNode().put("input_tokens", count.inputTokens())));
    }

    private static void describe(TokenCount count, RoutingContext routing) {
        routing.response().putHeader("x-quartermaster-model", count.model().toString());
        routing.response().putHeader("x-quartermaster-tokens", count.estimated() ? "estimated" : "counted");
    }

    private static List<String> beta(RoutingContext routing) {
        return routing.request().headers().getAll("anthropic-beta").stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
