package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.chat.ChatExchange;
import dev.quartermaster.api.chat.InferenceHeaders;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.inference.Inference;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceOperation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /v1/embeddings}. */
@Path("/v1/embeddings")
@Tag(name = "OpenAI dialect")
public class EmbeddingsResource {

    private final ObjectMapper json;
    private final ChatExchange exchange;
    private final Inference inference;
    private final InferenceHeaders headers;

    EmbeddingsResource(ObjectMapper json, ChatExchange exchange, Inference inference, InferenceHeaders headers) {
        this.json = json;
        this.exchange = exchange;
        this.inference = inference;
        this.headers = headers;
    }

    @RolesAllowed(Roles.AGENT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Turns texts into vectors")
    @RequestBody(content = @Content(schema = @Schema(ref = "EmbeddingsRequest")))
    @APIResponse(
            responseCode = "200",
            description = "The vectors",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "EmbeddingList")))
    @APIResponse(
            responseCode = "default",
            description = "No answer",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "OpenAiError")))
    public Uni<byte[]> embed(byte[] body, @Context RoutingContext routing) {
        EmbeddingsReader.Body read = EmbeddingsReader.read(JsonBody.parse(json, body));
        MultiMap out = routing.response().headers();
        InferenceOperation operation = new InferenceOperation.Vectors(read.request());
        RequestContext requestContext =
                exchange.begin(exchange.request(read.model(), operation, read.hints(), routing), out);
        return inference
                .embed(requestContext)
                .invoke(done -> {
                    headers.served(out, requestContext, done.model());
                    headers.cost(out, done.cost());
                })
                .map(done -> new EmbeddingsWriter(json)
                        .write(
                                done.reply(),
                                read.request().encoding(),
                                done.model().key().id()))
                .map(answer -> JsonBody.bytes(json, answer))
                .onFailure()
                .invoke(failure -> headers.failed(out, requestContext, failure));
    }
}
