package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.chat.HintsReader;
import dev.quartermaster.api.chat.InferenceHeaders;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.Inference;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
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
    private final Inference inference;
    private final InferenceHeaders headers;

    EmbeddingsResource(ObjectMapper json, Inference inference, InferenceHeaders headers) {
        this.json = json;
        this.inference = inference;
        this.headers = headers;
    }

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
        EmbeddingsBody read = EmbeddingsReader.read(JsonBody.parse(json, body));
        MultiMap out = routing.response().headers();
        RequestContext requestContext = begin(request(read, routing), out);
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

    private RequestContext begin(InferenceRequest request, MultiMap out) {
        try {
            RequestContext requestContext = inference.begin(request);
            headers.decided(out, requestContext);
            return requestContext;
        } catch (QuartermasterException refusal) {
            headers.refused(out, request, refusal);
            throw refusal;
        }
    }

    private static InferenceRequest request(EmbeddingsBody body, RoutingContext routing) {
        RequestInfo info = RequestInfo.of(routing);
        return new InferenceRequest(
                info.id(),
                info.caller(),
                info.arrivedNanos(),
                body.model(),
                HintsReader.read(body.hints(), routing.request().headers()),
                new InferenceOperation.Vectors(body.request()));
    }
}
